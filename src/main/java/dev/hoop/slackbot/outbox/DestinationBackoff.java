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
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<Way, Refusals> refused = new HashMap<>();

  /** How many deliveries failed since the last success. */
  @GuardedBy("lock")
  private final Map<ChannelId, Integer> failures = new HashMap<>();

  @GuardedBy("lock")
  private @Nullable ChannelId failedFirst;

  /** Whether different destinations failed, and none was reached since. */
  @GuardedBy("lock")
  private boolean outage;

  @GuardedBy("lock")
  private Instant nextTry = Instant.MIN;

  @GuardedBy("lock")
  private Instant lastSuccess = Instant.MIN;

  /** A channel may refuse posts and still take updates of what was posted. */
  private record Way(ChannelId destination, boolean update) {}

  private record Refusals(int count, Instant until) {}

  /** What need not wait for its next try any longer. */
  enum Recovered {
    NOTHING,
    DESTINATION,
    EVERYTHING
  }

  DestinationBackoff(RetryBackoff pause) {
    this.pause = pause;
  }

  /** Whether what goes there is a try that most likely fails. */
  boolean refuses(ChannelId destination, boolean update) {
    synchronized (lock) {
      return refused.containsKey(new Way(destination, update));
    }
  }

  /** When the next may go there as far as this is concerned: {@code now} or later. */
  Instant next(ChannelId destination, boolean update, Instant now) {
    synchronized (lock) {
      Refusals refusals = refused.get(new Way(destination, update));
      return refusals == null ? now : RateLimiter.latest(now, refusals.until());
    }
  }

  /** Slack refuses whatever goes there, until somebody mends it. */
  void refused(ChannelId destination, boolean update, Instant now) {
    synchronized (lock) {
      // Others may have been under way together with the first.
      refused.computeIfAbsent(
          new Way(destination, update), way -> new Refusals(1, now.plus(pause.afterBlock(0))));
    }
  }

  /** Something goes there; where it is refused, the next has to wait. */
  void tries(ChannelId destination, boolean update, Instant now) {
    synchronized (lock) {
      refused.computeIfPresent(
          new Way(destination, update),
          (way, before) ->
              new Refusals(before.count() + 1, now.plus(pause.afterBlock(before.count()))));
    }
  }

  /**
   * Something failed that may work later; says how long it has to wait.
   *
   * @param began when it began: what hung since before the last success says nothing of now
   * @param attempts how often it was tried before
   * @param urgent whether people wait for it: one such is tried again soon, and will tell when all
   *     the rest can go
   */
  Duration failed(ChannelId destination, Instant began, int attempts, boolean urgent, Instant now) {
    synchronized (lock) {
      if (began.isBefore(lastSuccess) && began.plus(LONG).isBefore(now)) {
        return pause.after(0);
      }
      failures.merge(destination, 1, Integer::sum);
      outage |= failedFirst != null && !failedFirst.equals(destination);
      failedFirst = destination;
      if (!urgent || nextTry.isAfter(now)) {
        return pause.after(attempts);
      }
      Duration soon = pause.soonAfter(attempts);
      nextTry = now.plus(soon);
      return soon;
    }
  }

  /** Slack took something. */
  Recovered delivered(ChannelId destination, Instant now) {
    synchronized (lock) {
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
}
