package dev.hoop.slackbot.app.settings;

import dev.hoop.slackbot.sync.RereadBackoff;
import java.time.Duration;

/**
 * Paces that no operator sets, in one place so that tests can hurry.
 *
 * @param spacing between single reads of an approved review
 * @param displayAge how old the people and the routes may be that are only shown
 * @param postGap between two posts in one channel in the long run
 * @param postBurst how many may go at once after a rest
 * @param updateGap between two updates in the workspace, as Slack documents it; its answers tell
 *     more
 * @param updateBurst how many that only add detail may go at once after a rest
 * @param postTimeout how long Slack may take to answer a post, which makes another copy when it is
 *     sent again
 * @param retryFirst before a failed delivery is tried again
 * @param retryMost the longest such wait
 * @param socketFirst before a failed connection is tried again
 * @param socketMost the longest such wait
 * @param refusedPause before a refused connection is tried again
 * @param socketOverlap how long an old connection is kept after a new one has taken over
 * @param pingEvery between two pings of the Slack connection
 * @param deadAfter silence after which it is taken for dead
 * @param sweepEvery between two looks at the credentials
 * @param sweepSoon before the next look after a call about a key failed
 */
public record Timings(
    RereadBackoff spacing,
    Duration displayAge,
    Duration postGap,
    int postBurst,
    Duration updateGap,
    int updateBurst,
    Duration postTimeout,
    Duration retryFirst,
    Duration retryMost,
    Duration socketFirst,
    Duration socketMost,
    Duration refusedPause,
    Duration socketOverlap,
    Duration pingEvery,
    Duration deadAfter,
    Duration sweepEvery,
    Duration sweepSoon) {

  /** What runs in production. */
  public static Timings standard(Duration pollInterval) {
    return new Timings(
        new RereadBackoff(pollInterval.multipliedBy(2), Duration.ofSeconds(60)),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        3,
        Duration.ofMillis(1_200),
        20,
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        Duration.ofSeconds(4),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5));
  }
}
