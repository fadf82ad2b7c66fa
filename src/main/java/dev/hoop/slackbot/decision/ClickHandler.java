package dev.hoop.slackbot.decision;

import static dev.hoop.slackbot.review.ClickOutcome.because;

import dev.hoop.slackbot.outbox.MessageRenderer;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Allowed;
import dev.hoop.slackbot.review.ClickOutcome.Counted;
import dev.hoop.slackbot.review.ClickOutcome.NotCounted;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.ClickOutcome.Unknown;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.review.rules.Rules;
import dev.hoop.slackbot.sync.ReviewRefresher;
import dev.hoop.slackbot.sync.ReviewStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one click out: reads the review and the people afresh, rules, submits, and settles the
 * click with its decision or with what its author is told; then reads back whether the verdict
 * stands. Every method must run in the review's turn.
 */
public final class ClickHandler {

  private static final Logger log = LoggerFactory.getLogger(ClickHandler.class);

  /** A click older than this is not carried out: what its author saw may have changed. */
  private static final Duration FRESH_CLICK = Duration.ofMinutes(10);

  /** How often a verdict is sent at most for one click. */
  private static final int ATTEMPTS = 2;

  private final ClickFactsReader reader;
  private final VerdictSender sender;
  private final ClickSettler settler;
  private final VerdictVerifier verifier;
  private final ClickStore clickStore;
  private final ReviewStore reviews;
  private final ReviewRefresher refresher;
  private final AuditRows audit;
  private final Clock clock;
  private final boolean distinctApprovers;

  /**
   * @param steady must not jump; tells how old facts are
   * @param onChange told after something was written that Slack should learn of
   */
  public ClickHandler(
      ClickFactsReader reader,
      Rules rules,
      VerdictSubmitter submitter,
      ClickStore clickStore,
      ReviewStore reviews,
      ReviewRefresher refresher,
      MessageRenderer renderer,
      Clock clock,
      Clock steady,
      Runnable onChange) {
    this.reader = reader;
    this.clickStore = clickStore;
    this.reviews = reviews;
    this.refresher = refresher;
    this.audit = new AuditRows(clock);
    this.clock = clock;
    this.distinctApprovers = rules.distinctApprovers();
    this.sender = new VerdictSender(reader, rules, submitter, clickStore, audit, steady);
    this.settler = new ClickSettler(clickStore, refresher, renderer, audit, clock, onChange);
    this.verifier = new VerdictVerifier(reader, sender, clickStore, refresher, settler, audit);
  }

  /** Carries out a click, also one that an earlier process, or a run that failed, began with. */
  NextStep handle(Click click) {
    if (clickStore.settled(click)) {
      // Another click's turn may have credited it, or this one failed after it had counted.
      return NextStep.VERIFY;
    }
    List<Click> begun = clickStore.begun(click.review());
    boolean mine = begun.stream().anyMatch(other -> other.key().equals(click.key()));
    if (!mine && tooOld(click)) {
      return settler.end(click, null, because(Reason.TOO_OLD));
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
      return settler.end(click, null, because(Reason.GONE));
    }
    ClickFacts facts = creditBegun(begun, read.get());
    if (mine && clickStore.settled(click)) {
      return NextStep.VERIFY;
    }
    if (tooOld(click)) {
      return settler.end(click, facts.session(), because(Reason.TOO_OLD));
    }
    Click resolved = facts.resolved(click);
    Optional<Click> lost = lostFor(resolved);
    return lost.isPresent()
        ? settler.end(click, facts.session(), because(Reason.MAY_HAVE_COUNTED, lost.get().group()))
        : decide(resolved, facts);
  }

  /**
   * A verdict of the same person for another group of the review that may still count, where one
   * person counts for one group only.
   */
  private Optional<Click> lostFor(Click click) {
    if (!distinctApprovers || !click.verdict().kind().grants()) {
      return Optional.empty();
    }
    return clickStore.begun(click.review()).stream()
        .filter(other -> other.by().equals(click.by()) && other.verdict().kind().grants())
        .filter(other -> !other.key().equals(click.key()) && !other.group().equals(click.group()))
        .findFirst();
  }

  private NextStep notRead(Click click, boolean mine, Reason reason, Exception e) {
    if (mine) {
      log.debug(
          "A click that was begun with waits until it can be asked about: {}", e.getMessage());
      return NextStep.AGAIN;
    }
    return settler.end(click, null, because(reason, String.valueOf(e.getMessage())));
  }

  private boolean tooOld(Click click) {
    return click.receivedAt().plus(FRESH_CLICK).isBefore(clock.instant());
  }

  /** Asks again what became of a verdict whose answer was lost; sends nothing. */
  NextStep findOut(Click click) {
    if (clickStore.settled(click)) {
      return NextStep.VERIFY;
    }
    try {
      Optional<ClickFacts> facts = reader.readGateway(click, null);
      if (facts.isEmpty()) {
        return settler.end(click, null, because(Reason.GONE));
      }
      Session session = facts.get().session();
      Click resolved = facts.get().resolved(click);
      if (credited(resolved, facts.get())) {
        return NextStep.VERIFY;
      }
      boolean neverArrived = !VerdictStanding.stands(click.verdict(), resolved.group(), session);
      return settler.end(
          click, session, because(neverArrived ? Reason.NEVER_ARRIVED : Reason.UNCLEAR));
    } catch (GatewayUnavailableException | SlackUnavailableException e) {
      log.debug("A verdict whose answer was lost waits for the gateway: {}", e.getMessage());
      return NextStep.AGAIN;
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
        facts = facts.knowing(reviews.find(click.review()).orElse(null));
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
            .filter(person -> sender.marked(click, person, facts.session()))
            .findFirst();
    if (accountedFor || reviewer.isEmpty()) {
      return false;
    }
    Counted counted = new Counted(reviewer.get(), "", facts.session().review());
    AuditRow row =
        audit.counted(
            click, facts.session(), counted, "it had counted, though the answer was lost");
    Session before = facts.known() == null ? null : facts.known().snapshot().session();
    sender.credit(click, counted, row, before, facts, settling(click));
    return true;
  }

  private NextStep decide(Click click, ClickFacts read) {
    ClickFacts facts = read;
    if (facts.known() == null) {
      // Once it is decided, it could not be told from an old one whose requester was told long ago.
      refresh(click.review());
      facts = facts.knowing(reviews.find(click.review()).orElse(null));
    }
    ClickOutcome outcome = sender.rule(click, facts);
    Unknown lost = null;
    for (int i = 0; i < ATTEMPTS && outcome instanceof Allowed allowed; i++) {
      Click sent = i == 0 ? click : VerdictStanding.again(click, facts.session());
      AuditRow intent = audit.intent(sent, facts.session(), allowed.reviewer());
      outcome =
          sender.send(
              sent,
              facts,
              allowed.reviewer(),
              () -> clickStore.begin(click, intent),
              settling(click));
      if (outcome instanceof Counted) {
        return verifier.verifyNow(click.review());
      }
      lost = outcome instanceof Unknown unknown ? unknown : lost;
      if (lost == null) {
        continue;
      }
      // What refuses the second may be the first, which arrived late.
      Optional<ClickFacts> again = sender.readBack(click, facts);
      if (again.isEmpty()) {
        return settler.openEnded(click, facts, lost);
      }
      ClickFacts before = facts;
      facts = again.get();
      if (sender.creditLost(click, lost, before, facts, settling(click))) {
        return verifier.verifyNow(click.review());
      }
      if (outcome instanceof Unknown) {
        outcome = i + 1 < ATTEMPTS ? ruleAgain(click, facts, lost) : VerdictSender.unclear(lost);
      }
    }
    NotCounted notCounted = (NotCounted) outcome;
    if (notCounted.reason().refusal()) {
      return settler.end(
          click, facts.session(), notCounted, settler.update(facts, facts.session()));
    }
    NextStep next = settler.end(click, facts.session(), notCounted);
    refresh(click.review());
    return next;
  }

  private VerdictSender.OnCounted settling(Click click) {
    return (counted, facts, rows) -> settler.settle(click, counted, facts, rows);
  }

  private void refresh(ReviewId review) {
    try {
      var unused = refresher.refresh(review);
    } catch (GatewayUnavailableException e) {
      log.debug("Review {} could not be read: {}", review, e.getMessage());
    }
  }

  /** Whether to send once more what the gateway shows no trace of. */
  private ClickOutcome ruleAgain(Click click, ClickFacts facts, Unknown unknown) {
    if (VerdictStanding.stands(click.verdict(), click.group(), facts.session())) {
      return VerdictSender.unclear(unknown);
    }
    return sender.rule(VerdictStanding.again(click, facts.session()), facts);
  }

  /** See {@link VerdictVerifier#verify}. */
  NextStep verify(ReviewId review) {
    return verifier.verify(review);
  }
}
