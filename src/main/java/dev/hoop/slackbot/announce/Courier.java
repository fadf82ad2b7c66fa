package dev.hoop.slackbot.announce;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.AnnouncementLog;
import dev.hoop.slackbot.review.Announcer;
import dev.hoop.slackbot.review.Card;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Delivery;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.OwedLog;
import dev.hoop.slackbot.review.Remembered;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Wording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what the store says must be shown or told: one message at a time for each destination,
 * at Slack's pace, updates before posts, and always the latest state. Thread-safe.
 *
 * <p>Nothing is remembered here that the store does not know better; after a crash the same rounds
 * find the same work.
 */
public final class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  private static final String SLACK = "the Web API";

  private final AnnouncementLog cards;
  private final OwedLog debts;
  private final Announcer slack;
  private final Wording wording;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final Executor workers;
  private final Pace pace;
  private final RetryPause retryPause;
  private final SaidOnce said = new SaidOnce(log);
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Set<String> busy = new HashSet<>();

  @GuardedBy("lock")
  private @Nullable Instant alarm;

  /**
   * @param timer one thread, which plans the rounds
   * @param workers deliver; each call to Slack holds one of them until it is answered
   */
  public Courier(
      AnnouncementLog cards,
      OwedLog debts,
      Announcer slack,
      Wording wording,
      Clock clock,
      ScheduledExecutorService timer,
      Executor workers,
      Pace pace,
      RetryPause retryPause) {
    this.cards = cards;
    this.debts = debts;
    this.slack = slack;
    this.wording = wording;
    this.clock = clock;
    this.timer = timer;
    this.workers = workers;
    this.pace = pace;
    this.retryPause = retryPause;
  }

  /** Looks for work soon; many calls in a row cost one round. */
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      runOnTimer(this::round, Duration.ZERO);
    }
  }

  private void round() {
    woken.set(false);
    try {
      Instant now = clock.instant();
      // Taken before the store is read: what is under way now may be done by then, and what was
      // read in between would be delivered a second time. The end of each delivery wakes a round.
      Set<String> underWay = underWay();
      Instant next = earliest(startCards(now, underWay), startDebts(now, underWay));
      next = earliest(next, cards.nextCardDue(now).orElse(null));
      next = earliest(next, debts.nextDebtDue(now).orElse(null));
      if (next != null) {
        setAlarm(next, now);
      }
    } catch (RuntimeException e) {
      log.error("A round of deliveries failed; the next one tries again", e);
      runOnTimer(this::wake, retryPause.after(1));
    }
  }

  private Set<String> underWay() {
    synchronized (lock) {
      return Set.copyOf(busy);
    }
  }

  private @Nullable Instant startCards(Instant now, Set<String> underWay) {
    Instant next = null;
    for (Card card : cards.dueCards(now)) {
      MessageTs ts = card.ts();
      Instant free =
          ts == null ? pace.nextPost(card.channel(), now) : pace.nextUpdate(card.channel(), now);
      if (free.isAfter(now)) {
        next = earliest(next, free);
      } else if (!underWay.contains(card.channel().value())
          && start(card.channel().value(), () -> deliver(card))
          && ts != null) {
        // Counted at once, since the next channel of this very round draws on the same count.
        pace.used(card.channel(), false, now);
      }
    }
    return next;
  }

  private @Nullable Instant startDebts(Instant now, Set<String> underWay) {
    Instant next = null;
    for (OwedLog.Debt debt : debts.dueDebts(now)) {
      ChannelId destination = destination(debt);
      Instant free = pace.nextPost(destination, now);
      if (free.isAfter(now)) {
        next = earliest(next, free);
      } else if (!underWay.contains(destination.value())) {
        boolean unused = start(destination.value(), () -> deliver(debt));
      }
    }
    return next;
  }

  /** Refuses a second delivery to a destination that has one under way; its end wakes the next. */
  private boolean start(String destination, Runnable delivery) {
    synchronized (lock) {
      if (!busy.add(destination)) {
        return false;
      }
    }
    try {
      workers.execute(
          () -> {
            try {
              delivery.run();
            } catch (RuntimeException e) {
              log.error("A delivery failed; it is tried again", e);
            } finally {
              release(destination);
              wake();
            }
          });
      return true;
    } catch (RejectedExecutionException e) {
      release(destination);
      return false;
    }
  }

  private void release(String destination) {
    synchronized (lock) {
      busy.remove(destination);
    }
  }

  private void deliver(Card card) {
    Optional<Remembered> latest = cards.find(card.review());
    if (latest.isEmpty()) {
      cards.dropped(card);
      return;
    }
    MessageTs ts = card.ts();
    Stage stage = Stage.of(latest.get().story(), clock.instant());
    if (ts == null && !stage.waits() && !card.perhaps()) {
      // Resolved before its turn came: there is nothing left to ask for.
      cards.dropped(card);
      return;
    }
    if (ts == null) {
      cards.posting(card);
      pace.used(card.channel(), true, clock.instant());
    }
    var story = latest.get().story();
    var rendered = wording.card(story, stage);
    Delivery delivery =
        attempt(
            () ->
                ts == null
                    ? slack.post(card.channel(), story, rendered)
                    : slack.update(card.channel(), ts, story, rendered));
    settle(card, delivery);
  }

  private void settle(Card card, Delivery delivery) {
    String where = "channel " + card.channel();
    Instant now = clock.instant();
    delivery
        .<Runnable>match(
            new Delivery.Cases<>(
                done ->
                    () -> {
                      said.over(where);
                      said.over(SLACK);
                      cards.shown(card, done.channel(), done.ts());
                    },
                later -> () -> cards.postponed(card, later(later, card), later.perhaps()),
                blocked ->
                    () -> {
                      said.trouble(blocked.everywhere() ? SLACK : where, blocked.problem());
                      cards.postponed(
                          card, now.plus(retryPause.afterBlock(card.attempts())), false);
                    },
                vanished ->
                    () -> {
                      log.info("A card in {} is no more: {}", where, vanished.why());
                      cards.dropped(card);
                    }))
        .run();
  }

  private void deliver(OwedLog.Debt debt) {
    ChannelId destination = destination(debt);
    pace.used(destination, true, clock.instant());
    String key = debt.owed().key();
    Instant now = clock.instant();
    attempt(() -> slack.tell(debt.owed().recipient(), debt.owed().message()))
        .<Runnable>match(
            new Delivery.Cases<>(
                done ->
                    () -> {
                      said.over(SLACK);
                      debts.paid(key);
                    },
                later -> () -> debts.postponedDebt(key, later(later, destination, debt.attempts())),
                blocked ->
                    () -> {
                      said.trouble(
                          blocked.everywhere() ? SLACK : "messages to " + destination,
                          blocked.problem());
                      debts.postponedDebt(key, now.plus(retryPause.afterBlock(debt.attempts())));
                    },
                vanished ->
                    () -> {
                      log.info(
                          "A message to {} cannot be delivered: {}", destination, vanished.why());
                      debts.paid(key);
                    }))
        .run();
  }

  /** A fault of our own in one message must not stop the others, nor be tried in a tight loop. */
  private static Delivery attempt(Supplier<Delivery> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      log.error("A message could not be made or sent", e);
      return new Delivery.Later(Duration.ZERO, true, "a fault of the bot's own");
    }
  }

  private Instant later(Delivery.Later later, Card card) {
    Instant until = later(later, card.channel(), card.attempts());
    if (card.ts() != null && !later.pause().isZero()) {
      // Updates are counted for the whole workspace, posts for each channel.
      pace.holdUpdates(until);
    }
    return until;
  }

  private Instant later(Delivery.Later later, ChannelId destination, int attempts) {
    Instant now = clock.instant();
    Duration pause = later.pause().isZero() ? retryPause.after(attempts) : later.pause();
    Instant until = now.plus(pause);
    if (later.pause().isZero()) {
      said.trouble(SLACK, later.why());
    } else {
      pace.hold(destination, until, now);
    }
    return until;
  }

  private static ChannelId destination(OwedLog.Debt debt) {
    return debt.owed()
        .recipient()
        .match(
            direct -> new ChannelId(direct.user().value()),
            privately -> new ChannelId("private:" + privately.user()),
            thread -> thread.channel());
  }

  private void setAlarm(Instant at, Instant now) {
    synchronized (lock) {
      if (alarm != null && alarm.isAfter(now) && !at.isBefore(alarm)) {
        return;
      }
      alarm = at;
    }
    runOnTimer(this::wake, Duration.between(now, at).plusMillis(1));
  }

  private void runOnTimer(Runnable task, Duration pause) {
    try {
      var unused = timer.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Deliveries end with their timer");
    }
  }

  private static @Nullable Instant earliest(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
