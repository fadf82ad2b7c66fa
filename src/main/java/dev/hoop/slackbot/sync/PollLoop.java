package dev.hoop.slackbot.sync;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.Backoff;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.StoreFailedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls for as long as the process lives: after a good round at the interval, after a bad one with
 * back-off and jitter. Says once that the gateway is down and once that it is back. Thread-safe.
 */
public final class PollLoop {

  private static final Logger log = LoggerFactory.getLogger(PollLoop.class);

  /**
   * The longest time between two looks at the links, which read all users, or between two rounds.
   */
  private static final Duration LINKS_EVERY = Duration.ofSeconds(15);

  private static final int ROUNDS_BETWEEN_LINKS = 15;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final PendingReviewPoller poller;
  private final SlackLinkMonitor links;
  private final Duration interval;
  private final ScheduledExecutorService timer;
  private final Clock steady;
  private final RandomGenerator random;

  /** Belongs to the thread of the rounds. */
  private Instant nextLinks = Instant.MIN;

  @GuardedBy("this")
  private int failures;

  @GuardedBy("this")
  private boolean answered;

  @GuardedBy("this")
  private @Nullable String unread;

  /**
   * @param timer one thread, which the rounds run on
   * @param steady must not jump
   */
  public PollLoop(
      PendingReviewPoller poller,
      SlackLinkMonitor links,
      Duration interval,
      ScheduledExecutorService timer,
      Clock steady,
      RandomGenerator random) {
    this.poller = poller;
    this.links = links;
    this.interval = interval;
    this.timer = timer;
    this.steady = steady;
    this.random = random;
  }

  /** Starts with a round at once. */
  public void start() {
    schedule(Duration.ZERO);
  }

  /** Whether the last round was answered. */
  public synchronized boolean up() {
    return answered;
  }

  /** What is wrong though rounds are answered; empty when nothing is. */
  public synchronized Optional<String> detail() {
    return Optional.ofNullable(unread)
        .map(why -> "the list of waiting reviews is read in part only: " + why);
  }

  private void round() {
    Duration pause = LONGEST_PAUSE;
    try {
      poller.round();
      lookAtLinks();
      pause = succeeded(poller.unread().orElse(null));
    } catch (GatewayUnavailableException e) {
      pause = failed(e.getMessage());
    } catch (RuntimeException | Error e) {
      boolean ofTheStore = StoreFailedException.isSaid(e);
      if (!ofTheStore) {
        log.error("A round of polling failed; it goes on", e);
      }
      pause = failed(ofTheStore ? "the store failed" : "a fault of the bot's own, see above");
    } finally {
      schedule(pause);
    }
  }

  /** A look that failed is made up for in the next round. */
  private void lookAtLinks() throws GatewayUnavailableException {
    Instant now = steady.instant();
    if (!now.isBefore(nextLinks)) {
      links.round();
      Duration few = interval.multipliedBy(ROUNDS_BETWEEN_LINKS);
      nextLinks = now.plus(few.compareTo(LINKS_EVERY) < 0 ? few : LINKS_EVERY);
    }
  }

  private synchronized Duration succeeded(@Nullable String partly) {
    if (partly != null && unread == null) {
      log.warn("The list of waiting reviews is read in part only: {}", partly);
    } else if (partly == null && unread != null) {
      log.info("The list of waiting reviews is read whole again");
    }
    unread = partly;
    if (failures > 0) {
      log.info("The gateway answers again after {} failed attempts", failures);
    }
    failures = 0;
    answered = true;
    return interval;
  }

  private synchronized Duration failed(@Nullable String why) {
    if (failures == 0) {
      log.warn("The gateway cannot be polled, trying again until it can: {}", why);
    }
    answered = false;
    unread = null;
    return new Backoff(interval, LONGEST_PAUSE).after(failures++, random);
  }

  private void schedule(Duration pause) {
    try {
      var unused = timer.schedule(this::round, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("The poll loop ends with its timer");
    }
  }
}
