package dev.hoop.slackbot.slack.socket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Works a made-up envelope off many times, at first as fast as it can and then beside everything
 * else. People click seldom, and Java loads classes when they are first used and compiles what ran
 * a few thousand times: without this the first click of a day takes ten times as long to be
 * acknowledged as the thousandth.
 */
public final class WarmUp {

  private static final int TIMES = 6_000;
  private static final Duration AT_FULL_SPEED = Duration.ofMillis(800);
  private static final long PAUSE_MILLIS = 10;

  private WarmUp() {}

  /**
   * Runs on the caller's thread, for a minute and a half at most, or until it is interrupted.
   *
   * @param text a frame as Slack sends it
   * @param envelopes what it does must have no effect
   */
  public static void run(String text, Envelopes envelopes, Clock clock) {
    Instant slower = clock.instant().plus(AT_FULL_SPEED);
    for (int i = 0; i < TIMES; i++) {
      Frame frame = Frame.read(text);
      Envelope envelope = frame == null ? null : frame.envelope();
      if (envelope != null) {
        var unused = Frame.ack(envelope, envelopes.deliver(envelope));
      }
      if (clock.instant().isAfter(slower) && !paused()) {
        return;
      }
    }
  }

  private static boolean paused() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
