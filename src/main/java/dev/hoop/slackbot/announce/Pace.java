package dev.hoop.slackbot.announce;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slack's pace: one post a second in each channel with a small burst above it, and nothing at all
 * while Slack has asked to be left alone. Answers when the next may go instead of sleeping.
 * Thread-safe.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Slack: rate limits</a>
 */
public final class Pace {

  private final Duration gap;
  private final int burst;
  private final Object lock = new Object();

  /** For each channel the instant at which its whole burst is available again. */
  @GuardedBy("lock")
  private final Map<ChannelId, Instant> full = new HashMap<>();

  @GuardedBy("lock")
  private final Map<ChannelId, Instant> held = new HashMap<>();

  @GuardedBy("lock")
  private Instant allHeld = Instant.MIN;

  /**
   * @param gap between two posts in one channel in the long run
   * @param burst how many may go at once after a rest
   */
  public Pace(Duration gap, int burst) {
    this.gap = gap;
    this.burst = burst;
  }

  /** When a post to this channel may go: {@code now} or later. */
  Instant nextPost(ChannelId channel, Instant now) {
    synchronized (lock) {
      Instant whole = full.getOrDefault(channel, now);
      Instant free = whole.minus(gap.multipliedBy(burst - 1L));
      return latest(nextUpdate(channel, now), free);
    }
  }

  /** When an update in this channel may go: {@code now} or later. */
  Instant nextUpdate(ChannelId channel, Instant now) {
    synchronized (lock) {
      return latest(now, latest(allHeld, held.getOrDefault(channel, Instant.MIN)));
    }
  }

  /** A message goes now. */
  void used(ChannelId channel, boolean post, Instant now) {
    synchronized (lock) {
      full.values().removeIf(whole -> whole.isBefore(now));
      held.values().removeIf(until -> until.isBefore(now));
      if (post) {
        full.put(channel, latest(full.getOrDefault(channel, now), now).plus(gap));
      }
    }
  }

  /**
   * Slack asked to be left alone.
   *
   * @param channel null when the whole workspace is meant
   */
  void hold(@Nullable ChannelId channel, Instant until) {
    synchronized (lock) {
      if (channel == null) {
        allHeld = latest(allHeld, until);
      } else {
        held.merge(channel, until, Pace::latest);
      }
    }
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
