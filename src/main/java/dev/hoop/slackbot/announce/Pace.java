package dev.hoop.slackbot.announce;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Slack's pace: one post a second in each channel and some fifty updates a minute in all of them
 * together, each with a burst above it, and nothing at all while Slack has asked to be left alone.
 * Answers when the next may go instead of sleeping. Thread-safe.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Slack: rate limits</a>
 */
public final class Pace {

  private static final int SEVERAL = 3;

  private final Duration gap;
  private final int burst;
  private final Duration updateGap;
  private final int updateBurst;
  private final Object lock = new Object();

  /** For each channel the instant at which its whole burst is available again. */
  @GuardedBy("lock")
  private final Map<ChannelId, Instant> full = new HashMap<>();

  @GuardedBy("lock")
  private final Map<ChannelId, Instant> held = new HashMap<>();

  @GuardedBy("lock")
  private Instant allHeld = Instant.MIN;

  /** The instant at which the whole burst of updates is available again. */
  @GuardedBy("lock")
  private Instant updatesFull = Instant.MIN;

  @GuardedBy("lock")
  private Instant updatesHeld = Instant.MIN;

  /**
   * @param gap between two posts in one channel in the long run
   * @param burst how many may go at once after a rest
   * @param updateGap between two updates, wherever they are, in the long run
   * @param updateBurst how many of them may go at once after a rest
   */
  public Pace(Duration gap, int burst, Duration updateGap, int updateBurst) {
    this.gap = gap;
    this.burst = burst;
    this.updateGap = updateGap;
    this.updateBurst = updateBurst;
  }

  /** When a post to this channel may go: {@code now} or later. */
  Instant nextPost(ChannelId channel, Instant now) {
    synchronized (lock) {
      Instant whole = full.getOrDefault(channel, now);
      Instant free = whole.minus(gap.multipliedBy(burst - 1L));
      return latest(unheld(channel, now), free);
    }
  }

  /** When an update in this channel may go: {@code now} or later. */
  Instant nextUpdate(ChannelId channel, Instant now) {
    synchronized (lock) {
      Instant free =
          updatesFull.equals(Instant.MIN)
              ? now
              : updatesFull.minus(updateGap.multipliedBy(updateBurst - 1L));
      return latest(unheld(channel, now), latest(updatesHeld, free));
    }
  }

  @GuardedBy("lock")
  private Instant unheld(ChannelId channel, Instant now) {
    return latest(now, latest(allHeld, held.getOrDefault(channel, Instant.MIN)));
  }

  /**
   * Whether Slack has asked to be left alone, as it may have while a message that was free to go
   * waited for a thread.
   */
  boolean held(ChannelId channel, boolean post, Instant now) {
    synchronized (lock) {
      Instant free = unheld(channel, now);
      return (post ? free : latest(free, updatesHeld)).isAfter(now);
    }
  }

  /** A message goes now. */
  void used(ChannelId channel, boolean post, Instant now) {
    synchronized (lock) {
      full.values().removeIf(whole -> whole.isBefore(now));
      held.values().removeIf(until -> until.isBefore(now));
      if (post) {
        full.put(channel, latest(full.getOrDefault(channel, now), now).plus(gap));
      } else {
        updatesFull = latest(updatesFull, now).plus(updateGap);
      }
    }
  }

  /**
   * Slack asked to be left alone there. It does not say when it means the whole workspace, so where
   * it asks so for several channels at once, all are left alone.
   */
  void hold(ChannelId channel, Instant until, Instant now) {
    synchronized (lock) {
      held.merge(channel, until, Pace::latest);
      if (held.values().stream().filter(now::isBefore).count() >= SEVERAL) {
        allHeld = latest(allHeld, until);
      }
    }
  }

  /**
   * Slack asked that nothing be updated, in whatever channel. By its count, which an earlier
   * process may have used up, nothing is left of the burst: afterwards they go one by one.
   */
  void holdUpdates(Instant until) {
    synchronized (lock) {
      updatesHeld = latest(updatesHeld, until);
      updatesFull = latest(updatesFull, until.plus(updateGap.multipliedBy(updateBurst - 1L)));
    }
  }

  static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
