package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Allowed;
import dev.hoop.slackbot.review.ClickOutcome.Counted;
import dev.hoop.slackbot.review.ClickOutcome.NotCounted;
import dev.hoop.slackbot.review.ClickOutcome.Unknown;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.sync.ReviewRefresher;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after verdicts that the gateway has confirmed. It has no lock: somebody who decides in its
 * web page at the same instant can write an older state over such a verdict. Must be used in the
 * review's turn.
 */
final class VerdictVerifier {

  private static final Logger log = LoggerFactory.getLogger(VerdictVerifier.class);

  /** How often a verdict may be found overwritten before its author is told. */
  private static final int TOLD = 2;

  private final ClickFactsReader reader;
  private final VerdictSender sender;
  private final ClickStore clickStore;
  private final ReviewRefresher refresher;
  private final ClickSettler settler;
  private final AuditRows audit;

  VerdictVerifier(
      ClickFactsReader reader,
      VerdictSender sender,
      ClickStore clickStore,
      ReviewRefresher refresher,
      ClickSettler settler,
      AuditRows audit) {
    this.reader = reader;
    this.sender = sender;
    this.clickStore = clickStore;
    this.refresher = refresher;
    this.settler = settler;
    this.audit = audit;
  }

  /**
   * Reads back whether the confirmed verdicts of a review stand. One that does not is cast again,
   * once, where the rules allow it now; otherwise its author is told.
   */
  NextStep verify(ReviewId review) {
    Optional<Session> session;
    try {
      session = refresher.refresh(review);
    } catch (GatewayUnavailableException e) {
      return NextStep.AGAIN;
    }
    if (session.isEmpty()) {
      return NextStep.NOTHING;
    }
    for (ClickStore.Confirmed confirmed : clickStore.confirmed(review)) {
      if (confirmed.overwritten() < TOLD
          && !VerdictStanding.stands(
              confirmed.click().verdict(), confirmed.decision().group(), session.get())) {
        return castAgain(confirmed);
      }
    }
    return NextStep.VERIFY;
  }

  /** As the end of another step, which must not be taken again for it. */
  NextStep verifyNow(ReviewId review) {
    NextStep next = verify(review);
    return next == NextStep.AGAIN ? NextStep.VERIFY : next;
  }

  private NextStep castAgain(ClickStore.Confirmed confirmed) {
    Click click = confirmed.click();
    Optional<ClickFacts> read;
    try {
      read = reader.read(click);
    } catch (GatewayUnavailableException | SlackUnavailableException e) {
      return NextStep.AGAIN;
    }
    if (read.isEmpty()) {
      return NextStep.NOTHING;
    }
    ClickFacts facts = read.get();
    Click again = VerdictStanding.again(facts.resolved(click), facts.session());
    if (VerdictStanding.stands(again.verdict(), confirmed.decision().group(), facts.session())) {
      return NextStep.VERIFY;
    }
    boolean first = confirmed.overwritten() == 0;
    if (first && sender.rule(again, facts) instanceof Allowed allowed) {
      return castAgain(confirmed, again, facts, allowed.reviewer());
    }
    log.warn("A verdict on review {} was overwritten in Hoop and stays so", click.review());
    settler.overwritten(
        confirmed,
        TOLD,
        again,
        audit.overwritten(
            again,
            facts.session(),
            confirmed.decision().email(),
            first
                ? "it had counted, and was overwritten in Hoop"
                : "it was overwritten in Hoop a second time"));
    return NextStep.VERIFY;
  }

  private NextStep castAgain(
      ClickStore.Confirmed confirmed, Click click, ClickFacts facts, Person reviewer) {
    log.warn("A verdict on review {} was overwritten in Hoop; it is cast again", click.review());
    AuditRow intent = audit.intent(click, facts.session(), reviewer);
    VerdictSender.OnCounted note = (counted, seen, rows) -> clickStore.note(rows, List.of());
    ClickOutcome outcome =
        sender.send(
            click,
            facts,
            reviewer,
            () -> clickStore.overwritten(confirmed, 1, List.of(intent), List.of()),
            note);
    boolean counts = outcome instanceof Counted;
    if (outcome instanceof Unknown lost) {
      Optional<ClickFacts> now = sender.readBack(click, facts);
      counts = now.isPresent() && sender.creditLost(click, lost, facts, now.get(), note);
      outcome = VerdictSender.unclear(lost);
    }
    if (counts) {
      NextStep next = verifyNow(click.review());
      return next == NextStep.VERIFY ? NextStep.VERIFY_ANEW : next;
    }
    if (ClickSettler.cutShort()) {
      return NextStep.NOTHING;
    }
    NotCounted failed =
        outcome instanceof NotCounted notCounted
            ? notCounted.of(reviewer)
            : VerdictSender.changed(reviewer);
    // It had counted before, so no other words would be true.
    settler.overwritten(confirmed, TOLD, click, audit.notCounted(click, facts.session(), failed));
    return NextStep.VERIFY;
  }
}
