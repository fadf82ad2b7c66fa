package dev.hoop.slackbot.outbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Slack has treated each channel and person of late. One that Slack refuses gets a single try
 * at a time, however much waits for it; and the first success after several failures tells that
 * what waits for another try need wait no longer. Thread-safe.
 */
final class DestinationBackoff {

  /** Fewer may be the fault of one message, which every success would bring back. */
  private static final int SEVERAL = 2;

  /** What takes longer has hung, and fails though Slack may be well by then. */
  private static final Duration LONG = Duration.ofSeconds(5);

  private final RetryBackoff pause;
  private final Duration updateTryGap;

  @GuardedBy("this")
  private final Map<Way, Refusals> refused = new HashMap<>();

  /** When the next update may go to a channel that refuses them, whichever it is. */
  @GuardedBy("this")
  private Instant nextUpdateTry = Instant.MIN;

  /** How many deliveries failed since the last success. */
  @GuardedBy("this")
  private final Map<ChannelId, Integer> failures = new HashMap<>();

  @GuardedBy("this")
  private @Nullable ChannelId failedFirst;

  /** Whether different destinations failed, and none was reached since. */
  @GuardedBy("this")
  private boolean outage;

  /** When the next item that people wait for is tried again soon. */
  @GuardedBy("this")
  private Instant nextUrgentTry = Instant.MIN;

  @GuardedBy("this")
  private Instant lastSuccess = Instant.MIN;

  /** A channel may refuse posts and still take updates of what was posted. */
  private record Way(ChannelId destination, boolean update) {
    static Way of(OutboxItem item) {
      return new Way(item.destination(), item.update());
    }
  }

  private record Refusals(int count, Instant until) {}

  /** What need not wait for its next try any longer. */
  enum Recovered {
    NOTHING,
    DESTINATION,
    EVERYTHING
  }

  /**
   * @param updateTryGap between two updates in channels that refuse them
   */
  DestinationBackoff(RetryBackoff pause, Duration updateTryGap) {
    this.pause = pause;
    this.updateTryGap = updateTryGap;
  }

  /** When an item may go as far as this is concerned: {@code now} or later. */
  synchronized Instant next(OutboxItem item, Instant now) {
    Refusals refusals = refused.get(Way.of(item));
    if (refusals == null) {
      return now;
    }
    Instant until = RateLimiter.latest(now, refusals.until());
    return item.update() ? RateLimiter.latest(until, nextUpdateTry) : until;
  }

  /** Slack refuses whatever goes there, until somebody mends it. */
  synchronized void refused(OutboxItem item, Instant now) {
    // Others may have been under way together with the first.
    refused.computeIfAbsent(Way.of(item), way -> new Refusals(1, now.plus(pause.afterBlock(0))));
  }

  /** An item goes now; where it is refused, the next has to wait. */
  synchronized void tries(OutboxItem item, Instant now) {
    Refusals next =
        refused.computeIfPresent(
            Way.of(item),
            (way, before) ->
                new Refusals(before.count() + 1, now.plus(pause.afterBlock(before.count()))));
    if (next != null && item.update()) {
      nextUpdateTry = now.plus(updateTryGap);
    }
  }

  /**
   * Something failed that may work later; says how long it has to wait. Of what people wait for,
   * one is tried again soon, and will tell when all the rest can go.
   *
   * @param began when it began: what hung since before the last success says nothing of now
   * @param attempts how often it was tried before, as far as that is to count
   */
  synchronized Duration failed(OutboxItem item, Instant began, int attempts, Instant now) {
    if (began.isBefore(lastSuccess) && began.plus(LONG).isBefore(now)) {
      return pause.after(0);
    }
    ChannelId destination = item.destination();
    failures.merge(destination, 1, Integer::sum);
    outage |= failedFirst != null && !failedFirst.equals(destination);
    failedFirst = destination;
    if (!item.urgent() || nextUrgentTry.isAfter(now)) {
      return pause.after(attempts);
    }
    Duration soon = pause.soonAfter(attempts);
    nextUrgentTry = now.plus(soon);
    return soon;
  }

  /** Slack took something. */
  synchronized Recovered delivered(ChannelId destination, Instant now) {
    lastSuccess = now;
    boolean everything = outage;
    Integer failed = failures.remove(destination);
    outage = false;
    failedFirst = null;
    refused.remove(new Way(destination, true));
    refused.remove(new Way(destination, false));
    if (everything) {
      failures.clear();
      return Recovered.EVERYTHING;
    }
    return failed != null && failed >= SEVERAL ? Recovered.DESTINATION : Recovered.NOTHING;
  }
}
