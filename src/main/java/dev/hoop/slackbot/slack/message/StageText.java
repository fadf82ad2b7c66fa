package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a card says of a stage: a headline, and an explanation where one is needed. */
final class StageText {

  private static final int REASON = 2_000;

  private StageText() {}

  /** Tells the states apart at a glance, by shape as well as by colour. */
  static String sign(ReviewSnapshot snapshot, Stage stage) {
    return switch (stage) {
      case OPEN -> "⏳";
      case STUCK, UNCLEAR -> "⚠️";
      case READY -> "✅";
      case RUNNING, FINISHING -> "▶️";
      case FINISHED -> failed(snapshot.session()) ? "⚠️" : "☑️";
      case ACCESS_OPEN -> "🟢";
      case ACCESS_ENDED -> "⌛";
      case REJECTED, REVOKED -> "⛔";
      case DELETED -> "🗑️";
    };
  }

  private static boolean failed(Session session) {
    Integer code = session.exitCode();
    return code != null && code != 0;
  }

  static String headline(ReviewSnapshot snapshot, Stage stage) {
    return switch (stage) {
      case OPEN -> waiting(snapshot);
      case STUCK -> "Stuck in Hoop";
      case READY ->
          snapshot.session().review().timeWindow() == null
              ? "Approved, ready to run"
              : "Approved for a time window";
      case RUNNING -> "Approved, running";
      case FINISHING -> "Executed";
      case FINISHED -> {
        Integer code = snapshot.session().exitCode();
        if (code == null) {
          yield "Executed";
        }
        yield code == 0 ? "Executed, exit code 0" : "Failed, exit code " + code;
      }
      case ACCESS_OPEN -> "Approved, access open";
      case ACCESS_ENDED -> "The approved time has passed";
      case REJECTED -> rejected(snapshot);
      case REVOKED -> "Access revoked";
      case DELETED -> "No longer in Hoop";
      case UNCLEAR -> "In a state this bot does not know";
    };
  }

  static String rejected(ReviewSnapshot snapshot) {
    if (snapshot.wasCut()) {
      return "Access ended and session cut";
    }
    return Phrases.withdrawn(snapshot) ? "Withdrawn" : "Rejected";
  }

  private static String waiting(ReviewSnapshot snapshot) {
    int approvals = snapshot.session().review().approvals();
    String waiting =
        approvals == 0
            ? "Waiting for approval"
            : "Waiting, "
                + approvals
                + " of "
                + snapshot.session().review().approvalsNeeded()
                + " approvals";
    return snapshot.session().over() ? waiting + " (requester gone)" : waiting;
  }

  /** What the headline leaves to explain; empty where it says all. */
  static Optional<RichText> explanation(ReviewSnapshot snapshot, Stage stage) {
    Session session = snapshot.session();
    return switch (stage) {
      case OPEN ->
          session.over()
              ? Optional.of(
                  new RichText()
                      .foreign(Phrases.requester(session), Phrases.NAME)
                      .say(" is no longer connected. You can still decide."))
              : Optional.empty();
      case STUCK ->
          say(
              "It has its approvals, but Hoop counted past their number and waits for ever. Reject it,"
                  + " so that it can be asked for again"
                  + (ActionMenu.groups(DialogKind.FORCE, snapshot).isEmpty()
                      ? "."
                      : "; or force it."));
      case READY ->
          Optional.of(
              Phrases.when(
                      new RichText()
                          .foreign(Phrases.requester(session), Phrases.NAME)
                          .say(" can run it "),
                      session.review())
                  .say("."));
      case FINISHING -> say("Hoop has no final exit code yet.");
      case ACCESS_OPEN -> Optional.of(openUntil(session));
      case ACCESS_ENDED -> Optional.of(ended(session.review().revokeAt()));
      case REVOKED -> say("No new session can start; one that runs is not cut by this.");
      case DELETED -> say("Hoop has deleted the session, so there is nothing left to decide.");
      case UNCLEAR -> say("Look at it in Hoop.");
      case RUNNING, FINISHED, REJECTED -> Optional.empty();
    };
  }

  private static RichText openUntil(Session session) {
    RichText richText = new RichText();
    Instant until = session.review().revokeAt();
    if (until == null) {
      richText.say("Open; Hoop does not say until when.");
    } else {
      richText.say("Open until ").date(until).say(".");
    }
    return session.over()
        ? richText.say(" The session has ended; a new one may start until then.")
        : richText;
  }

  private static RichText ended(@Nullable Instant at) {
    return at == null
        ? new RichText().say("The session is over.")
        : new RichText()
            .say("It was approved until ")
            .date(at)
            .say(
                ". No new session can start, unless with credentials that Hoop"
                    + " handed out: their time begins when they are first used. A"
                    + " session that runs may go on.");
  }

  private static Optional<RichText> say(String words) {
    return Optional.of(new RichText().say(words));
  }

  /** Why it was rejected, in the reviewer's words. */
  static Optional<RichText> reason(ReviewSnapshot snapshot, Stage stage) {
    String reason = snapshot.session().review().rejectionReason();
    return stage == Stage.REJECTED && reason != null && !reason.isBlank()
        ? Optional.of(new RichText().foreignLines(reason, REASON))
        : Optional.empty();
  }

  /** One line for notifications and screen readers. */
  static String notification(ReviewSnapshot snapshot, Stage stage) {
    Session session = snapshot.session();
    List<ReviewGroup> rejecting = Phrases.with(session.review(), ReviewStatus.REJECTED);
    String by =
        stage == Stage.REJECTED && !rejecting.isEmpty()
            ? Phrases.byWords(snapshot, rejecting.get(0))
            : "";
    return MrkdwnEscape.notification(
        headline(snapshot, stage)
            + by
            + ": "
            + Phrases.brief(Phrases.requester(session))
            + " asks to "
            + Phrases.wish(session));
  }
}
