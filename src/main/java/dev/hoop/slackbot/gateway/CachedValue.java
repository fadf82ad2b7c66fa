package dev.hoop.slackbot.gateway;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one value for a short while, for what is shown and never for what is decided. Thread-safe.
 */
final class CachedValue<T> {

  private final Duration age;
  private final Clock clock;

  @GuardedBy("this")
  private @Nullable T value;

  @GuardedBy("this")
  private Instant since = Instant.MIN;

  CachedValue(Duration age, Clock clock) {
    this.age = age;
    this.clock = clock;
  }

  /** Null when there is none young enough. */
  synchronized @Nullable T get() {
    return clock.instant().isBefore(since.plus(age)) ? value : null;
  }

  /** The latest, however old; null when there never was one. */
  synchronized @Nullable T last() {
    return value;
  }

  synchronized T set(T fresh) {
    value = fresh;
    since = clock.instant();
    return fresh;
  }
}
