package dev.hoop.slackbot.outbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  private final AdaptiveRate updates;

  /** For each channel the instant at which its whole burst is available again. */
  @GuardedBy("this")
  private final Map<ChannelId, Instant> full = new HashMap<>();

  @GuardedBy("this")
  private final Map<ChannelId, Instant> held = new HashMap<>();

  @GuardedBy("this")
  private Instant allHeld = Instant.MIN;

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

  /** The rate of updates, in whatever channel. */
  AdaptiveRate updates() {
    return updates;
  }

  /** Between two updates in channels that refuse them. */
  Duration tryGap() {
    return tryGap;
  }

  /** When an item may go: {@code now} or later. */
  Instant next(OutboxItem item, Instant now) {
    return item.update() ? updates.next(item.urgent(), now) : nextPost(item.destination(), now);
  }

  /**
   * Whether Slack has asked that nothing like it be sent there, as it may have while an item that
   * was free to go waited for a thread.
   */
  boolean held(OutboxItem item, Instant now) {
    return item.update() ? updates.held(now) : unheld(item.destination(), now).isAfter(now);
  }

  /** When a post to this channel may go: {@code now} or later. */
  synchronized Instant nextPost(ChannelId channel, Instant now) {
    Instant whole = full.getOrDefault(channel, now);
    return latest(unheld(channel, now), whole.minus(gap.multipliedBy(burst - 1L)));
  }

  private synchronized Instant unheld(ChannelId channel, Instant now) {
    return latest(now, allHeld, held.getOrDefault(channel, Instant.MIN));
  }

  /** A post goes now. */
  synchronized void posts(ChannelId channel, Instant now) {
    full.values().removeIf(whole -> whole.isBefore(now));
    held.values().removeIf(until -> until.isBefore(now));
    full.put(channel, latest(full.getOrDefault(channel, now), now).plus(gap));
  }

  /**
   * Slack asked that nothing be posted there.
   *
   * @param channel null for the whole workspace
   */
  synchronized void hold(@Nullable ChannelId channel, Instant until) {
    if (channel == null) {
      allHeld = latest(allHeld, until);
    } else {
      held.merge(channel, until, RateLimiter::latest);
    }
  }

  static Instant latest(Instant... instants) {
    return Stream.of(instants).max(Comparator.naturalOrder()).orElseThrow();
  }
}
