package dev.hoop.slackbot.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long several parts may be waited for together, from the first on: many that hang must not
 * take the time of the one that matters. Thread-safe.
 */
final class Deadline {

  private final Duration whole;
  private final Clock clock;

  @GuardedBy("this")
  private @Nullable Instant end;

  Deadline(Duration whole, Clock clock) {
    this.whole = whole;
    this.clock = clock;
  }

  /** What is left of it; zero when it is used up. */
  synchronized Duration left() {
    Instant now = clock.instant();
    Instant until = end;
    if (until == null) {
      until = now.plus(whole);
      end = until;
    }
    return now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
  }
}
