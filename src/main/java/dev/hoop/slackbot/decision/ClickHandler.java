package dev.hoop.slackbot.decision;

import static dev.hoop.slackbot.review.ClickOutcome.because;

import dev.hoop.slackbot.review.AnnouncementLog;
import dev.hoop.slackbot.review.AuditRow;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Allowed;
import dev.hoop.slackbot.review.ClickOutcome.Counted;
import dev.hoop.slackbot.review.ClickOutcome.NotCounted;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.ClickOutcome.Unknown;
import dev.hoop.slackbot.review.CredentialLease;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.Entry;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Rechecks;
import dev.hoop.slackbot.review.Remembered;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.Rules;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Settlement;
import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.review.VerdictSubmitter;
import dev.hoop.slackbot.review.Wording;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one click out: reads the review and the people afresh, rules, submits, and settles the
 * click with its decision or with what its author is told; then reads back whether the verdict
 * stands. Every method must run in the review's turn.
 */
public final class ClickHandler {

  private static final Logger log = LoggerFactory.getLogger(ClickHandler.class);

  /** A click older than this was made for a world that may have changed. */
  private static final Duration FRESH_CLICK = Duration.ofMinutes(10);

  /** Facts older than this are read again right before the verdict is sent. */
  private static final Duration FRESH_FACTS = Duration.ofMillis(100);

  /** How often a verdict is sent at most for one click. */
  private static final int ATTEMPTS = 2;

  private final ClickFactsReader reader;
  private final Rules rules;
  private final VerdictSubmitter submitter;
  private final Inbox inbox;
  private final AnnouncementLog announcements;
  private final Rechecks rechecks;
  private final ClickReplies replies;
  private final AuditRows audit;
  private final Clock clock;
  private final Clock steady;
  private final Runnable onOwed;

  /**
   * @param steady must not jump; tells how old facts are
   * @param onOwed told after something was written that Slack should learn of
   */
  public ClickHandler(
      ClickFactsReader reader,
      Rules rules,
      VerdictSubmitter submitter,
      Inbox inbox,
      AnnouncementLog announcements,
      Rechecks rechecks,
      Wording wording,
      Clock clock,
      Clock steady,
      Runnable onOwed) {
    this.reader = reader;
    this.rules = rules;
    this.submitter = submitter;
    this.inbox = inbox;
    this.announcements = announcements;
    this.rechecks = rechecks;
    this.replies = new ClickReplies(wording);
    this.audit = new AuditRows(clock);
    this.clock = clock;
    this.steady = steady;
    this.onOwed = onOwed;
  }

  /** What is left to be done once a step is over. */
  enum Next {
    NOTHING,
    /** The same step, once more: what must be asked first cannot be asked now. */
    AGAIN,
    /** {@link #findOut}: a verdict was sent, and nobody knows what became of it. */
    FIND_OUT,
    /** {@link #verify}, in a while: somebody may still write over the verdict. */
    VERIFY
  }

  /** Another click's turn may have credited it, or this one failed after it had counted. */
  private static final Next SETTLED_BEFORE = Next.VERIFY;

  /** Carries out a click, also one that an earlier process, or a run that failed, began with. */
  Next handle(Click click) {
    if (inbox.settled(click)) {
      return SETTLED_BEFORE;
    }
    List<Click> begun = inbox.begun(click.review());
    boolean mine = begun.stream().anyMatch(other -> other.key().equals(click.key()));
    if (!mine && tooOld(click)) {
      return end(click, null, because(Reason.TOO_OLD));
    }
    Optional<ClickFacts> read;
    try {
      read = reader.read(click);
    } catch (GatewayUnavailableException e) {
      return notRead(
          click, mine, e.refused() ? Reason.CREDENTIAL_FAULT : Reason.GATEWAY_UNAVAILABLE, e);
    } catch (SlackUnavailableException e) {
      return notRead(click, mine, Reason.SLACK_UNAVAILABLE, e);
    }
    if (read.isEmpty()) {
      return end(click, null, because(Reason.GONE));
    }
    ClickFacts facts = creditBegun(begun, read.get());
    if (mine && inbox.settled(click)) {
      return Next.VERIFY;
    }
    return tooOld(click)
        ? end(click, facts.session(), because(Reason.TOO_OLD))
        : decide(facts.resolved(click), facts);
  }

  private Next notRead(Click click, boolean mine, Reason reason, Exception e) {
    if (mine) {
      log.debug(
          "A click that was begun with waits until it can be asked about: {}", e.getMessage());
      return Next.AGAIN;
    }
    return end(click, null, because(reason, String.valueOf(e.getMessage())));
  }

  private boolean tooOld(Click click) {
    return click.receivedAt().plus(FRESH_CLICK).isBefore(clock.instant());
  }

  /** Asks again what became of a verdict whose answer was lost; sends nothing. */
  Next findOut(Click click) {
    if (inbox.settled(click)) {
      return SETTLED_BEFORE;
    }
    try {
      Optional<ClickFacts> facts = reader.readGateway(click, null);
      if (facts.isEmpty()) {
        return end(click, null, because(Reason.GONE));
      }
      Session session = facts.get().session();
      Click resolved = facts.get().resolved(click);
      if (credited(resolved, facts.get())) {
        return Next.VERIFY;
      }
      boolean neverArrived = !VerdictStanding.stands(click.verdict(), resolved.group(), session);
      return end(click, session, because(neverArrived ? Reason.NEVER_ARRIVED : Reason.UNCLEAR));
    } catch (GatewayUnavailableException | SlackUnavailableException e) {
      log.debug("A verdict whose answer was lost waits for the gateway: {}", e.getMessage());
      return Next.AGAIN;
    }
  }

  /**
   * Credits the clicks whose verdict turns out to stand, before anything else is ruled on their
   * review.
   */
  private ClickFacts creditBegun(List<Click> begun, ClickFacts read) {
    ClickFacts facts = read;
    for (Click click : begun) {
      if (credited(facts.resolved(click), facts)) {
        // One mark must not be credited to two who bear the same.
        facts = facts.knowing(announcements.find(click.review()).orElse(null));
      }
    }
    return facts;
  }

  /** Settles a click whose verdict stands in the gateway; false where none does. */
  private boolean credited(Click click, ClickFacts facts) {
    // A credential's mark can be the same for everybody, and then be that of somebody else.
    boolean accountedFor =
        facts.decisions().stream()
            .filter(decision -> decision.group().equals(click.group()))
            .filter(decision -> decision.kind() == click.verdict().kind())
            .anyMatch(decision -> !decision.by().equals(click.by()));
    Optional<Person> reviewer =
        facts.people().linkedTo(click.by()).stream()
            .filter(person -> marked(click, person, facts.session()))
            .findFirst();
    if (accountedFor || reviewer.isEmpty()) {
      return false;
    }
    Counted counted = new Counted(reviewer.get(), "", facts.session().review());
    settle(
        click,
        counted,
        facts,
        List.of(
            audit.counted(
                click, facts.session(), counted, "it had counted, though the answer was lost")));
    return true;
  }

  private boolean marked(Click click, Person reviewer, Session session) {
    return VerdictStanding.marked(
        click.verdict(), click.group(), session, entry -> submitter.bearsMark(entry, reviewer));
  }

  private Next decide(Click click, ClickFacts read) {
    ClickFacts facts = read;
    if (facts.known() == null) {
      // Once it is decided, nobody could tell it from an old story that its requester knows.
      recheck(click.review());
      facts = facts.knowing(announcements.find(click.review()).orElse(null));
    }
    ClickOutcome outcome = rule(click, facts);
    Unknown lost = null;
    for (int i = 0; i < ATTEMPTS && outcome instanceof Allowed allowed; i++) {
      Click sent = i == 0 ? click : VerdictStanding.again(click, facts.session());
      AuditRow intent = audit.intent(sent, facts.session(), allowed.reviewer());
      outcome =
          submit(
              sent,
              facts,
              allowed.reviewer(),
              () -> inbox.begin(click, intent),
              (counted, seen, rows) -> settle(click, counted, seen, rows));
      if (outcome instanceof Counted) {
        return verifyNow(click.review());
      }
      lost = outcome instanceof Unknown unknown ? unknown : lost;
      if (lost == null) {
        continue;
      }
      // What refuses the second may be the first, which arrived late.
      Optional<ClickFacts> again = readBack(click, facts);
      if (again.isEmpty()) {
        return openEnded(click, facts, lost);
      }
      facts = again.get();
      Optional<Counted> counted = found(click, lost, facts);
      if (counted.isPresent()) {
        settle(
            click,
            counted.get(),
            facts,
            List.of(audit.counted(click, facts.session(), counted.get())));
        return verifyNow(click.review());
      }
      if (outcome instanceof Unknown) {
        outcome = i + 1 < ATTEMPTS ? ruleAgain(click, facts, lost) : unclear(lost);
      }
    }
    NotCounted notCounted = (NotCounted) outcome;
    if (notCounted.reason().refusal()) {
      return end(click, facts.session(), notCounted, update(facts, facts.session()));
    }
    Next next = end(click, facts.session(), notCounted);
    recheck(click.review());
    return next;
  }

  /** A verdict whose answer was lost, where the gateway shows it. */
  private Optional<Counted> found(Click click, Unknown lost, ClickFacts facts) {
    return marked(click, lost.reviewer(), facts.session())
        ? Optional.of(new Counted(lost.reviewer(), lost.credential(), facts.session().review()))
        : Optional.empty();
  }

  private void recheck(ReviewId review) {
    try {
      var unused = rechecks.recheck(review);
    } catch (GatewayUnavailableException e) {
      log.debug("Review {} could not be read: {}", review, e.getMessage());
    }
  }

  private ClickOutcome rule(Click click, ClickFacts facts) {
    ClickOutcome ruling =
        rules.rule(click, facts.people(), facts.email(), facts.session(), facts.decisions());
    NotCounted objection = facts.objection();
    return ruling instanceof Allowed allowed && objection != null
        ? objection.of(allowed.reviewer())
        : ruling;
  }

  /** Whether to send once more what the gateway shows no trace of. */
  private ClickOutcome ruleAgain(Click click, ClickFacts facts, Unknown unknown) {
    if (VerdictStanding.stands(click.verdict(), click.group(), facts.session())) {
      return unclear(unknown);
    }
    return rule(VerdictStanding.again(click, facts.session()), facts);
  }

  private static NotCounted unclear(Unknown unknown) {
    return ClickOutcome.answered(Reason.UNCLEAR, unknown.why(), unknown.credential())
        .of(unknown.reviewer());
  }

  /** What is written down as soon as the gateway has confirmed a verdict. */
  private interface OnCounted {
    void write(Counted counted, ClickFacts facts, List<AuditRow> rows);
  }

  /**
   * Sends a verdict that was ruled on, and writes at once where it counted: that closes the card,
   * for which people wait, while the credential is still being put away.
   *
   * @param begin writes down that it is about to be sent
   */
  private ClickOutcome submit(
      Click click, ClickFacts ruledOn, Person reviewer, Runnable begin, OnCounted onCounted) {
    Future<CredentialLease> readied = reader.lease(click, reviewer);
    try {
      begin.run();
    } catch (RuntimeException | Error e) {
      joined(readied).close();
      throw e;
    }
    try (CredentialLease lease = joined(readied)) {
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
        rows.add(audit.unexpected(click, facts.session(), reviewer, lease.unexpectedMarks()));
      }
      if (outcome instanceof Counted counted) {
        onCounted.write(counted, facts, rows);
      } else if (!rows.isEmpty()) {
        inbox.note(rows, List.of());
      }
      return outcome;
    }
  }

  /** Waits for a credential also when the bot is ending, since somebody must put it away. */
  private static CredentialLease joined(Future<CredentialLease> readied) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return readied.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A credential could not be readied", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
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
    return facts.since().plus(FRESH_FACTS).isBefore(steady.instant());
  }

  private static NotCounted changed(Person reviewer) {
    return ClickOutcome.answered(
            Reason.REFUSED_BY_HOOP,
            "what it says of you changed while your click waited its turn, so look again",
            "")
        .of(reviewer);
  }

  /** Empty when the gateway cannot be asked, or has no such review any more. */
  private Optional<ClickFacts> readBack(Click click, ClickFacts before) {
    try {
      return reader.readGateway(click, before);
    } catch (GatewayUnavailableException | SlackUnavailableException e) {
      return Optional.empty();
    }
  }

  private Next openEnded(Click click, ClickFacts facts, Unknown unknown) {
    if (!cutShort()) {
      inbox.note(
          List.of(audit.unknown(click, facts.session(), unknown)),
          List.of(replies.meanwhile(click, unknown)));
      onOwed.run();
    }
    return Next.FIND_OUT;
  }

  private void settle(Click click, Counted counted, ClickFacts facts, List<AuditRow> rows) {
    Person reviewer = counted.reviewer();
    Remembered known = facts.known();
    if (known != null && VerdictStanding.cut(facts.session(), counted.review())) {
      // It may have been opened since the last poll.
      known = known.seen(facts.session());
    }
    Decision decision =
        new Decision(
            click.group(),
            click.verdict().kind(),
            click.by(),
            reviewer.displayName(),
            reviewer.email(),
            clock.instant());
    inbox.settle(
        click,
        new Settlement(
            rows,
            decision,
            update(
                facts.knowing(known == null ? null : known.with(decision)),
                facts.session().with(counted.review())),
            List.of()));
    onOwed.run();
  }

  /** What the cards show from now on, by what the gateway has just said. */
  private @Nullable Entry update(ClickFacts facts, Session session) {
    return facts.known() == null
        ? null
        : rechecks
            .update(session, facts.people(), facts.known())
            .filter(Entry::changed)
            .orElse(null);
  }

  private Next end(Click click, @Nullable Session session, NotCounted outcome) {
    return end(click, session, outcome, null);
  }

  private Next end(
      Click click, @Nullable Session session, NotCounted outcome, @Nullable Entry update) {
    if (!cutShort()) {
      inbox.settle(
          click,
          new Settlement(
              List.of(audit.notCounted(click, session, outcome)),
              null,
              update,
              List.of(replies.end(click, outcome))));
      onOwed.run();
    }
    return Next.NOTHING;
  }

  /**
   * Whether the bot is ending and interrupted the question, so that the words may be wrong: left
   * unsettled, the click is taken up at the next start, which finds out what became of it.
   */
  private static boolean cutShort() {
    return Thread.currentThread().isInterrupted();
  }

  /**
   * Reads back whether the confirmed verdicts of a review stand. The gateway has no lock: somebody
   * who decides in its web page at the same instant can write an older state over a verdict that it
   * had confirmed. Such a one is cast again, once, where the rules allow it now; otherwise its
   * author is told.
   */
  Next verify(ReviewId review) {
    Optional<Session> session;
    try {
      session = rechecks.recheck(review);
    } catch (GatewayUnavailableException e) {
      return Next.AGAIN;
    }
    if (session.isEmpty()) {
      return Next.NOTHING;
    }
    for (Inbox.Confirmed confirmed : inbox.confirmed(review)) {
      if (confirmed.overwritten() < ATTEMPTS
          && !VerdictStanding.stands(
              confirmed.click().verdict(), confirmed.decision().group(), session.get())) {
        return castAgain(confirmed);
      }
    }
    return Next.VERIFY;
  }

  /** As the end of another step, which must not be taken again for it. */
  private Next verifyNow(ReviewId review) {
    Next next = verify(review);
    return next == Next.AGAIN ? Next.VERIFY : next;
  }

  private Next castAgain(Inbox.Confirmed confirmed) {
    Click click = confirmed.click();
    Optional<ClickFacts> read;
    try {
      read = reader.read(click);
    } catch (GatewayUnavailableException | SlackUnavailableException e) {
      return Next.AGAIN;
    }
    if (read.isEmpty()) {
      return Next.NOTHING;
    }
    ClickFacts facts = read.get();
    Click again = VerdictStanding.again(facts.resolved(click), facts.session());
    ClickOutcome ruling =
        confirmed.overwritten() == 0
            ? rule(again, facts)
            : because(Reason.OVERWRITTEN, "a second time");
    if (ruling instanceof Allowed allowed) {
      return castAgain(confirmed, again, facts, allowed.reviewer());
    }
    log.warn("A verdict on review {} was overwritten in Hoop and stays so", click.review());
    inbox.overwritten(
        confirmed,
        ATTEMPTS,
        List.of(
            audit.overwritten(
                again,
                facts.session(),
                confirmed.decision().email(),
                confirmed.overwritten() == 0
                    ? "it had counted, and was overwritten in Hoop"
                    : "it was overwritten in Hoop a second time")),
        List.of(replies.end(again, because(Reason.OVERWRITTEN))));
    onOwed.run();
    return Next.NOTHING;
  }

  private Next castAgain(
      Inbox.Confirmed confirmed, Click click, ClickFacts facts, Person reviewer) {
    log.warn("A verdict on review {} was overwritten in Hoop; it is cast again", click.review());
    AuditRow intent = audit.intent(click, facts.session(), reviewer);
    ClickOutcome outcome =
        submit(
            click,
            facts,
            reviewer,
            () -> inbox.overwritten(confirmed, 1, List.of(intent), List.of()),
            (counted, seen, rows) -> inbox.note(rows, List.of()));
    if (outcome instanceof Unknown lost) {
      Optional<Counted> counted = readBack(click, facts).flatMap(now -> found(click, lost, now));
      counted.ifPresent(
          found -> inbox.note(List.of(audit.counted(click, facts.session(), found)), List.of()));
      outcome = counted.isPresent() ? counted.get() : unclear(lost);
    }
    if (outcome instanceof Counted) {
      return verifyNow(click.review());
    }
    if (cutShort()) {
      return Next.NOTHING;
    }
    NotCounted failed =
        outcome instanceof NotCounted notCounted ? notCounted.of(reviewer) : changed(reviewer);
    inbox.overwritten(
        confirmed,
        ATTEMPTS,
        List.of(audit.notCounted(click, facts.session(), failed)),
        // It had counted before, so none of the other words would be true.
        List.of(replies.end(click, because(Reason.OVERWRITTEN))));
    onOwed.run();
    return Next.VERIFY;
  }
}
