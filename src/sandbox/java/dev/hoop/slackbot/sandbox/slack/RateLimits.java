package dev.hoop.slackbot.sandbox.slack;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Slack's rate limits: one token bucket for each method, for posts one for each channel;
 * thread-safe.
 */
final class RateLimits {
  private record Tier(double perSecond, int burst) {}

  private static final Map<String, Tier> TIERS =
      Map.of(
          "chat.postMessage", new Tier(1, 5),
          "chat.update", new Tier(50 / 60.0, 50),
          "conversations.open", new Tier(50 / 60.0, 50),
          "conversations.list", new Tier(20 / 60.0, 20),
          "chat.postEphemeral", new Tier(100 / 60.0, 100),
          "views.open", new Tier(100 / 60.0, 100),
          "views.update", new Tier(100 / 60.0, 100),
          "users.info", new Tier(100 / 60.0, 100));

  private static final class Bucket {
    double tokens;
    long at = System.nanoTime();
    long closedAt = at;
    long closedUntil = at;

    Bucket(int burst) {
      tokens = burst;
    }
  }

  private final Workspace workspace;

  @GuardedBy("this")
  private final Map<String, Bucket> buckets = new HashMap<>();

  @GuardedBy("this")
  private boolean enforced;

  RateLimits(Workspace workspace) {
    this.workspace = workspace;
  }

  synchronized void enforce(boolean on) {
    enforced = on;
    buckets.clear();
  }

  /**
   * The seconds to wait when this request is over the limit; empty when it is accepted.
   *
   * @param arrivedAt when it arrived, in {@link System#nanoTime} terms. A request that arrived
   *     before another was refused is no violation of {@code Retry-After}
   */
  synchronized OptionalInt refuse(String method, String channel, long arrivedAt) {
    Tier tier = TIERS.get(method);
    if (!enforced || tier == null) {
      return OptionalInt.empty();
    }
    String key = method.equals("chat.postMessage") ? method + " to " + channel : method;
    Bucket bucket = buckets.computeIfAbsent(key, any -> new Bucket(tier.burst()));
    long now = System.nanoTime();
    bucket.tokens =
        Math.min(tier.burst(), bucket.tokens + (now - bucket.at) / 1e9 * tier.perSecond());
    bucket.at = now;
    boolean closed = now < bucket.closedUntil;
    if (closed && arrivedAt - bucket.closedAt > 0) {
      workspace.complain(key + " was called again before Retry-After had passed");
    } else if (!closed && bucket.tokens >= 1) {
      bucket.tokens--;
      return OptionalInt.empty();
    }
    if (!closed) {
      bucket.closedAt = now;
    }
    int seconds = (int) Math.max(1, Math.ceil((1 - bucket.tokens) / tier.perSecond()));
    bucket.closedUntil = Math.max(bucket.closedUntil, now + seconds * 1_000_000_000L);
    return OptionalInt.of(seconds);
  }
}
