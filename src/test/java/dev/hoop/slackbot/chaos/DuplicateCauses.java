package dev.hoop.slackbot.chaos;

import java.util.concurrent.TimeUnit;

/** Which duplicate has an excuse: what the first copy's post ran into. */
final class DuplicateCauses {

  private static final long BEFORE = TimeUnit.MILLISECONDS.toNanos(500);

  /** How late Slack is at most when it is slow, and how long a planned slowness may wait. */
  private static final long LATE = TimeUnit.SECONDS.toNanos(13);

  private static final long SLOW_FOR = TimeUnit.SECONDS.toNanos(60);

  /** What Slack had received before a cut it may do a while later, on a machine that is busy. */
  private static final long UNDER_WAY = TimeUnit.SECONDS.toNanos(2);

  private static final long AFTER = TimeUnit.SECONDS.toNanos(3);

  private final Observation world;

  DuplicateCauses(Observation world) {
    this.world = world;
  }

  /**
   * Whether something came between a message and the bot's knowledge of it.
   *
   * @param content what the message is about: its review or its session
   */
  boolean forSecond(String content, long first, long second) {
    return world.causes().stream().anyMatch(cause -> causes(cause, content, first, second));
  }

  private boolean causes(DuplicateCause cause, String content, long first, long second) {
    long since = cause.at() - first;
    return switch (cause.kind()) {
      case KILL -> since > -(BEFORE + slowness(first)) && since < AFTER && cause.at() < second;
      case CUT -> (since > -UNDER_WAY && since < BEFORE) || late(cause, first, second);
      case LOST -> Math.abs(since) < BEFORE && cause.content().contains(content);
      case SLOW -> false;
    };
  }

  /** Whether a slow Slack may have done one of two long after the cut that took its answer. */
  private boolean late(DuplicateCause cut, long first, long second) {
    return cut.at() < first && second - cut.at() < UNDER_WAY + slowness(second);
  }

  /** Whether a cut took the answer to what Slack did at that time. */
  boolean cut(long done) {
    return world.causes().stream()
        .filter(cause -> cause.kind() == DuplicateCause.Kind.CUT)
        .anyMatch(cause -> causes(cause, "", done, done));
  }

  /** For how long a message may have been on its way before it was seen. */
  long slowness(long seen) {
    return world.causes().stream()
            .filter(cause -> cause.kind() == DuplicateCause.Kind.SLOW)
            .anyMatch(cause -> cause.at() < seen && cause.at() > seen - SLOW_FOR)
        ? LATE
        : 0;
  }
}
