package dev.hoop.slackbot.outbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Slack's pace: one post a second in each channel with a burst above it, updates for all of them
 * together, and neither while Slack has asked to be left alone. A channel's limit is its own, and
 * only where Slack says that it means the whole workspace are all channels left alone. Answers when
 * the next may go instead of sleeping. Thread-safe.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Slack: rate limits</a>
 */
public final class RateLimiter {

  /** A tenth of the updates that Slack surely takes may go where they most likely fail. */
  private static final int UPDATES_PER_TRY = 10;

  private final Duration gap;
  private final int burst;
  private final Duration tryGap;
  private final Object lock = new Object();

  /** For each channel the instant at which its whole burst is available again. */
  @GuardedBy("lock")
  private final Map<ChannelId, Instant> full = new HashMap<>();

  @GuardedBy("lock")
  private final Map<ChannelId, Instant> held = new HashMap<>();

  @GuardedBy("lock")
  private Instant allHeld = Instant.MIN;

  @GuardedBy("lock")
  private Instant nextTry = Instant.MIN;

  @GuardedBy("lock")
  private final AdaptiveRate updates;

  /**
   * @param gap between two posts in one channel in the long run
   * @param burst how many may go at once after a rest
   * @param updateGap between two updates, wherever they are, by Slack's documentation
   * @param updateBurst how many that only add detail may go at once after a rest
   */
  public RateLimiter(Duration gap, int burst, Duration updateGap, int updateBurst) {
    this.gap = gap;
    this.burst = burst;
    this.tryGap = updateGap.multipliedBy(UPDATES_PER_TRY);
    this.updates = new AdaptiveRate(updateGap, updateBurst);
  }

  /** When a post to this channel may go: {@code now} or later. */
  Instant nextPost(ChannelId channel, Instant now) {
    synchronized (lock) {
      Instant whole = full.getOrDefault(channel, now);
      Instant free = whole.minus(gap.multipliedBy(burst - 1L));
      return latest(unheld(channel, now), free);
    }
  }

  /**
   * When an update may go, in whatever channel: {@code now} or later.
   *
   * @param urgent whether people wait for it
   */
  Instant nextUpdate(boolean urgent, Instant now) {
    synchronized (lock) {
      return updates.next(urgent, now);
    }
  }

  /** When an update may go to a channel that refuses them: {@code now} or later. */
  Instant nextTry(Instant now) {
    synchronized (lock) {
      return latest(now, nextTry);
    }
  }

  /** An update goes now to a channel that refuses them. */
  void tries(Instant now) {
    synchronized (lock) {
      nextTry = now.plus(tryGap);
    }
  }

  @GuardedBy("lock")
  private Instant unheld(ChannelId channel, Instant now) {
    return latest(now, latest(allHeld, held.getOrDefault(channel, Instant.MIN)));
  }

  /**
   * Whether Slack has asked that nothing be posted there, as it may have while a message that was
   * free to go waited for a thread.
   */
  boolean postsHeld(ChannelId channel, Instant now) {
    synchronized (lock) {
      return unheld(channel, now).isAfter(now);
    }
  }

  /** The same for updates. */
  boolean updatesHeld(Instant now) {
    synchronized (lock) {
      return updates.held(now);
    }
  }

  /** A post goes now. */
  void posts(ChannelId channel, Instant now) {
    synchronized (lock) {
      full.values().removeIf(whole -> whole.isBefore(now));
      held.values().removeIf(until -> until.isBefore(now));
      full.put(channel, latest(full.getOrDefault(channel, now), now).plus(gap));
    }
  }

  /** An update goes now. */
  void updates(Instant now) {
    synchronized (lock) {
      updates.used(now);
    }
  }

  /** Slack took an update. */
  void updated(Instant now) {
    synchronized (lock) {
      updates.taken(now);
    }
  }

  /** Slack asked that nothing be posted there. */
  void hold(ChannelId channel, Instant until) {
    synchronized (lock) {
      held.merge(channel, until, RateLimiter::latest);
    }
  }

  /** Slack asked that nothing be posted in the whole workspace. */
  void holdPosts(Instant until) {
    synchronized (lock) {
      allHeld = latest(allHeld, until);
    }
  }

  /** Slack asked that nothing be updated, in whatever channel. */
  void holdUpdates(Instant until, Instant now) {
    synchronized (lock) {
      updates.refused(until, now);
    }
  }

  /** An earlier process may have used up what Slack allows at once, just before it ended. */
  void restarted(Instant now) {
    synchronized (lock) {
      updates.restarted(now);
    }
  }

  static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
