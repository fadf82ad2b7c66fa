package dev.hoop.slackbot.review;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before what failed is tried again: twice as long after each failure, up to a
 * limit.
 *
 * @param first the wait after the first failure
 * @param most the longest wait
 */
public record Backoff(Duration first, Duration most) {

  /** More would overflow, and no wait is doubled so often before it reaches its limit. */
  private static final int DOUBLINGS = 20;

  /**
   * The wait after a failure.
   *
   * @param failures how many came before it
   */
  public Duration after(int failures) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures, DOUBLINGS));
    return doubled.compareTo(most) < 0 ? doubled : most;
  }

  /**
   * The same with jitter, which takes away up to half of it: what failed at the same time is not
   * tried again at the same time.
   */
  public Duration after(int failures, RandomGenerator random) {
    long longest = after(failures).toMillis();
    return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
  }
}
