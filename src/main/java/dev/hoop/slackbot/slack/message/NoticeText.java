package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.outbox.Notice;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Stage;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** What the requester is told of an outcome, in a direct message. */
final class NoticeText {

  private static final int REASON = 2_000;
  private static final int DECIDERS = 5;

  private final MessageSettings settings;

  NoticeText(MessageSettings settings) {
    this.settings = settings;
  }

  SlackMessage render(ReviewSnapshot story, Stage stage, Notice notice) {
    return switch (notice) {
      case APPROVED -> approved(story, stage);
      case REJECTED -> rejected(story);
      case REVOKED -> revoked(story);
    };
  }

  private SlackMessage approved(ReviewSnapshot story, Stage stage) {
    Session session = story.session();
    RichText section =
        stage.match(
            new Stage.Cases<>(
                open -> approved(session),
                stuck -> approved(session),
                ready -> Phrases.when(approved(session).say(" You can run it "), session.review()),
                running -> approvedBy(story).say(" It is running"),
                finished -> ran(approvedBy(story).say(" It has run"), finished),
                accessOpen -> until(approved(session).say(" You can connect now"), accessOpen),
                accessEnded -> ended(approvedBy(story), accessEnded),
                rejected -> approved(session),
                revoked -> approved(session),
                deleted -> approved(session),
                unclear -> approved(session)));
    return message(section.say(". "), session, "Approved");
  }

  private static RichText approved(Session session) {
    return request(begin("white_check_mark", "Approved"), session);
  }

  /** For those who learn of it too late to use it, and may wonder who let it pass. */
  private static RichText approvedBy(ReviewSnapshot story) {
    return request(
        by(begin("white_check_mark", "Approved"), story, ReviewStatus.APPROVED), story.session());
  }

  private static RichText ran(RichText section, Stage.Finished finished) {
    Integer code = finished.exitCode();
    return code == null || !finished.settled() ? section : section.say(", with exit code " + code);
  }

  private static RichText until(RichText section, Stage.AccessOpen open) {
    Instant until = open.until();
    return until == null ? section : section.say(", until ").date(until);
  }

  private static RichText ended(RichText section, Stage.AccessEnded ended) {
    Instant at = ended.at();
    return at == null
        ? section.say(" The session is over")
        : section.say(" It was approved until ").date(at);
  }

  private SlackMessage rejected(ReviewSnapshot story) {
    Session session = story.session();
    Review review = session.review();
    if (Phrases.withdrawn(story) && !story.wasCut()) {
      return message(
          request(begin("x", "Withdrawn").say(" by yourself"), session).say(" "),
          session,
          "Withdrawn");
    }
    String outcome = StageText.rejected(story);
    RichText section = request(by(begin("x", outcome), story, ReviewStatus.REJECTED), session);
    approvedBefore(section, story);
    String reason = review.rejectionReason();
    if (reason == null || reason.isBlank()) {
      return message(section.say(" No reason was given. "), session, outcome + who(story));
    }
    Blocks layout = new Blocks().section(link(section.say(" "), session));
    layout.quote(new RichText().foreignLines(reason, REASON));
    return new SlackMessage(notification(outcome + who(story), session), layout.json());
  }

  private static void approvedBefore(RichText section, ReviewSnapshot story) {
    List<ReviewGroup> earlier = story.earlierApprovals();
    for (int i = 0; i < Math.min(earlier.size(), DECIDERS); i++) {
      section.say(i == 0 ? " It had been approved" : " and");
      Phrases.by(section, story.decisionBehind(earlier.get(i)), earlier.get(i));
    }
    if (!earlier.isEmpty()) {
      section.say(".");
    }
  }

  private static String who(ReviewSnapshot story) {
    return Phrases.with(story.session().review(), ReviewStatus.REJECTED).stream()
        .findFirst()
        .map(group -> Phrases.byWords(story, group))
        .orElse("");
  }

  private SlackMessage revoked(ReviewSnapshot story) {
    Session session = story.session();
    RichText section = request(by(begin("x", "Revoked"), story, ReviewStatus.REVOKED), session);
    return message(section.say(" No new session can start. "), session, "Revoked");
  }

  private static RichText begin(String emoji, String outcome) {
    return new RichText().emoji(emoji).say(" ").sayBold(outcome);
  }

  /** Whoever brought the outcome about. */
  private static RichText by(RichText section, ReviewSnapshot story, ReviewStatus status) {
    List<ReviewGroup> groups = Phrases.with(story.session().review(), status);
    for (int i = 0; i < Math.min(groups.size(), DECIDERS); i++) {
      Phrases.by(i == 0 ? section : section.say(" and"), story, groups.get(i));
    }
    return section;
  }

  private static RichText request(RichText section, Session session) {
    return Phrases.wish(section.say(": your request to "), session).say(".");
  }

  private RichText link(RichText section, Session session) {
    URI page = settings.session(session.id());
    return section.link(page, "Open it in Hoop");
  }

  private SlackMessage message(RichText section, Session session, String outcome) {
    return new SlackMessage(
        notification(outcome, session), new Blocks().section(link(section, session)).json());
  }

  private static String notification(String outcome, Session session) {
    return MrkdwnEscape.notification(outcome + ": your request to " + Phrases.wish(session));
  }
}
