package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.TimeWindow;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the audit rows of clicks, in words that a security person can read. */
final class AuditRows {

  private final Clock clock;

  AuditRows(Clock clock) {
    this.clock = clock;
  }

  /** Before the gateway is asked, so that a crash in between leaves a trace. */
  AuditRow intent(Click click, Session session, Person reviewer) {
    return row(
        click, "intent", session, reviewer.email(), "", "about to ask the gateway" + window(click));
  }

  /** In UTC, as the gateway keeps it. */
  private static String window(Click click) {
    TimeWindow window = click.verdict().window();
    return window == null ? "" : ", for " + window.start() + " to " + window.end() + " UTC";
  }

  AuditRow counted(Click click, Session session, ClickOutcome.Counted counted) {
    return counted(click, session, counted, "review is " + counted.review().status());
  }

  AuditRow counted(Click click, Session session, ClickOutcome.Counted counted, String outcome) {
    return row(
        click, "allowed", session, counted.reviewer().email(), counted.credential(), outcome);
  }

  /**
   * @param session null when it was not read
   */
  AuditRow notCounted(Click click, @Nullable Session session, ClickOutcome.NotCounted outcome) {
    Person person = outcome.person();
    return row(
        click,
        outcome.reason().refusal() ? "refused" : "failed",
        session,
        person == null ? "" : person.email(),
        outcome.credential(),
        words(click, outcome));
  }

  AuditRow unknown(Click click, Session session, ClickOutcome.Unknown unknown) {
    return row(
        click,
        "failed",
        session,
        unknown.reviewer().email(),
        unknown.credential(),
        "the gateway's answer was lost: " + unknown.why());
  }

  /** The gateway shows groups as decided by the click's credential that nobody clicked. */
  AuditRow unexpected(Click click, Session session, Person reviewer, List<String> groups) {
    return row(
        click,
        "alarm",
        session,
        reviewer.email(),
        "",
        "the gateway also marked by this credential: " + String.join(", ", groups));
  }

  AuditRow overwritten(Click click, Session session, String email, String outcome) {
    return row(click, "failed", session, email, "", outcome);
  }

  private static String words(Click click, ClickOutcome.NotCounted outcome) {
    return switch (outcome.reason()) {
      case OTHER_WORKSPACE -> "belongs to another Slack workspace";
      case UNLINKED -> "no Hoop user carries this Slack id";
      case AMBIGUOUS_LINK -> outcome.detail() + " Hoop users carry this Slack id";
      case NOT_ACTIVE ->
          "the Hoop user is " + (outcome.person() == null ? "" : outcome.person().status());
      case EMAIL_MISMATCH -> "the Slack profile's e-mail is not the Hoop user's";
      case AUDITOR -> "the Hoop user is an auditor, which may only read";
      case ALREADY_DECIDED ->
          "the review is " + (outcome.review() == null ? "" : outcome.review().status());
      case NO_SUCH_GROUP -> "the review has no such group";
      case GROUP_DECIDED -> "the group is " + groupStatus(click, outcome.review());
      case SELF_APPROVAL -> "it is their own request";
      case NOT_A_MEMBER -> "not a member of the group";
      case ALREADY_COUNTED -> "already counted for group " + outcome.detail();
      case MAY_HAVE_COUNTED ->
          "may have counted for group " + outcome.detail() + ", whose answer was lost";
      case WINDOW_ALREADY_SET -> "its time window was already set, and can be set only once";
      case NOT_REVOCABLE -> "only access that was opened can be revoked, not a script";
      case GONE -> "the gateway has no such review";
      case TOO_OLD -> "the click was too old when its turn came";
      case NO_CREDENTIAL, SLACK_UNAVAILABLE -> outcome.detail();
      case CREDENTIAL_FAULT -> "the credential cannot be used: " + outcome.detail();
      case GATEWAY_UNAVAILABLE -> "the gateway could not be asked: " + outcome.detail();
      case REFUSED_BY_HOOP -> "the gateway refused: " + outcome.detail();
      case NOTHING_COUNTED -> "the gateway counted nothing";
      case COUNTED_ELSEWHERE -> "the gateway counted it for other groups: " + outcome.detail();
      case NEVER_ARRIVED -> "the answer was lost, and it has not counted";
      case UNCLEAR -> "the answer was lost, and the gateway does not tell whether it counted";
      case OVERWRITTEN -> "it had counted, and was overwritten in Hoop";
    };
  }

  private static String groupStatus(Click click, @Nullable Review review) {
    return review == null
        ? ""
        : review.group(click.group()).map(group -> group.status().name()).orElse("");
  }

  private AuditRow row(
      Click click,
      String step,
      @Nullable Session session,
      String email,
      String credential,
      String outcome) {
    return new AuditRow(
        clock.instant(),
        step,
        click.review(),
        session == null ? "" : session.id().value(),
        session == null ? "" : session.connection().name(),
        click.by(),
        email,
        click.verdict().kind(),
        click.group(),
        credential,
        outcome);
  }
}
