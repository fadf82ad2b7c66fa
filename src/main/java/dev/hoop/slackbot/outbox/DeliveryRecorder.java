package dev.hoop.slackbot.outbox;

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
  private final LogOnce said = new LogOnce(log);

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

  /** A fault of our own in one message must not stop the others, nor be tried in a tight loop. */
  static Delivery attempt(Supplier<Delivery> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      log.error("A message could not be made or sent", e);
      return new Delivery.Later(Delivery.Arrival.POSSIBLE, "a fault of the bot's own");
    }
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

  void write(DeliveryTask task, Delivery delivery) {
    Runnable outcome =
        delivery.match(
            new Delivery.Cases<>(
                done -> delivered(task, done),
                later -> postponed(task, later),
                blocked -> blocked(task, blocked),
                vanished -> {
                  log.info("{}: {}", task.lost(), vanished.why());
                  return task.vanished();
                }));
    // Kept in mind until it is on disk, since what it is about must not be sent again.
    failures.writing(task.key(), outcome);
    outcome.run();
  }

  private Runnable delivered(DeliveryTask task, Delivery.Delivered done) {
    said.over(task.where());
    said.over(SLACK);
    DestinationBackoff.Recovered recovered =
        backoff.delivered(task.destination(), steady.instant());
    return () -> {
      task.delivered().accept(done);
      Instant now = clock.instant();
      switch (recovered) {
        case NOTHING -> {}
        case DESTINATION -> {
          cards.retryCards(task.destination(), now);
          messages.retryMessages(MessageDelivery.stored(task.destination()), now);
        }
        case EVERYTHING -> {
          cards.retryCards(null, now);
          messages.retryMessages(null, now);
        }
      }
    };
  }

  private Runnable postponed(DeliveryTask task, Delivery.Later later) {
    Instant until = clock.instant().plus(pause(task, later));
    if (task.update()) {
      return () -> task.postponed().accept(until, task.copies());
    }
    int copies = later.arrival().copies(task.copies());
    if (later.arrival() != Delivery.Arrival.LIKELY) {
      return () -> task.postponed().accept(until, copies);
    }
    log.warn(
        "Slack, {}: the answer was lost, so that {} may stand there which the bot does not know",
        task.where(),
        copies == 1 ? "a copy" : copies + " copies");
    Instant once = RateLimiter.latest(until, onceLost(copies));
    return () -> task.postponed().accept(once, copies);
  }

  private Duration pause(DeliveryTask task, Delivery.Later later) {
    Instant now = steady.instant();
    if (later.pause().isZero()) {
      said.trouble(SLACK, later.why());
      return backoff.failed(task.destination(), task.began(), task.attempts(), task.urgent(), now);
    }
    Instant until = now.plus(later.pause());
    if (task.update()) {
      // Updates are counted for the whole workspace, posts for each channel.
      rateLimiter.holdUpdates(until, now);
    } else if (later.everywhere()) {
      rateLimiter.holdPosts(until);
    } else {
      rateLimiter.hold(task.destination(), until);
    }
    return later.pause();
  }

  private Runnable blocked(DeliveryTask task, Delivery.Blocked blocked) {
    boolean everything = blocked.scope() == Delivery.Scope.EVERYTHING;
    said.trouble(everything ? SLACK : task.where(), blocked.problem());
    Instant now = steady.instant();
    Duration pause =
        switch (blocked.scope()) {
          case MESSAGE -> retryBackoff.afterBlock(task.attempts());
          case DESTINATION -> {
            // All that goes there waits in memory, so that all of it can go once one has arrived.
            backoff.refused(task.destination(), task.update(), now);
            yield Duration.ZERO;
          }
          case EVERYTHING ->
              backoff.failed(
                  task.destination(),
                  task.began(),
                  task.attempts() + RetryBackoff.PER_BLOCK,
                  task.urgent(),
                  now);
        };
    Instant until = clock.instant().plus(pause);
    return () -> task.postponed().accept(until, task.copies());
  }
}
