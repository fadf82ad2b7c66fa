package dev.hoop.slackbot.outbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The destinations where a delivery failed on the bot's own side, each with a pause and with what
 * became of its last message where that could not be written down. A posted card is a destination
 * of its own. Thread-safe.
 *
 * <p>One outcome for each destination is all there ever is to remember, since nothing else goes
 * there before it is written down: the store still calls that message due, and it would go twice.
 */
final class DeliveryFailures {

  /** Writing down costs Slack nothing, so it is soon tried again once the disk has room. */
  private static final int MOST_DOUBLINGS_FOR_STORE = 3;

  private final RetryBackoff pause;

  @GuardedBy("this")
  private final Map<String, Setback> all = new HashMap<>();

  private record Setback(
      int failures, boolean ofTheStore, Instant until, @Nullable Runnable unwritten) {

    private static final Setback NONE = new Setback(0, false, Instant.MIN, null);
  }

  DeliveryFailures(RetryBackoff pause) {
    this.pause = pause;
  }

  /** When the next may go there as far as this is concerned: {@code now} or later. */
  Instant next(String destination, Instant now) {
    return RateLimiter.latest(now, of(destination).until());
  }

  /** What is to be written down before anything else goes there; null when nothing is. */
  @Nullable Runnable unwritten(String destination) {
    return of(destination).unwritten();
  }

  /** Whether anything could not be written down, wherever it went. */
  synchronized boolean unwritten() {
    return all.values().stream()
        .anyMatch(setback -> setback.failures() > 0 && setback.unwritten() != null);
  }

  /** An outcome is about to be written down. */
  synchronized void writing(String destination, Runnable outcome) {
    Setback setback = of(destination);
    all.put(
        destination,
        new Setback(setback.failures(), setback.ofTheStore(), setback.until(), outcome));
  }

  /**
   * Something failed there.
   *
   * @param ofTheStore whether the store could not be read or written
   * @return true when that is news, as it is where nothing else fails
   */
  synchronized boolean met(String destination, boolean ofTheStore, Instant now) {
    Setback setback = of(destination);
    int failures = setback.failures();
    boolean news = all.values().stream().allMatch(other -> other.failures() == 0);
    int doublings = ofTheStore ? Math.min(failures, MOST_DOUBLINGS_FOR_STORE) : failures;
    all.put(
        destination,
        new Setback(
            failures + 1, ofTheStore, now.plus(pause.after(doublings)), setback.unwritten()));
    return news;
  }

  private synchronized Setback of(String destination) {
    return all.getOrDefault(destination, Setback.NONE);
  }

  /** All went well there. If an outcome was written down, the store works: nothing waits for it. */
  synchronized void over(String destination) {
    Setback ended = all.remove(destination);
    if (ended != null && ended.unwritten() != null) {
      all.replaceAll(
          (other, setback) ->
              setback.ofTheStore()
                  ? new Setback(setback.failures(), true, Instant.MIN, setback.unwritten())
                  : setback);
    }
  }
}
