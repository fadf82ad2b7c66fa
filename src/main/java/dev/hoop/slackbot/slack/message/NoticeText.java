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
import org.jspecify.annotations.Nullable;

/** What the requester is told of an outcome, in a direct message. */
final class NoticeText {

  private static final int REASON = 2_000;
  private static final int DECIDERS = 5;

  private final MessageSettings settings;

  NoticeText(MessageSettings settings) {
    this.settings = settings;
  }

  SlackMessage render(ReviewSnapshot snapshot, Stage stage, Notice notice) {
    return switch (notice) {
      case APPROVED -> approved(snapshot, stage);
      case REJECTED -> rejected(snapshot);
      case REVOKED -> revoked(snapshot);
    };
  }

  private SlackMessage approved(ReviewSnapshot snapshot, Stage stage) {
    Session session = snapshot.session();
    RichText richText =
        switch (stage) {
          case READY -> Phrases.when(approved(session).say(" You can run it "), session.review());
          case RUNNING -> approvedBy(snapshot).say(" It is running");
          case FINISHING -> approvedBy(snapshot).say(" It has run");
          case FINISHED -> ran(approvedBy(snapshot), session.exitCode());
          case ACCESS_OPEN ->
              until(approved(session).say(" You can connect now"), session.review().revokeAt());
          case ACCESS_ENDED -> ended(approvedBy(snapshot), session.review().revokeAt());
          case OPEN, STUCK, REJECTED, REVOKED, DELETED, UNCLEAR -> approved(session);
        };
    return message(richText.say(". "), session, "Approved");
  }

  private static RichText approved(Session session) {
    return request(begin("white_check_mark", "Approved"), session);
  }

  /** For those who learn of it too late to use it, and may wonder who let it pass. */
  private static RichText approvedBy(ReviewSnapshot snapshot) {
    return request(
        by(begin("white_check_mark", "Approved"), snapshot, ReviewStatus.APPROVED),
        snapshot.session());
  }

  private static RichText ran(RichText richText, @Nullable Integer exitCode) {
    if (exitCode == null || exitCode == 0) {
      return richText.say(exitCode == null ? " It has run" : " It has run, with exit code 0");
    }
    return richText.say(" It failed with exit code " + exitCode);
  }

  private static RichText until(RichText richText, @Nullable Instant until) {
    return until == null ? richText : richText.say(", until ").date(until);
  }

  private static RichText ended(RichText richText, @Nullable Instant at) {
    return at == null
        ? richText.say(" The session is over")
        : richText.say(" It was approved until ").date(at);
  }

  private SlackMessage rejected(ReviewSnapshot snapshot) {
    Session session = snapshot.session();
    Review review = session.review();
    if (Phrases.withdrawn(snapshot) && !snapshot.wasCut()) {
      return message(
          request(begin("x", "Withdrawn").say(" by yourself"), session).say(" "),
          session,
          "Withdrawn");
    }
    String outcome = StageText.rejected(snapshot);
    RichText richText = request(by(begin("x", outcome), snapshot, ReviewStatus.REJECTED), session);
    approvedBefore(richText, snapshot);
    String reason = review.rejectionReason();
    if (reason == null || reason.isBlank()) {
      return message(richText.say(" No reason was given. "), session, outcome + who(snapshot));
    }
    Blocks blocks = new Blocks().richText(link(richText.say(" "), session));
    blocks.quote(new RichText().foreignLines(reason, REASON));
    return new SlackMessage(notification(outcome + who(snapshot), session), blocks.json());
  }

  private static void approvedBefore(RichText richText, ReviewSnapshot snapshot) {
    List<ReviewGroup> earlier = snapshot.earlierApprovals();
    for (int i = 0; i < Math.min(earlier.size(), DECIDERS); i++) {
      richText.say(i == 0 ? " It had been approved" : " and");
      Phrases.by(richText, snapshot.decisionBehind(earlier.get(i)), earlier.get(i), true);
    }
    if (!earlier.isEmpty()) {
      richText.say(".");
    }
  }

  private static String who(ReviewSnapshot snapshot) {
    return Phrases.with(snapshot.session().review(), ReviewStatus.REJECTED).stream()
        .findFirst()
        .map(group -> Phrases.byWords(snapshot, group))
        .orElse("");
  }

  private SlackMessage revoked(ReviewSnapshot snapshot) {
    Session session = snapshot.session();
    RichText richText = request(by(begin("x", "Revoked"), snapshot, ReviewStatus.REVOKED), session);
    return message(richText.say(" No new session can start. "), session, "Revoked");
  }

  private static RichText begin(String emoji, String outcome) {
    return new RichText().emoji(emoji).say(" ").sayBold(outcome);
  }

  /** Whoever brought the outcome about. */
  private static RichText by(RichText richText, ReviewSnapshot snapshot, ReviewStatus status) {
    List<ReviewGroup> groups = Phrases.with(snapshot.session().review(), status);
    for (int i = 0; i < Math.min(groups.size(), DECIDERS); i++) {
      Phrases.by(i == 0 ? richText : richText.say(" and"), snapshot, groups.get(i));
    }
    return richText;
  }

  private static RichText request(RichText richText, Session session) {
    return Phrases.wish(richText.say(": your request to "), session).say(".");
  }

  private RichText link(RichText richText, Session session) {
    URI page = settings.session(session.id());
    return richText.link(page, "Open it in Hoop");
  }

  private SlackMessage message(RichText richText, Session session, String outcome) {
    return new SlackMessage(
        notification(outcome, session), new Blocks().richText(link(richText, session)).json());
  }

  private static String notification(String outcome, Session session) {
    return MrkdwnEscape.notification(outcome + ": your request to " + Phrases.wish(session));
  }
}
