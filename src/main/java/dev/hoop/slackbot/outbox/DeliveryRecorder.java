package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what became of a delivery, and decides when it is tried again and what else has to
 * wait. Thread-safe.
 */
final class DeliveryRecorder {

  private static final Logger log = LoggerFactory.getLogger(OutboxDispatcher.class);

  private static final String SLACK = "the Web API";

  private final CardOutbox cards;
  private final MessageOutbox messages;
  private final Clock clock;
  private final Clock steady;
  private final RateLimiter rateLimiter;
  private final RetryBackoff retryBackoff;
  private final DeliveryFailures failures;
  private final DestinationBackoff backoff;
  private final LogOnce said = new LogOnce();

  DeliveryRecorder(
      CardOutbox cards,
      MessageOutbox messages,
      Clock clock,
      Clock steady,
      RateLimiter rateLimiter,
      RetryBackoff retryBackoff,
      DeliveryFailures failures,
      DestinationBackoff backoff) {
    this.cards = cards;
    this.messages = messages;
    this.clock = clock;
    this.steady = steady;
    this.rateLimiter = rateLimiter;
    this.retryBackoff = retryBackoff;
    this.failures = failures;
    this.backoff = backoff;
  }

  /**
   * Until when something is not sent again, should its answer be lost.
   *
   * @param copies how often it may have arrived by then
   */
  Instant onceLost(int copies) {
    Instant now = clock.instant();
    return copies < StaleCard.MOST_COPIES ? now : now.plus(retryBackoff.afterCopies());
  }

  /**
   * Sends an item and writes down what became of it.
   *
   * @param began when the attempt began, by the clock that never jumps
   */
  <T extends OutboxItem> void attempt(
      Outbox<T> outbox, T item, Instant began, Supplier<Delivery> call) {
    Delivery delivery;
    try {
      delivery = call.get();
    } catch (RuntimeException e) {
      // A fault of our own must not stop the others, nor be tried in a tight loop.
      log.error("A message could not be made or sent", e);
      delivery = new Delivery.Later(Delivery.Arrival.POSSIBLE, "a fault of the bot's own");
    }
    Runnable outcome =
        delivery.match(
            new Delivery.Cases<>(
                done -> delivered(outbox, item, done),
                later -> postponed(outbox, item, began, later),
                blocked -> blocked(outbox, item, began, blocked),
                vanished -> {
                  log.info("{}: {}", item.lost(), vanished.why());
                  return () -> outbox.dropped(item);
                }));
    // Kept in mind until it is on disk, since what it is about must not be sent again.
    failures.writing(item.key(), outcome);
    outcome.run();
  }

  private <T extends OutboxItem> Runnable delivered(
      Outbox<T> outbox, T item, Delivery.Delivered done) {
    said.over(item.where());
    said.over(SLACK);
    ChannelId destination = item.destination();
    Instant end = steady.instant();
    if (item.update()) {
      rateLimiter.updates().taken(end);
    }
    DestinationBackoff.Recovered recovered = backoff.delivered(destination, end);
    return () -> {
      outbox.delivered(item, done.channel(), done.ts());
      Instant now = clock.instant();
      switch (recovered) {
        case NOTHING -> {}
        case DESTINATION -> {
          cards.retry(destination, now);
          messages.retry(MessageOutbox.Pending.stored(destination), now);
        }
        case EVERYTHING -> {
          cards.retry(null, now);
          messages.retry(null, now);
        }
      }
    };
  }

  private <T extends OutboxItem> Runnable postponed(
      Outbox<T> outbox, T item, Instant began, Delivery.Later later) {
    Instant until = clock.instant().plus(pause(item, began, later));
    int copies = item.update() ? item.copies() : later.arrival().copies(item.copies());
    if (item.update() || later.arrival() != Delivery.Arrival.LIKELY) {
      return () -> outbox.postponed(item, until, copies);
    }
    log.warn(
        "Slack, {}: the answer was lost, so that {} may stand there which the bot does not know",
        item.where(),
        copies == 1 ? "a copy" : copies + " copies");
    Instant once = RateLimiter.latest(until, onceLost(copies));
    return () -> outbox.postponed(item, once, copies);
  }

  private Duration pause(OutboxItem item, Instant began, Delivery.Later later) {
    Instant now = steady.instant();
    if (later.pause().isZero()) {
      said.trouble(SLACK, later.why());
      return backoff.failed(item, began, item.attempts(), now);
    }
    Instant until = now.plus(later.pause());
    if (item.update()) {
      // Updates are counted for the whole workspace, posts for each channel.
      rateLimiter.updates().refused(until, now);
    } else {
      rateLimiter.hold(later.everywhere() ? null : item.destination(), until);
    }
    return later.pause();
  }

  private <T extends OutboxItem> Runnable blocked(
      Outbox<T> outbox, T item, Instant began, Delivery.Blocked blocked) {
    boolean everything = blocked.scope() == Delivery.Scope.EVERYTHING;
    said.trouble(everything ? SLACK : item.where(), blocked.problem());
    Instant now = steady.instant();
    Duration pause =
        switch (blocked.scope()) {
          case MESSAGE -> retryBackoff.afterBlock(item.attempts());
          case DESTINATION -> {
            // All that goes there waits in memory, so that all of it can go once one has arrived.
            backoff.refused(item, now);
            yield Duration.ZERO;
          }
          case EVERYTHING ->
              backoff.failed(item, began, item.attempts() + RetryBackoff.PER_BLOCK, now);
        };
    Instant until = clock.instant().plus(pause);
    return () -> outbox.postponed(item, until, item.copies());
  }
}
