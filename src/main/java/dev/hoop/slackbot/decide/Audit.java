package dev.hoop.slackbot.decide;

import dev.hoop.slackbot.review.AuditLog;
import dev.hoop.slackbot.review.AuditRow;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Ruling;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.TimeWindow;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Writes every attempt down, allowed or not, in words that a security person can read. */
public final class Audit {

  private final AuditLog rows;
  private final Clock clock;

  public Audit(AuditLog rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Before the gateway is asked, so that a crash in between leaves a trace. */
  void intent(Click click, Session session, Person reviewer) {
    append(
        click, "intent", session, reviewer.email(), "", "about to ask the gateway" + window(click));
  }

  /** In UTC, as the gateway keeps it. */
  private static String window(Click click) {
    TimeWindow window = click.verdict().window();
    return window == null ? "" : ", for " + window.start() + " to " + window.end() + " UTC";
  }

  void allowed(Click click, Session session, Person reviewer, String credential, String outcome) {
    append(click, "allowed", session, reviewer.email(), credential, outcome);
  }

  void refused(Click click, Session session, Ruling ruling) {
    Person person = ruling.match(PERSON);
    append(
        click, "refused", session, person == null ? "" : person.email(), "", ruling.match(REASON));
  }

  void failed(Click click, @Nullable Session session, String outcome) {
    append(click, "failed", session, "", "", outcome);
  }

  void failed(Click click, Session session, Person reviewer, String credential, String outcome) {
    append(click, "failed", session, reviewer.email(), credential, outcome);
  }

  void expired(Click click) {
    append(click, "failed", null, "", "", "the click was too old when its turn came");
  }

  void notFound(Click click) {
    append(click, "refused", null, "", "", "the gateway has no such review");
  }

  private void append(
      Click click,
      String step,
      @Nullable Session session,
      String email,
      String credential,
      String outcome) {
    rows.append(
        new AuditRow(
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
            outcome));
  }

  private static final Ruling.Cases<@Nullable Person> PERSON =
      new Ruling.Cases<>(
          Ruling.Allowed::reviewer,
          otherWorkspace -> null,
          unlinked -> null,
          ambiguous -> null,
          Ruling.NotActive::person,
          Ruling.EmailMismatch::person,
          alreadyDecided -> null,
          noSuchGroup -> null,
          groupDecided -> null,
          Ruling.SelfApproval::person,
          Ruling.NotAMember::person,
          Ruling.AlreadyCounted::person,
          Ruling.NotApplicable::person);

  private static final Ruling.Cases<String> REASON =
      new Ruling.Cases<>(
          allowed -> "allowed",
          otherWorkspace -> "belongs to another Slack workspace",
          unlinked -> "no Hoop user carries this Slack id",
          ambiguous -> ambiguous.users() + " Hoop users carry this Slack id",
          notActive -> "the Hoop user is " + notActive.person().status(),
          mismatch -> "the Slack profile's e-mail is not the Hoop user's",
          decided -> "the review is " + decided.review().status(),
          noSuchGroup -> "the review has no such group",
          groupDecided -> "the group is " + groupDecided.group().status(),
          self -> "it is their own request",
          notAMember -> "not a member of the group",
          counted -> "already counted for group " + counted.otherGroup(),
          notApplicable -> notApplicable.why());
}
