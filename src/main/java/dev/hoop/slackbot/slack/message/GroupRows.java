package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Stage;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What each group has said, and the buttons of those whose word is still wanted. Beside its buttons
 * a group's name stands in full, since names may differ at their ends alone. A card holds fifty
 * blocks: where there is no room for a row of buttons each, a group has a menu at the end of its
 * line, and what still does not fit is said.
 */
final class GroupRows {

  /** Up to so many groups each have a line, also those that have decided. */
  private static final int FEW = 10;

  /** How many blocks there are for groups, with all else that a card can hold. */
  private static final int ROOM = 36;

  private static final int NAME = 120;
  private static final int DECIDED_SHOWN = 5;
  private static final int SPOKEN = 28;

  private final ReviewSnapshot snapshot;
  private final Stage stage;
  private final URI page;
  private final boolean mentions;

  /**
   * @param mentions whether to mention those who decided beside their names
   */
  GroupRows(ReviewSnapshot snapshot, Stage stage, URI page, boolean mentions) {
    this.snapshot = snapshot;
    this.stage = stage;
    this.page = page;
    this.mentions = mentions;
  }

  void addTo(Blocks blocks) {
    List<ReviewGroup> groups = snapshot.session().review().groups();
    if (groups.size() <= FEW) {
      groups.forEach(group -> row(blocks, group));
    } else {
      dense(blocks, groups);
    }
  }

  private void row(Blocks blocks, ReviewGroup group) {
    blocks.richText(line(group));
    if (wanted(group)) {
      blocks.buttons(blockId(blocks, group), buttons(group));
    }
  }

  private void dense(Blocks blocks, List<ReviewGroup> groups) {
    // A rejection is what everybody looks for; it must not be among those left out.
    List<ReviewGroup> decided =
        groups.stream()
            .filter(g -> g.status() != ReviewStatus.PENDING)
            .sorted(Comparator.comparing(g -> g.status() == ReviewStatus.APPROVED))
            .toList();
    decided.stream().limit(DECIDED_SHOWN).forEach(g -> blocks.richText(line(g)));
    if (decided.size() > DECIDED_SHOWN) {
      blocks.richText(
          new RichText().say("and " + (decided.size() - DECIDED_SHOWN) + " more have decided"));
    }
    List<ReviewGroup> wanted = groups.stream().filter(this::wanted).toList();
    int room = ROOM - Math.min(decided.size(), DECIDED_SHOWN + 1);
    if (wanted.size() * 2 <= room) {
      wanted.forEach(group -> row(blocks, group));
    } else {
      menus(blocks, wanted, room);
    }
    if (wanted.isEmpty() && decided.size() < groups.size()) {
      blocks.richText(new RichText().say(silent(groups.size() - decided.size())));
    }
  }

  private String silent(int groups) {
    return Phrases.count(groups, "group")
        + (groups == 1 ? " has not decided" : " have not decided");
  }

  private void menus(Blocks blocks, List<ReviewGroup> wanted, int room) {
    wanted.stream().limit(room).forEach(group -> menu(blocks, group));
    if (wanted.size() > room) {
      blocks.richText(
          new RichText()
              .say(
                  (wanted.size() - room)
                      + " more "
                      + (wanted.size() - room == 1 ? "group does" : "groups do")
                      + " not fit here: ")
              .link(page, "decide for them in Hoop"));
    }
  }

  private void menu(Blocks blocks, ReviewGroup group) {
    List<ObjectNode> options = new ArrayList<>();
    if (stage != Stage.STUCK && snapshot.canApprove(group.name())) {
      options.add(Blocks.option(GroupChoice.approve(review(), group), "Approve"));
    }
    if (snapshot.canReject(group.name())) {
      options.add(Blocks.option(GroupChoice.reject(review(), group), "Reject…"));
    }
    if (options.isEmpty()) {
      blocks.richText(line(group).say(". ").link(page, "Decide in Hoop"));
    } else {
      blocks.lineWithMenu(
          blockId(blocks, group),
          "⏳ " + TextSanitizer.line(group.name(), NAME) + ": not decided yet",
          Blocks.overflow("review-choice", options));
    }
  }

  private RichText line(ReviewGroup group) {
    RichText richText = new RichText();
    switch (group.status()) {
      case APPROVED -> richText.emoji("white_check_mark").say(" ");
      case REJECTED, REVOKED -> richText.emoji("x").say(" ");
      default ->
          richText.emoji(stage.waits() ? "hourglass_flowing_sand" : "heavy_minus_sign").say(" ");
    }
    richText.foreignBold(group.name(), NAME);
    switch (group.status()) {
      case PENDING -> richText.say(stage.waits() ? ": not decided yet" : ": not decided");
      case APPROVED -> by(richText.say(group.forced() ? ": force-approved" : ": approved"), group);
      case REJECTED -> rejected(richText, group);
      case REVOKED -> by(richText.say(": revoked"), group);
      default -> richText.say(": in a state this bot does not know");
    }
    return richText;
  }

  private void rejected(RichText richText, ReviewGroup group) {
    by(richText.say(snapshot.wasCut() ? ": ended and cut" : ": rejected"), group);
    snapshot.earlierApprovals().stream()
        .filter(earlier -> earlier.name().equals(group.name()))
        .findFirst()
        .ifPresent(
            earlier ->
                Phrases.by(
                    richText.say(", before that approved"),
                    snapshot.decisionBehind(earlier),
                    earlier,
                    mentions));
  }

  private RichText by(RichText richText, ReviewGroup group) {
    return Phrases.by(richText, Phrases.decision(snapshot, group), group, mentions);
  }

  /** Whether the group can still say something that counts. */
  private boolean wanted(ReviewGroup group) {
    return stage == Stage.STUCK || (stage.waits() && group.status() == ReviewStatus.PENDING);
  }

  private ObjectNode[] buttons(ReviewGroup group) {
    if (!snapshot.canReject(group.name())) {
      return new ObjectNode[] {
        Blocks.linkButton("review-link", "Decide in Hoop", page, spoken("Decide in Hoop", group))
      };
    }
    String value = ButtonValue.encode(review(), group);
    ObjectNode reject =
        Blocks.button("review-rejected", "Reject", value, "danger", spoken("Reject", group));
    if (stage == Stage.STUCK) {
      return new ObjectNode[] {reject};
    }
    ObjectNode approve =
        snapshot.canApprove(group.name())
            ? Blocks.button(
                "review-approved", "Approve", value, "primary", spoken("Approve", group))
            : Blocks.linkButton(
                "review-link", "Approve in Hoop", page, spoken("Approve in Hoop", group));
    return new ObjectNode[] {approve, reject};
  }

  /** What a screen reader says of a button, where the buttons of several groups look alike. */
  private String spoken(String label, ReviewGroup group) {
    return label
        + " for "
        + TextSanitizer.line(group.name(), SPOKEN)
        + " on "
        + TextSanitizer.line(snapshot.session().connection().name(), SPOKEN);
  }

  /** Numbered by its place on the card, since the names of groups need not differ. */
  private String blockId(Blocks blocks, ReviewGroup group) {
    return ButtonValue.blockId(review(), group, blocks.size());
  }

  private ReviewId review() {
    return snapshot.reviewId();
  }
}
