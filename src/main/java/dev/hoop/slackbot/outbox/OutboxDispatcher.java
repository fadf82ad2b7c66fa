package dev.hoop.slackbot.outbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.StoreFailedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    this.backoff = new DestinationBackoff(retryBackoff);
    DeliveryRecorder outcomes =
        new DeliveryRecorder(
            cards, messages, clock, steady, rateLimiter, retryBackoff, failures, backoff);
    this.cardDelivery =
        new CardDelivery(cards, slack, renderer, gatewayClock, steady, rateLimiter, outcomes);
    this.messageDelivery =
        new MessageDelivery(messages, slack, clock, steady, rateLimiter, failures, outcomes);
    rateLimiter.restarted(steady.instant());
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
        retryAfterRestart(now);
      }
      // Taken before the store is read: what is under way now may be done by then, and what was
      // read in between would be delivered a second time. The end of each delivery wakes a round.
      Set<String> underWay = underWay();
      Instant next =
          earliest(startCards(now, steadyNow, underWay), startMessages(now, steadyNow, underWay));
      Instant due =
          earliest(cards.nextCardDue(now).orElse(null), messages.nextMessageDue(now).orElse(null));
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

  /** Whatever kept the earlier process waiting may be over, but for what Slack asked of it. */
  private void retryAfterRestart(Instant now) {
    Instant asked = now.plus(LONGEST_ASKED);
    cards.retryCards(null, asked);
    messages.retryMessages(null, asked);
  }

  private Set<String> underWay() {
    synchronized (lock) {
      return Set.copyOf(busy.keySet());
    }
  }

  private @Nullable Instant startCards(Instant due, Instant now, Set<String> underWay) {
    Instant next = null;
    for (StaleCard card : fairOrder.fair(cards.dueCards(due))) {
      String key = CardDelivery.key(card);
      boolean update = card.ts() != null;
      Instant free = RateLimiter.latest(failures.next(key, now), free(card, update, now));
      if (free.isAfter(now)) {
        next = earliest(next, free);
      } else if (!underWay.contains(key)
          && start(
              key, card.urgent() ? urgentWorkers : workers, () -> cardDelivery.deliver(card))) {
        starts(card.channel(), update, now);
      }
    }
    return next;
  }

  private Instant free(StaleCard card, boolean update, Instant now) {
    Instant free =
        update
            ? rateLimiter.nextUpdate(card.urgent(), now)
            : rateLimiter.nextPost(card.channel(), now);
    if (update && backoff.refuses(card.channel(), true)) {
      free = RateLimiter.latest(free, rateLimiter.nextTry(now));
    }
    return RateLimiter.latest(free, backoff.next(card.channel(), update, now));
  }

  /** Counted at once, since the next card of this very round draws on the same count. */
  private void starts(ChannelId channel, boolean update, Instant now) {
    if (update) {
      rateLimiter.updates(now);
      fairOrder.served(channel);
      if (backoff.refuses(channel, true)) {
        rateLimiter.tries(now);
      }
    }
    backoff.tries(channel, update, now);
  }

  private @Nullable Instant startMessages(Instant due, Instant now, Set<String> underWay) {
    Instant next = null;
    for (MessageOutbox.Pending pending : messages.dueMessages(due)) {
      ChannelId destination = MessageDelivery.destination(pending);
      String key = destination.value();
      Instant free =
          RateLimiter.latest(
              RateLimiter.latest(failures.next(key, now), backoff.next(destination, false, now)),
              rateLimiter.nextPost(destination, now));
      if (free.isAfter(now)) {
        next = earliest(next, free);
      } else if (!underWay.contains(key)
          && start(key, workers, () -> messageDelivery.deliver(pending))) {
        starts(destination, false, now);
      }
    }
    return next;
  }

  /**
   * Refuses a second delivery to a destination that has one under way, and one for which no thread
   * is free; the end of any wakes the next.
   */
  private boolean start(String destination, WorkerPool by, Runnable delivery) {
    synchronized (lock) {
      if (busy.containsKey(destination) || Collections.frequency(busy.values(), by) >= by.size()) {
        return false;
      }
      busy.put(destination, by);
    }
    try {
      by.threads().execute(() -> carry(destination, delivery));
      return true;
    } catch (RejectedExecutionException e) {
      release(destination);
      return false;
    } catch (RuntimeException | Error e) {
      setBack(destination, e);
      return false;
    }
  }

  private void carry(String destination, Runnable delivery) {
    try {
      Runnable unwritten = failures.unwritten(destination);
      (unwritten == null ? delivery : unwritten).run();
      failures.over(destination);
      release(destination);
      wake();
    } catch (RuntimeException | Error e) {
      setBack(destination, e);
    }
  }

  /** Without the pause, what cannot be written down would be tried as fast as the rounds go. */
  private void setBack(String destination, Throwable cause) {
    boolean ofTheStore = StoreFailedException.isSaid(cause);
    if (failures.met(destination, ofTheStore, steady.instant()) && !ofTheStore) {
      log.error("A delivery to {} failed; it is tried again until it works", destination, cause);
    }
    release(destination);
    wake();
  }

  private void release(String destination) {
    synchronized (lock) {
      busy.remove(destination);
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
