package dev.hoop.slackbot.outbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.StoreFailedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what the store says must be shown or told, at Slack's pace and always the latest state:
 * one update at a time for each card and one post or message at a time for each channel or person.
 * Updates that people wait for go before those that only add detail, and those before posts.
 * Thread-safe.
 *
 * <p>What must be delivered is in the store, so that a restart finds the same work. In memory are
 * only back-offs, and outcomes that could not be written down yet.
 */
public final class OutboxDispatcher {

  private static final Logger log = LoggerFactory.getLogger(OutboxDispatcher.class);

  /** Slack hardly ever asks to be left alone for longer. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(1);

  private final CardOutbox cards;
  private final MessageOutbox messages;
  private final Clock clock;
  private final Clock steady;
  private final ScheduledExecutorService timer;
  private final WorkerPool workers;
  private final WorkerPool urgentWorkers;
  private final RateLimiter rateLimiter;
  private final RetryBackoff retryBackoff;
  private final DeliveryFailures failures;
  private final DestinationBackoff backoff;
  private final CardDelivery cardDelivery;
  private final MessageDelivery messageDelivery;
  private final FairOrder fairOrder = new FairOrder();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Object lock = new Object();

  /** The destinations to which a delivery is under way, and by whom. */
  @GuardedBy("lock")
  private final Map<String, WorkerPool> busy = new HashMap<>();

  @GuardedBy("lock")
  private @Nullable Instant alarm;

  /**
   * @param clock for what is written down, across processes
   * @param steady for the pace, which setting the clock must not stop
   * @param timer one thread, which plans the rounds
   * @param workers deliver; each call to Slack holds one of them until it is answered
   * @param urgentWorkers do the same for the updates that people wait for
   */
  public OutboxDispatcher(
      CardOutbox cards,
      MessageOutbox messages,
      MessageSender slack,
      MessageRenderer renderer,
      Clock clock,
      Clock gatewayClock,
      Clock steady,
      ScheduledExecutorService timer,
      WorkerPool workers,
      WorkerPool urgentWorkers,
      RateLimiter rateLimiter,
      RetryBackoff retryBackoff) {
    this.cards = cards;
    this.messages = messages;
    this.clock = clock;
    this.steady = steady;
    this.timer = timer;
    this.workers = workers;
    this.urgentWorkers = urgentWorkers;
    this.rateLimiter = rateLimiter;
    this.retryBackoff = retryBackoff;
    this.failures = new DeliveryFailures(retryBackoff);
    this.backoff = new DestinationBackoff(retryBackoff, rateLimiter.tryGap());
    DeliveryRecorder outcomes =
        new DeliveryRecorder(
            cards, messages, clock, steady, rateLimiter, retryBackoff, failures, backoff);
    this.cardDelivery =
        new CardDelivery(cards, slack, renderer, gatewayClock, steady, rateLimiter, outcomes);
    this.messageDelivery =
        new MessageDelivery(messages, slack, clock, steady, rateLimiter, failures, outcomes);
    rateLimiter.updates().restarted(steady.instant());
  }

  /** Looks for work soon; many calls in a row cost one round. */
  public void wake() {
    if (woken.compareAndSet(false, true) && !runOnTimer(this::round, Duration.ZERO)) {
      woken.set(false);
    }
  }

  private void round() {
    woken.set(false);
    try {
      Instant now = clock.instant();
      Instant steadyNow = steady.instant();
      if (begun.compareAndSet(false, true)) {
        // Whatever kept the earlier process waiting may be over, but for what Slack asked of it.
        cards.retry(null, now.plus(LONGEST_ASKED));
        messages.retry(null, now.plus(LONGEST_ASKED));
      }
      // Taken before the store is read: what is under way now may be done by then, and what was
      // read in between would be delivered a second time. The end of each delivery wakes a round.
      Set<String> underWay = underWay();
      Instant next =
          earliest(
              start(fairOrder.fair(cards.due(now)), cardDelivery::deliver, steadyNow, underWay),
              start(messages.due(now), messageDelivery::deliver, steadyNow, underWay));
      Instant due = earliest(cards.nextDue(now).orElse(null), messages.nextDue(now).orElse(null));
      if (due != null) {
        next = earliest(next, steadyNow.plus(Duration.between(now, due)));
      }
      if (next != null) {
        setAlarm(next, steadyNow);
      }
    } catch (RuntimeException | Error e) {
      if (!StoreFailedException.isSaid(e)) {
        log.error("A round of deliveries failed; the next one tries again", e);
      }
      boolean unused = runOnTimer(this::wake, retryBackoff.after(1));
    }
  }

  private Set<String> underWay() {
    synchronized (lock) {
      return Set.copyOf(busy.keySet());
    }
  }

  /** Starts what is free to go; says when the first of the others is. */
  private <T extends OutboxItem> @Nullable Instant start(
      List<T> due, Consumer<T> delivery, Instant now, Set<String> underWay) {
    Instant next = null;
    for (T item : due) {
      Instant free =
          RateLimiter.latest(
              failures.next(item.key(), now), rateLimiter.next(item, now), backoff.next(item, now));
      if (free.isAfter(now)) {
        next = earliest(next, free);
      } else if (!underWay.contains(item.key()) && start(item, () -> delivery.accept(item))) {
        // Counted at once, since the next item of this very round draws on the same count.
        if (item.update()) {
          rateLimiter.updates().used(now);
          fairOrder.served(item.destination());
        }
        backoff.tries(item, now);
      }
    }
    return next;
  }

  /**
   * Refuses a second delivery to a destination that has one under way, and one for which no thread
   * is free; the end of any wakes the next.
   */
  private boolean start(OutboxItem item, Runnable delivery) {
    String key = item.key();
    WorkerPool by = item.urgent() ? urgentWorkers : workers;
    synchronized (lock) {
      if (busy.containsKey(key) || Collections.frequency(busy.values(), by) >= by.size()) {
        return false;
      }
      busy.put(key, by);
    }
    try {
      by.threads().execute(() -> carry(key, delivery));
      return true;
    } catch (RejectedExecutionException e) {
      release(key);
      return false;
    } catch (RuntimeException | Error e) {
      setBack(key, e);
      return false;
    }
  }

  private void carry(String key, Runnable delivery) {
    try {
      Runnable unwritten = failures.unwritten(key);
      (unwritten == null ? delivery : unwritten).run();
      failures.over(key);
      release(key);
      wake();
    } catch (RuntimeException | Error e) {
      setBack(key, e);
    }
  }

  /** Without the pause, what cannot be written down would be tried as fast as the rounds go. */
  private void setBack(String key, Throwable cause) {
    boolean ofTheStore = StoreFailedException.isSaid(cause);
    if (failures.met(key, ofTheStore, steady.instant()) && !ofTheStore) {
      log.error("A delivery to {} failed; it is tried again until it works", key, cause);
    }
    release(key);
    wake();
  }

  private void release(String key) {
    synchronized (lock) {
      busy.remove(key);
    }
  }

  private void setAlarm(Instant at, Instant now) {
    synchronized (lock) {
      if (alarm != null && alarm.isAfter(now) && !at.isBefore(alarm)) {
        return;
      }
      alarm = at;
    }
    boolean unused = runOnTimer(this::wake, Duration.between(now, at).plusMillis(1));
  }

  private boolean runOnTimer(Runnable task, Duration pause) {
    try {
      var unused = timer.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException e) {
      log.debug("Deliveries end with their timer");
    } catch (RuntimeException | Error e) {
      log.error("The next round of deliveries waits for the next change", e);
    }
    return false;
  }

  private static @Nullable Instant earliest(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
