package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.outbox.MessageOutbox.Pending;
import dev.hoop.slackbot.review.ChannelId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Delivers one message that is owed, unless nobody needs it any more. Thread-safe. */
final class MessageDelivery {

  /** After which nobody needs an answer to a click, or a notice, any more. */
  private static final Duration ANSWERS_END = Duration.ofMinutes(30);

  private static final Duration NOTICES_END = Duration.ofHours(24);

  /** What is for one person's eyes has an order of its own, apart from direct messages. */
  private static final String PRIVATE = "private:";

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

  /** The person or channel of a destination, as the outbox knows it. */
  static String stored(ChannelId destination) {
    String value = destination.value();
    return value.startsWith(PRIVATE) ? value.substring(PRIVATE.length()) : value;
  }

  static ChannelId destination(Pending pending) {
    return pending
        .owed()
        .recipient()
        .match(
            direct -> new ChannelId(direct.user().value()),
            privately -> new ChannelId(PRIVATE + privately.user()),
            thread -> thread.channel());
  }

  void deliver(Pending pending) {
    ChannelId destination = destination(pending);
    Instant now = steady.instant();
    boolean answer = answers(pending);
    Duration end = answer ? ANSWERS_END : NOTICES_END;
    if (!clock.instant().isBefore(pending.since().plus(end))) {
      outcomes.write(
          task(pending, now),
          new Delivery.Vanished("nobody needs it after " + end.toMinutes() + " minutes"));
      return;
    }
    if (rateLimiter.postsHeld(destination, now)) {
      return;
    }
    // Whoever clicked waits for the answer, which is not to wait for the disk unless that fails.
    if (!answer || failures.unwritten()) {
      messages.sending(pending, outcomes.onceLost(pending.copies() + 1));
    }
    rateLimiter.posts(destination, now);
    outcomes.write(
        task(pending, now),
        DeliveryRecorder.attempt(
            () -> slack.tell(pending.owed().recipient(), pending.owed().message())));
  }

  private DeliveryTask task(Pending pending, Instant began) {
    ChannelId destination = destination(pending);
    String key = pending.owed().key();
    return new DeliveryTask(
        destination.value(),
        destination,
        false,
        false,
        "messages to " + destination,
        "A message to " + destination + " is given up",
        began,
        pending.attempts(),
        pending.copies(),
        done -> messages.delivered(key),
        (until, copies) -> messages.postponed(pending, until, copies),
        () -> messages.gaveUp(key));
  }

  /** Whether somebody waits for it where they clicked. */
  private static boolean answers(Pending pending) {
    return pending.owed().recipient().match(direct -> false, privately -> true, thread -> false);
  }
}
