package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long to wait between two single reads of a review that is approved but not over.
 *
 * @param first after something changed
 * @param most the longest wait while something may be about to happen
 */
public record RereadBackoff(Duration first, Duration most) {

  private static final Duration PATIENCE = Duration.ofDays(2);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int FEW = 10;
  private static final int SELDOM = 60;

  /** Doubling from a minute, this is a day and a half. */
  private static final int READS_OF_AN_END = 11;

  /** The wait after so many reads in a row that found nothing new. */
  Duration after(int looks) {
    return new Backoff(first, most).after(looks / 2);
  }

  /** The same for what may stay as it is, which must not cost a read a minute for ever. */
  Duration afterAllThatTime(int looks) {
    return looks > PATIENCE.dividedBy(most) ? most.multipliedBy(SELDOM) : after(looks);
  }

  /**
   * The wait before the next read of what is over by the clock alone, which may be wrong: longer
   * each time, and empty after a day and a half.
   */
  Optional<Duration> afterItsEnd(int looks) {
    return looks < READS_OF_AN_END ? Optional.of(most.multipliedBy(1L << looks)) : Optional.empty();
  }

  /**
   * Whether nothing new was found for a week.
   *
   * @param looks how many reads in a row found nothing; few prove nothing, as the clock may be
   *     wrong
   * @param changedAt when something was last new
   */
  boolean enough(int looks, Instant changedAt, Instant now) {
    return looks >= FEW && !now.isBefore(changedAt.plus(WEEK));
  }
}
