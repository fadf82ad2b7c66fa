package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.outbox.MessageOutbox.Debt;
import dev.hoop.slackbot.review.ChannelId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Delivers one message that is owed, unless nobody needs it any more. Thread-safe. */
final class MessageDelivery {

  /** After which nobody needs an answer to a click, or a notice, any more. */
  private static final Duration ANSWERS_END = Duration.ofMinutes(30);

  private static final Duration NOTICES_END = Duration.ofHours(24);

  private final MessageOutbox debts;
  private final MessageSender slack;
  private final Clock clock;
  private final Clock steady;
  private final RateLimiter pace;
  private final DeliveryFailures setbacks;
  private final DeliveryRecorder outcomes;

  MessageDelivery(
      MessageOutbox debts,
      MessageSender slack,
      Clock clock,
      Clock steady,
      RateLimiter pace,
      DeliveryFailures setbacks,
      DeliveryRecorder outcomes) {
    this.debts = debts;
    this.slack = slack;
    this.clock = clock;
    this.steady = steady;
    this.pace = pace;
    this.setbacks = setbacks;
    this.outcomes = outcomes;
  }

  static ChannelId destination(Debt debt) {
    return debt.owed()
        .recipient()
        .match(
            direct -> new ChannelId(direct.user().value()),
            privately -> new ChannelId("private:" + privately.user()),
            thread -> thread.channel());
  }

  void deliver(Debt debt) {
    ChannelId destination = destination(debt);
    Instant now = steady.instant();
    boolean answer = answers(debt);
    Duration end = answer ? ANSWERS_END : NOTICES_END;
    if (!clock.instant().isBefore(debt.since().plus(end))) {
      outcomes.write(
          task(debt),
          new Delivery.Vanished("nobody needs it after " + end.toMinutes() + " minutes"));
      return;
    }
    if (pace.postsHeld(destination, now)) {
      return;
    }
    // Whoever clicked waits for the answer, which is not to wait for the disk unless that fails.
    if (!answer || setbacks.unwritten()) {
      debts.sending(debt, outcomes.onceLost(debt.copies() + 1));
    }
    pace.posts(destination, now);
    outcomes.write(
        task(debt),
        DeliveryRecorder.attempt(() -> slack.tell(debt.owed().recipient(), debt.owed().message())));
  }

  private DeliveryTask task(Debt debt) {
    ChannelId destination = destination(debt);
    String key = debt.owed().key();
    return new DeliveryTask(
        destination.value(),
        destination,
        false,
        false,
        "messages to " + destination,
        "A message to " + destination + " is given up",
        debt.attempts(),
        debt.copies(),
        done -> debts.paid(key),
        (until, copies) -> debts.postponedDebt(debt, until, copies),
        () -> debts.gaveUp(key));
  }

  /** Whether somebody waits for it where they clicked. */
  private static boolean answers(Debt debt) {
    return debt.owed().recipient().match(direct -> false, privately -> true, thread -> false);
  }
}
