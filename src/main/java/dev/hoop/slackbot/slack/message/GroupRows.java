package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Truncate;
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

  private final ReviewSnapshot story;
  private final Stage stage;
  private final URI page;

  GroupRows(ReviewSnapshot story, Stage stage, URI page) {
    this.story = story;
    this.stage = stage;
    this.page = page;
  }

  void addTo(Blocks layout) {
    List<ReviewGroup> groups = story.session().review().groups();
    if (groups.size() <= FEW) {
      groups.forEach(group -> full(layout, group));
    } else {
      dense(layout, groups);
    }
  }

  private void full(Blocks layout, ReviewGroup group) {
    layout.section(line(group, NAME));
    if (wanted(group)) {
      layout.buttons(blockId(layout, group), buttons(group, ""));
    }
  }

  private void dense(Blocks layout, List<ReviewGroup> groups) {
    // A rejection is what everybody looks for; it must not be among those left out.
    List<ReviewGroup> decided =
        groups.stream()
            .filter(g -> g.status() != ReviewStatus.PENDING)
            .sorted(Comparator.comparing(g -> g.status() == ReviewStatus.APPROVED))
            .toList();
    decided.stream().limit(DECIDED_SHOWN).forEach(g -> layout.section(line(g, SHORT_NAME)));
    if (decided.size() > DECIDED_SHOWN) {
      layout.section(
          new RichText().say("and " + (decided.size() - DECIDED_SHOWN) + " more have decided"));
    }
    List<ReviewGroup> wanted = groups.stream().filter(this::wanted).toList();
    int room = MOST - Math.min(decided.size(), DECIDED_SHOWN + 1);
    buttons(layout, wanted, room);
    if (wanted.isEmpty() && decided.size() < groups.size()) {
      layout.section(new RichText().say(silent(groups.size() - decided.size())));
    }
  }

  private String silent(int groups) {
    return Phrases.count(groups, "group")
        + (groups == 1 ? " has not decided" : " have not decided");
  }

  private void buttons(Blocks layout, List<ReviewGroup> wanted, int room) {
    wanted.stream()
        .limit(room)
        .forEach(
            g ->
                layout.buttons(
                    blockId(layout, g),
                    buttons(g, " · " + Truncate.middle(TextSanitizer.line(g.name()), SHORT_NAME))));
    if (wanted.size() > room) {
      layout.section(
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
    RichText section = new RichText();
    switch (group.status()) {
      case APPROVED -> section.emoji("white_check_mark").say(" ");
      case REJECTED, REVOKED -> section.emoji("x").say(" ");
      default ->
          section.emoji(stage.waits() ? "hourglass_flowing_sand" : "heavy_minus_sign").say(" ");
    }
    section.foreignBold(group.name(), longest);
    switch (group.status()) {
      case PENDING -> section.say(stage.waits() ? ": not decided yet" : ": not decided");
      case APPROVED ->
          Phrases.by(
              section.say(group.forced() ? ": approved by force" : ": approved"), story, group);
      case REJECTED -> rejected(section, group);
      case REVOKED -> Phrases.by(section.say(": revoked"), story, group);
      default -> section.say(": in a state this bot does not know");
    }
    return section;
  }

  private void rejected(RichText section, ReviewGroup group) {
    Phrases.by(section.say(story.wasCut() ? ": ended and cut" : ": rejected"), story, group);
    story.earlierApprovals().stream()
        .filter(earlier -> earlier.name().equals(group.name()))
        .findFirst()
        .ifPresent(
            earlier ->
                Phrases.by(
                    section.say(", before that approved"), story.decisionBehind(earlier), earlier));
  }

  /** Whether the group can still say something that counts. */
  private boolean wanted(ReviewGroup group) {
    return stage instanceof Stage.Stuck
        || (stage.waits() && group.status() == ReviewStatus.PENDING);
  }

  private ObjectNode[] buttons(ReviewGroup group, String suffix) {
    if (!story.canReject(group.name())) {
      return new ObjectNode[] {Blocks.linkButton("review-link", "Decide in Hoop" + suffix, page)};
    }
    String value = ButtonValue.encode(review(), group);
    ObjectNode reject = Blocks.button("review-rejected", "Reject" + suffix, value, "danger");
    if (stage instanceof Stage.Stuck) {
      return new ObjectNode[] {reject};
    }
    ObjectNode approve =
        story.canApprove(group.name())
            ? Blocks.button("review-approved", "Approve" + suffix, value, "primary")
            : Blocks.linkButton("review-link", "Approve in Hoop" + suffix, page);
    return new ObjectNode[] {approve, reject};
  }

  /** Numbered by its place on the card, since the names of groups need not differ. */
  private String blockId(Blocks layout, ReviewGroup group) {
    return ButtonValue.blockId(review(), group, layout.size());
  }

  private ReviewId review() {
    return story.reviewId();
  }
}
