package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.ReviewId;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reviews whose single read fails: each is said once, and read again after a back-off.
 * Thread-safe.
 */
final class ReadFailures {

  private static final Logger log = LoggerFactory.getLogger(ReadFailures.class);

  private final RereadBackoff spacing;
  private final Clock steady;
  private final Map<ReviewId, Failing> failing = new ConcurrentHashMap<>();

  /**
   * @param inARow how often it failed in a row
   * @param next when to read it again
   */
  private record Failing(int inARow, Instant next) {}

  /**
   * @param steady must not jump
   */
  ReadFailures(RereadBackoff spacing, Clock steady) {
    this.spacing = spacing;
    this.steady = steady;
  }

  /** Whether a review should be read now. */
  boolean due(ReviewId review) {
    Failing failed = failing.get(review);
    return failed == null || !failed.next().isAfter(steady.instant());
  }

  /** A read failed; returns how often that was in a row. */
  int failed(ReviewId review, String why) {
    Failing before = failing.get(review);
    int inARow = before == null ? 1 : before.inARow() + 1;
    if (inARow == 1) {
      log.warn("Review {} cannot be read, trying again until it can: {}", review, why);
    }
    failing.put(review, new Failing(inARow, steady.instant().plus(spacing.after(inARow))));
    return inARow;
  }

  /** A read went well. */
  void over(ReviewId review) {
    if (failing.remove(review) != null) {
      log.info("Review {} can be read again", review);
    }
  }

  /** Forgets all but these, which alone need a read. */
  void retain(Set<ReviewId> reviews) {
    failing.keySet().retainAll(reviews);
  }
}
