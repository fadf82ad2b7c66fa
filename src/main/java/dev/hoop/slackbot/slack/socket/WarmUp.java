package dev.hoop.slackbot.slack.socket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Works a made-up envelope off many times before there is a connection. People click seldom, and
 * Java loads classes when they are first used and compiles what ran a few hundred times: without
 * this the first click of a day takes ten times as long to be acknowledged as the thousandth.
 */
public final class WarmUp {

  private static final int TIMES = 600;
  private static final Duration LONGEST = Duration.ofMillis(800);

  private WarmUp() {}

  /**
   * Runs on the caller's thread, for less than a second.
   *
   * @param text a frame as Slack sends it
   * @param envelopes what it does must have no effect
   */
  public static void run(String text, Envelopes envelopes, Clock clock) {
    Instant end = clock.instant().plus(LONGEST);
    for (int i = 0; i < TIMES && clock.instant().isBefore(end); i++) {
      Frame frame = Frame.read(text);
      Envelope envelope = frame == null ? null : frame.envelope();
      if (envelope != null) {
        var unused = Frame.ack(envelope, envelopes.deliver(envelope));
      }
    }
  }
}
