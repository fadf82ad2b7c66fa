package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.outbox.MessageRenderer;
import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Counted;
import dev.hoop.slackbot.review.ClickOutcome.NotCounted;
import dev.hoop.slackbot.review.ClickOutcome.Unknown;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.sync.ReviewRefresher;
import dev.hoop.slackbot.sync.ReviewUpdate;
import dev.hoop.slackbot.sync.StoredReview;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends clicks: each in one transaction with all that follows from it. */
final class ClickSettler {

  private final ClickStore clickStore;
  private final ReviewRefresher refresher;
  private final MessageRenderer renderer;
  private final AuditRows audit;
  private final Clock clock;
  private final Runnable onChange;

  /**
   * @param onChange told after something was written that Slack should learn of
   */
  ClickSettler(
      ClickStore clickStore,
      ReviewRefresher refresher,
      MessageRenderer renderer,
      AuditRows audit,
      Clock clock,
      Runnable onChange) {
    this.clickStore = clickStore;
    this.refresher = refresher;
    this.renderer = renderer;
    this.audit = audit;
    this.clock = clock;
    this.onChange = onChange;
  }

  /** Nobody knows yet whether the verdict counted, and its author is told so. */
  NextStep openEnded(Click click, ClickFacts facts, Unknown unknown) {
    if (!cutShort()) {
      clickStore.note(
          List.of(audit.unknown(click, facts.session(), unknown)),
          List.of(reply("meanwhile", click, unknown)));
      onChange.run();
    }
    return NextStep.FIND_OUT;
  }

  /** The click counted. */
  void settle(Click click, Counted counted, ClickFacts facts, List<AuditRow> rows) {
    Person reviewer = counted.reviewer();
    StoredReview known = facts.known();
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
    clickStore.settle(
        click,
        new Settlement(
            rows,
            decision,
            update(
                facts.knowing(known == null ? null : known.with(decision)),
                facts.session().with(counted.review())),
            List.of()));
    onChange.run();
  }

  /** What the cards show from now on, by what the gateway has just said. */
  @Nullable ReviewUpdate update(ClickFacts facts, Session session) {
    return facts.known() == null
        ? null
        : refresher
            .update(session, facts.people(), facts.known())
            .filter(ReviewUpdate::changed)
            .orElse(null);
  }

  /** The click did not count, and its cards stay as they are. */
  NextStep end(Click click, @Nullable Session session, NotCounted outcome) {
    return end(click, session, outcome, null);
  }

  /**
   * The click did not count.
   *
   * @param session null when it was not read
   * @param update what the review's cards must show; null when that is found out later
   */
  NextStep end(
      Click click, @Nullable Session session, NotCounted outcome, @Nullable ReviewUpdate update) {
    if (!cutShort()) {
      clickStore.settle(
          click,
          new Settlement(
              List.of(audit.notCounted(click, session, outcome)),
              null,
              update,
              List.of(reply("click", click, outcome)),
              outcome.reason().lost()));
      onChange.run();
    }
    return NextStep.NOTHING;
  }

  /**
   * Whether the bot is ending and interrupted the question, so that the words may be wrong: left
   * unsettled, the click is taken up at the next start, which finds out what became of it.
   */
  static boolean cutShort() {
    return Thread.currentThread().isInterrupted();
  }

  /** A confirmed verdict does not stand, and its author is told. */
  void overwritten(ClickStore.Confirmed confirmed, int times, Click click, AuditRow row) {
    clickStore.overwritten(
        confirmed,
        times,
        List.of(row),
        List.of(reply("click", click, ClickOutcome.because(ClickOutcome.Reason.OVERWRITTEN))));
    onChange.run();
  }

  /**
   * Tells the reviewer what became of their click.
   *
   * @param kind of reply, each of which is owed once for a click
   */
  private OutboxMessage reply(String kind, Click click, ClickOutcome outcome) {
    return new OutboxMessage(
        kind + ":" + click.key(), recipient(click, outcome), renderer.outcome(click, outcome));
  }

  /**
   * Nobody waits before a card for long, and what Slack shows for one person alone does not stay.
   */
  private Recipient recipient(Click click, ClickOutcome outcome) {
    boolean late = click.receivedAt().plus(Recipient.WAITS).isBefore(clock.instant());
    boolean guest =
        outcome instanceof ClickOutcome.NotCounted refused
            && refused.reason() == ClickOutcome.Reason.OTHER_WORKSPACE;
    // A guest of a shared channel may not be reached otherwise.
    return late && !guest
        ? new Recipient.Direct(click.by())
        : new Recipient.Privately(click.by(), click.channel(), click.responseUrl());
  }
}
