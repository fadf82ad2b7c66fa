package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Stage;
import java.util.List;
import java.util.Optional;

/** What a card says of the stage its story is at: a headline, and what there is to explain. */
final class StageText {

  private static final int REASON = 2_000;

  private StageText() {}

  static String headline(ReviewSnapshot snapshot, Stage stage) {
    return stage.match(
        new Stage.Cases<>(
            open -> waiting(snapshot, open.requesterGone()),
            stuck -> "Stuck in Hoop",
            ready -> "Approved, ready to run",
            running -> "Approved, running",
            finished ->
                finished.exitCode() == null || !finished.settled()
                    ? "Executed"
                    : "Executed, exit code " + finished.exitCode(),
            accessOpen -> "Approved, access open",
            accessEnded -> "The approved time has passed",
            rejected -> rejected(snapshot),
            revoked -> "Access revoked",
            deleted -> "No longer in Hoop",
            unclear -> "In a state this bot does not know"));
  }

  static String rejected(ReviewSnapshot snapshot) {
    if (snapshot.wasCut()) {
      return "Access ended and session cut";
    }
    return Phrases.withdrawn(snapshot) ? "Withdrawn" : "Rejected";
  }

  private static String waiting(ReviewSnapshot snapshot, boolean requesterGone) {
    int approvals = snapshot.session().review().approvals();
    String waiting =
        approvals == 0
            ? "Waiting for approval"
            : "Waiting, "
                + approvals
                + " of "
                + snapshot.session().review().approvalsNeeded()
                + " approvals";
    return requesterGone ? waiting + " (requester gone)" : waiting;
  }

  /** What the headline leaves to explain; empty where it says all. */
  static Optional<RichText> explanation(ReviewSnapshot snapshot, Stage stage) {
    Session session = snapshot.session();
    return stage.match(
        new Stage.Cases<Optional<RichText>>(
            open ->
                open.requesterGone()
                    ? say(
                        "The session that asked is over: its requester left, or comes back for the"
                            + " answer. It can still be decided.")
                    : Optional.empty(),
            stuck ->
                say(
                    "It has the approvals it needs, but Hoop counted past that number and will keep"
                        + " it waiting for ever. A rejection ends it, and it can be asked for again"
                        + (ActionMenu.groups(DialogKind.FORCE, snapshot).isEmpty()
                            ? "."
                            : "; or a forced approval lets it pass.")),
            ready ->
                Optional.of(
                    Phrases.when(
                            new RichText()
                                .foreign(Phrases.requester(session), Phrases.NAME)
                                .say(" can run it "),
                            session.review())
                        .say(".")),
            running -> Optional.empty(),
            finished ->
                finished.settled() ? Optional.empty() : say("Hoop has no final exit code yet."),
            StageText::open,
            ended ->
                ended.at() == null
                    ? say("The session is over.")
                    : Optional.of(
                        new RichText()
                            .say("It was approved until ")
                            .date(ended.at())
                            .say(
                                ". No new session can start, unless with credentials that Hoop"
                                    + " handed out: their time begins when they are first used. A"
                                    + " session that runs may go on.")),
            rejected -> Optional.empty(),
            revoked -> say("No new session can start; one that runs is not cut by this."),
            deleted -> say("Hoop has deleted the session, so there is nothing left to decide."),
            unclear -> say("Look at it in Hoop.")));
  }

  private static Optional<RichText> open(Stage.AccessOpen open) {
    RichText richText = new RichText();
    if (open.until() == null) {
      richText.say("Open; Hoop does not say until when.");
    } else {
      richText.say("Open until ").date(open.until()).say(".");
    }
    if (open.sessionEnded()) {
      richText.say(" The session has ended; a new one may start until then.");
    }
    return Optional.of(richText);
  }

  private static Optional<RichText> say(String words) {
    return Optional.of(new RichText().say(words));
  }

  /** Why it was rejected, in the reviewer's words. */
  static Optional<RichText> reason(ReviewSnapshot snapshot, Stage stage) {
    String reason = snapshot.session().review().rejectionReason();
    return stage instanceof Stage.Rejected && reason != null && !reason.isBlank()
        ? Optional.of(new RichText().foreignLines(reason, REASON))
        : Optional.empty();
  }

  /** One line for notifications and screen readers. */
  static String notification(ReviewSnapshot snapshot, Stage stage) {
    Session session = snapshot.session();
    List<ReviewGroup> rejecting = Phrases.with(session.review(), ReviewStatus.REJECTED);
    String by =
        stage instanceof Stage.Rejected && !rejecting.isEmpty()
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
