package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.outbox.MessageOutbox.Pending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Delivers one message that is owed, unless nobody needs it any more. Thread-safe. */
final class MessageDelivery {

  /** After which nobody needs an answer to a click, or a notice, any more. */
  private static final Duration ANSWERS_END = Duration.ofMinutes(30);

  private static final Duration NOTICES_END = Duration.ofHours(24);

  private final MessageOutbox messages;
  private final MessageSender slack;
  private final Clock clock;
  private final Clock steady;
  private final RateLimiter rateLimiter;
  private final DeliveryFailures failures;
  private final DeliveryRecorder outcomes;

  MessageDelivery(
      MessageOutbox messages,
      MessageSender slack,
      Clock clock,
      Clock steady,
      RateLimiter rateLimiter,
      DeliveryFailures failures,
      DeliveryRecorder outcomes) {
    this.messages = messages;
    this.slack = slack;
    this.clock = clock;
    this.steady = steady;
    this.rateLimiter = rateLimiter;
    this.failures = failures;
    this.outcomes = outcomes;
  }

  private boolean late(Pending pending) {
    return pending.since().plus(Recipient.WAITS).isBefore(clock.instant());
  }

  private static Recipient direct(Recipient recipient) {
    return recipient instanceof Recipient.Privately privately
        ? new Recipient.Direct(privately.user())
        : recipient;
  }

  void deliver(Pending pending) {
    Instant began = steady.instant();
    Recipient recipient = pending.owed().recipient();
    // Whether somebody waits for it where they clicked.
    boolean answer = recipient instanceof Recipient.Privately;
    Duration end = answer ? ANSWERS_END : NOTICES_END;
    if (!clock.instant().isBefore(pending.since().plus(end))) {
      outcomes.attempt(
          messages,
          pending,
          began,
          () -> new Delivery.Vanished("nobody needs it after " + end.toMinutes() + " minutes"));
      return;
    }
    if (rateLimiter.held(pending, began)) {
      return;
    }
    // Whoever clicked waits for the answer, which is not to wait for the disk unless that fails.
    if (!answer || failures.unwritten()) {
      messages.sending(pending, outcomes.onceLost(pending.copies() + 1));
    }
    rateLimiter.posts(pending.destination(), began);
    Recipient to = late(pending) ? direct(recipient) : recipient;
    outcomes.attempt(messages, pending, began, () -> slack.tell(to, pending.owed().message()));
  }
}
