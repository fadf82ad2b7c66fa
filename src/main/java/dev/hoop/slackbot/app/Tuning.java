package dev.hoop.slackbot.app;

import dev.hoop.slackbot.announce.LookSpacing;
import java.time.Duration;

/**
 * Paces that no operator sets, in one place so that tests can hurry.
 *
 * @param spacing between single reads of an approved review
 * @param postGap between two posts in one channel in the long run
 * @param postBurst how many may go at once after a rest
 * @param retryFirst before a failed delivery is tried again
 * @param retryMost the longest such wait
 * @param socketFirst before a failed connection is tried again
 * @param socketMost the longest such wait
 */
public record Tuning(
    LookSpacing spacing,
    Duration postGap,
    int postBurst,
    Duration retryFirst,
    Duration retryMost,
    Duration socketFirst,
    Duration socketMost) {

  /** What runs in production. */
  public static Tuning standard(Duration pollInterval) {
    return new Tuning(
        new LookSpacing(pollInterval.multipliedBy(2), Duration.ofSeconds(60)),
        Duration.ofSeconds(1),
        3,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30));
  }
}
