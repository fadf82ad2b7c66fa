package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Stage;
import java.net.URI;
import java.util.Comparator;
import java.util.List;

/**
 * What each group has said, and the buttons of those whose word is still wanted. A card holds fifty
 * blocks: with few groups each has a line and its buttons, with many the buttons name the group,
 * and what still does not fit is said.
 */
final class GroupRows {

  /** Up to so many groups get a line of their own beside their buttons. */
  private static final int FEW = 10;

  /** So many groups can have buttons at all. */
  private static final int MOST = 36;

  private static final int NAME = 120;
  private static final int SHORT_NAME = 40;
  private static final int DECIDED_SHOWN = 5;

  private final ReviewSnapshot snapshot;
  private final Stage stage;
  private final URI page;

  GroupRows(ReviewSnapshot snapshot, Stage stage, URI page) {
    this.snapshot = snapshot;
    this.stage = stage;
    this.page = page;
  }

  void addTo(Blocks blocks) {
    List<ReviewGroup> groups = snapshot.session().review().groups();
    if (groups.size() <= FEW) {
      groups.forEach(group -> full(blocks, group));
    } else {
      dense(blocks, groups);
    }
  }

  private void full(Blocks blocks, ReviewGroup group) {
    blocks.richText(line(group, NAME));
    if (wanted(group)) {
      blocks.buttons(blockId(blocks, group), buttons(group, ""));
    }
  }

  private void dense(Blocks blocks, List<ReviewGroup> groups) {
    // A rejection is what everybody looks for; it must not be among those left out.
    List<ReviewGroup> decided =
        groups.stream()
            .filter(g -> g.status() != ReviewStatus.PENDING)
            .sorted(Comparator.comparing(g -> g.status() == ReviewStatus.APPROVED))
            .toList();
    decided.stream().limit(DECIDED_SHOWN).forEach(g -> blocks.richText(line(g, SHORT_NAME)));
    if (decided.size() > DECIDED_SHOWN) {
      blocks.richText(
          new RichText().say("and " + (decided.size() - DECIDED_SHOWN) + " more have decided"));
    }
    List<ReviewGroup> wanted = groups.stream().filter(this::wanted).toList();
    int room = MOST - Math.min(decided.size(), DECIDED_SHOWN + 1);
    buttons(blocks, wanted, room);
    if (wanted.isEmpty() && decided.size() < groups.size()) {
      blocks.richText(new RichText().say(silent(groups.size() - decided.size())));
    }
  }

  private String silent(int groups) {
    return Phrases.count(groups, "group")
        + (groups == 1 ? " has not decided" : " have not decided");
  }

  private void buttons(Blocks blocks, List<ReviewGroup> wanted, int room) {
    wanted.stream()
        .limit(room)
        .forEach(
            g ->
                blocks.buttons(
                    blockId(blocks, g),
                    buttons(g, " · " + TextSanitizer.line(g.name(), SHORT_NAME))));
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

  private RichText line(ReviewGroup group, int longest) {
    RichText richText = new RichText();
    switch (group.status()) {
      case APPROVED -> richText.emoji("white_check_mark").say(" ");
      case REJECTED, REVOKED -> richText.emoji("x").say(" ");
      default ->
          richText.emoji(stage.waits() ? "hourglass_flowing_sand" : "heavy_minus_sign").say(" ");
    }
    richText.foreignBold(group.name(), longest);
    switch (group.status()) {
      case PENDING -> richText.say(stage.waits() ? ": not decided yet" : ": not decided");
      case APPROVED ->
          Phrases.by(
              richText.say(group.forced() ? ": approved by force" : ": approved"), snapshot, group);
      case REJECTED -> rejected(richText, group);
      case REVOKED -> Phrases.by(richText.say(": revoked"), snapshot, group);
      default -> richText.say(": in a state this bot does not know");
    }
    return richText;
  }

  private void rejected(RichText richText, ReviewGroup group) {
    Phrases.by(richText.say(snapshot.wasCut() ? ": ended and cut" : ": rejected"), snapshot, group);
    snapshot.earlierApprovals().stream()
        .filter(earlier -> earlier.name().equals(group.name()))
        .findFirst()
        .ifPresent(
            earlier ->
                Phrases.by(
                    richText.say(", before that approved"),
                    snapshot.decisionBehind(earlier),
                    earlier));
  }

  /** Whether the group can still say something that counts. */
  private boolean wanted(ReviewGroup group) {
    return stage == Stage.STUCK || (stage.waits() && group.status() == ReviewStatus.PENDING);
  }

  private ObjectNode[] buttons(ReviewGroup group, String suffix) {
    if (!snapshot.canReject(group.name())) {
      return new ObjectNode[] {Blocks.linkButton("review-link", "Decide in Hoop" + suffix, page)};
    }
    String value = ButtonValue.encode(review(), group);
    ObjectNode reject = Blocks.button("review-rejected", "Reject" + suffix, value, "danger");
    if (stage == Stage.STUCK) {
      return new ObjectNode[] {reject};
    }
    ObjectNode approve =
        snapshot.canApprove(group.name())
            ? Blocks.button("review-approved", "Approve" + suffix, value, "primary")
            : Blocks.linkButton("review-link", "Approve in Hoop" + suffix, page);
    return new ObjectNode[] {approve, reject};
  }

  /** Numbered by its place on the card, since the names of groups need not differ. */
  private String blockId(Blocks blocks, ReviewGroup group) {
    return ButtonValue.blockId(review(), group, blocks.size());
  }

  private ReviewId review() {
    return snapshot.reviewId();
  }
}
