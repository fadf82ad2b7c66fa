package dev.hoop.slackbot.sandbox.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The state of a stand-in, whose changes a test can wait for. */
public interface Awaitable {
  /** How many changes there were; called by any thread. */
  long changes();

  /**
   * Waits until there are more than {@code seen} changes, and at most until {@code end} in {@link
   * System#nanoTime} terms. It may return before either; false means that waiting is over.
   */
  boolean awaitChange(long seen, long end);

  /**
   * Waits until {@code look} finds something, and calls it again after each change.
   *
   * @throws AssertionError with the transcript when the deadline has passed
   */
  default <T> T await(
      String what, Duration deadline, Supplier<Optional<T>> look, Supplier<String> transcript) {
    long end = System.nanoTime() + deadline.toNanos();
    boolean again = true;
    while (again) {
      long seen = changes();
      // Called without a lock, because it may read any other state.
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      again = awaitChange(seen, end);
    }
    // A change at the very end still counts.
    return look.get()
        .orElseThrow(
            () ->
                new AssertionError(
                    "waited "
                        + deadline.toMillis()
                        + " ms in vain for: "
                        + what
                        + "\n"
                        + transcript.get()));
  }
}
