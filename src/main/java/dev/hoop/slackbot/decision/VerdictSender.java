package dev.hoop.slackbot.decision;

import static dev.hoop.slackbot.review.ClickOutcome.because;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Allowed;
import dev.hoop.slackbot.review.ClickOutcome.Counted;
import dev.hoop.slackbot.review.ClickOutcome.NotCounted;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.ClickOutcome.Unknown;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.review.rules.Rules;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules on verdicts and sends them, on facts that are fresh at that moment, and tells whether one
 * whose answer was lost stands. Must be used in the review's turn.
 */
final class VerdictSender {

  /** Facts older than this are read again right before the verdict is sent. */
  private static final Duration FRESH = Duration.ofMillis(100);

  private final ClickFactsReader reader;
  private final Rules rules;
  private final VerdictSubmitter submitter;
  private final ClickStore clickStore;
  private final AuditRows audit;
  private final Clock steady;

  /**
   * Alarms that the store could not take, by the key of their click. By the time it can, the review
   * may have been read again, and then nothing shows any more which marks were new.
   */
  private final Map<String, AuditRow> unwritten = new ConcurrentHashMap<>();

  VerdictSender(
      ClickFactsReader reader,
      Rules rules,
      VerdictSubmitter submitter,
      ClickStore clickStore,
      AuditRows audit,
      Clock steady) {
    this.reader = reader;
    this.rules = rules;
    this.submitter = submitter;
    this.clickStore = clickStore;
    this.audit = audit;
    this.steady = steady;
  }

  /** Whether a verdict may be sent, by these facts. */
  ClickOutcome rule(Click click, ClickFacts facts) {
    ClickOutcome ruling =
        rules.rule(
            click.ofTeam(facts.team()),
            facts.people(),
            facts.email(),
            facts.session(),
            facts.decisions());
    NotCounted objection = facts.objection();
    return ruling instanceof Allowed allowed && objection != null
        ? objection.of(allowed.reviewer())
        : ruling;
  }

  /** Whether the gateway shows a verdict of this reviewer, as sent through here. */
  boolean marked(Click click, Person reviewer, Session session) {
    return VerdictStanding.marked(
        click.verdict(), click.group(), session, entry -> submitter.bearsMark(entry, reviewer));
  }

  /** Writes down a verdict whose answer was lost where the gateway shows it, and says whether. */
  boolean creditLost(
      Click click, Unknown lost, ClickFacts before, ClickFacts now, OnCounted onCounted) {
    if (!marked(click, lost.reviewer(), now.session())) {
      return false;
    }
    Counted counted = new Counted(lost.reviewer(), lost.credential(), now.session().review());
    AuditRow row = audit.counted(click, now.session(), counted);
    credit(click, counted, row, before.session(), now, onCounted);
    return true;
  }

  /**
   * Writes down a verdict whose answer was lost and that counts, as reading back shows. Where it
   * marked groups that nobody clicked, this says so loudly, and the alarm is written with it.
   *
   * @param row says that it counted
   * @param before as it was read before the verdict was sent; null where that is not known
   */
  void credit(
      Click click,
      Counted counted,
      AuditRow row,
      @Nullable Session before,
      ClickFacts now,
      OnCounted onCounted) {
    Optional<AuditRow> alarm =
        Optional.ofNullable(unwritten.get(click.key()))
            .or(() -> alarm(click, counted.reviewer(), before, now.session()));
    onCounted.write(counted, now, Stream.concat(Stream.of(row), alarm.stream()).toList());
    unwritten.remove(click.key());
  }

  private Optional<AuditRow> alarm(
      Click click, Person reviewer, @Nullable Session before, Session after) {
    if (before == null || !submitter.marksClickedGroupAlone()) {
      return Optional.empty();
    }
    List<String> unexpected =
        VerdictStanding.unexpected(
            click.verdict(),
            click.group(),
            before.review(),
            after.review(),
            entry -> submitter.bearsMark(entry, reviewer));
    if (unexpected.isEmpty()) {
      return Optional.empty();
    }
    submitter.reportUnexpectedMarks(click.group(), reviewer, click.review(), unexpected);
    return Optional.of(audit.unexpected(click, after, reviewer, unexpected));
  }

  /** What is told where reading back did not settle what became of a verdict. */
  static NotCounted unclear(Unknown unknown) {
    return ClickOutcome.answered(Reason.UNCLEAR, unknown.why(), unknown.credential())
        .of(unknown.reviewer());
  }

  /** What is written down as soon as the gateway has confirmed a verdict. */
  interface OnCounted {
    void write(Counted counted, ClickFacts facts, List<AuditRow> rows);
  }

  /**
   * Sends a verdict that was ruled on, and writes at once where it counted: that closes the card,
   * for which people wait, while the credential is still being put away.
   *
   * @param begin writes down that it is about to be sent
   */
  ClickOutcome send(
      Click click, ClickFacts ruledOn, Person reviewer, Runnable begin, OnCounted onCounted) {
    CompletableFuture<CredentialLease> readied = reader.lease(click, reviewer);
    try {
      begin.run();
    } catch (RuntimeException | Error e) {
      readied.join().close();
      throw e;
    }
    // Waits also when the bot is ending, since somebody must put the credential away.
    try (CredentialLease lease = readied.join()) {
      Optional<ClickFacts> fresh = fresh(click, ruledOn);
      if (fresh.isEmpty()) {
        return because(
                Reason.GATEWAY_UNAVAILABLE, "the gateway was slow, and could not be asked again")
            .of(reviewer);
      }
      ClickFacts facts = fresh.get();
      if (!facts.equals(ruledOn)) {
        ClickOutcome ruling = rule(click, facts);
        if (!ruling.equals(new Allowed(reviewer))) {
          return ruling instanceof Allowed ? changed(reviewer) : ruling;
        }
      }
      ClickOutcome outcome = lease.submit(facts.session(), click.verdict());
      List<AuditRow> rows = new ArrayList<>();
      if (outcome instanceof Counted counted) {
        rows.add(audit.counted(click, facts.session(), counted));
      }
      if (!lease.unexpectedMarks().isEmpty()) {
        AuditRow alarm =
            audit.unexpected(click, facts.session(), reviewer, lease.unexpectedMarks());
        rows.add(alarm);
        unwritten.put(click.key(), alarm);
      }
      if (outcome instanceof Counted counted) {
        onCounted.write(counted, facts, rows);
      } else if (!rows.isEmpty()) {
        clickStore.note(rows, List.of());
      }
      unwritten.remove(click.key());
      return outcome;
    }
  }

  /**
   * The facts as they are right before a verdict, however long the credential took: the same where
   * they are fresh. Empty when the gateway cannot be asked.
   */
  private Optional<ClickFacts> fresh(Click click, ClickFacts facts) {
    if (!old(facts)) {
      return Optional.of(facts);
    }
    Optional<ClickFacts> again = readBack(click, facts);
    // The people took long; the review, of which all depends, is read last.
    return again.isPresent() && old(again.get()) ? reviewAgain(click, again.get()) : again;
  }

  private Optional<ClickFacts> reviewAgain(Click click, ClickFacts facts) {
    try {
      return reader.readReview(click, facts);
    } catch (GatewayUnavailableException e) {
      return Optional.empty();
    }
  }

  private boolean old(ClickFacts facts) {
    return facts.since().plus(FRESH).isBefore(steady.instant());
  }

  static NotCounted changed(Person reviewer) {
    return ClickOutcome.answered(
            Reason.REFUSED_BY_HOOP,
            "what it says of you changed while your click waited its turn, so look again",
            "")
        .of(reviewer);
  }

  /** Empty when the gateway cannot be asked, or has no such review any more. */
  Optional<ClickFacts> readBack(Click click, ClickFacts before) {
    try {
      return reader.readGateway(click, before);
    } catch (GatewayUnavailableException | SlackUnavailableException e) {
      return Optional.empty();
    }
  }
}
