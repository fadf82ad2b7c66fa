package dev.hoop.slackbot.announce;

import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait between two single reads of a review that is approved but not over.
 *
 * @param first after something changed
 * @param most the longest wait during the first two days
 */
public record LookSpacing(Duration first, Duration most) {

  private static final Duration YOUNG = Duration.ofDays(2);
  private static final int DOUBLINGS = 20;

  /** The wait after so many reads that found nothing new. */
  Duration after(int looks, Instant createdAt, Instant at) {
    // An approved script may never be run, and must not cost a read a minute for ever.
    if (createdAt.plus(YOUNG).isBefore(at)) {
      return most.multipliedBy(60);
    }
    Duration grown = first.multipliedBy(1L << Math.min(looks / 2, DOUBLINGS));
    return grown.compareTo(most) < 0 ? grown : most;
  }
}
