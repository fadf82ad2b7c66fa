package dev.hoop.slackbot.app;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that never jumps, for what measures silence and pace: setting the wall clock must neither
 * end a connection nor keep a dead one, nor stop messages. Thread-safe.
 */
final class MonotonicClock extends Clock {

  private final Clock wall;
  private final Instant start;
  private final long startNanos = System.nanoTime();

  MonotonicClock(Clock wall) {
    this.wall = wall;
    this.start = wall.instant();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }

  @Override
  public ZoneId getZone() {
    return wall.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new MonotonicClock(wall.withZone(zone));
  }
}
