package dev.hoop.slackbot.slack.socket;

import java.time.Duration;

/**
 * The paces of a connection.
 *
 * @param firstPause before a failed connection is tried again
 * @param longestPause the longest such wait
 * @param refusedPause before a refused connection is tried again
 * @param helloWithin how long a new connection may take to say hello
 * @param overlap how long an old connection is kept after a new one has taken over
 * @param pingEvery between two pings
 * @param deadAfter silence after which a connection is taken for dead
 * @param ackWithin how long working off may take before a plain ack goes out, where an ack promises
 *     nothing
 */
public record SocketSettings(
    Duration firstPause,
    Duration longestPause,
    Duration refusedPause,
    Duration helloWithin,
    Duration overlap,
    Duration pingEvery,
    Duration deadAfter,
    Duration ackWithin) {

  /** What runs in production: a half-open connection is noticed within 15 seconds. */
  public static SocketSettings standard() {
    return new SocketSettings(
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(4),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2));
  }
}
