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
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.review.Wording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what the store says must be shown or told, at Slack's pace and always the latest state:
 * one update at a time for each card and one post or message at a time for each channel or person.
 * Updates that people wait for go before those that only add detail, and those before posts.
 * Thread-safe.
 *
 * <p>Nothing is remembered here that the store does not know better; after a crash the same rounds
 * find the same work.
 */
public final class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  private static final String SLACK = "the Web API";

  /** After which nobody needs an answer to a click, or a notice, any more. */
  private static final Duration ANSWERS_END = Duration.ofMinutes(30);

  private static final Duration NOTICES_END = Duration.ofHours(24);

  private final AnnouncementLog cards;
  private final OwedLog debts;
  private final Announcer slack;
  private final Wording wording;
  private final Clock clock;
  private final Clock gatewayClock;
  private final Clock steady;
  private final ScheduledExecutorService timer;
  private final Workers workers;
  private final Workers urgentWorkers;
  private final Pace pace;
  private final RetryPause retryPause;
  private final Setbacks setbacks;
  private final Turns turns = new Turns();
  private final SaidOnce said = new SaidOnce(log);
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Object lock = new Object();

  /** The destinations to which a delivery is under way, and by whom. */
  @GuardedBy("lock")
  private final Map<String, Workers> busy = new HashMap<>();

  @GuardedBy("lock")
  private @Nullable Instant alarm;

  /**
   * @param clock for what is written down, across processes
   * @param steady for the pace, which setting the clock must not stop
   * @param timer one thread, which plans the rounds
   * @param workers deliver; each call to Slack holds one of them until it is answered
   * @param urgentWorkers do the same for the updates that people wait for
   */
  public Courier(
      AnnouncementLog cards,
      OwedLog debts,
      Announcer slack,
      Wording wording,
      Clock clock,
      Clock gatewayClock,
      Clock steady,
      ScheduledExecutorService timer,
      Workers workers,
      Workers urgentWorkers,
      Pace pace,
      RetryPause retryPause) {
    this.cards = cards;
    this.debts = debts;
    this.slack = slack;
    this.wording = wording;
    this.clock = clock;
    this.gatewayClock = gatewayClock;
    this.steady = steady;
    this.timer = timer;
    this.workers = workers;
    this.urgentWorkers = urgentWorkers;
    this.pace = pace;
    this.retryPause = retryPause;
    this.setbacks = new Setbacks(retryPause);
    pace.restarted(steady.instant());
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
      // Taken before the store is read: what is under way now may be done by then, and what was
      // read in between would be delivered a second time. The end of each delivery wakes a round.
      Set<String> underWay = underWay();
      Instant next =
          earliest(startCards(now, steadyNow, underWay), startDebts(now, steadyNow, underWay));
      Instant due =
          earliest(cards.nextCardDue(now).orElse(null), debts.nextDebtDue(now).orElse(null));
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
      boolean unused = runOnTimer(this::wake, retryPause.after(1));
    }
  }

  private Set<String> underWay() {
    synchronized (lock) {
      return Set.copyOf(busy.keySet());
    }
  }

  private @Nullable Instant startCards(Instant due, Instant now, Set<String> underWay) {
    Instant next = null;
    for (Card card : turns.fair(cards.dueCards(due))) {
      String destination = destination(card);
      Instant free =
          Pace.latest(
              setbacks.next(destination, now),
              card.ts() == null
                  ? pace.nextPost(card.channel(), now)
                  : pace.nextUpdate(card.urgent(), now));
      if (free.isAfter(now)) {
        next = earliest(next, free);
      } else if (!underWay.contains(destination)
          && start(destination, card.urgent() ? urgentWorkers : workers, () -> deliver(card))
          && card.ts() != null) {
        // Counted at once, since the next card of this very round draws on the same count.
        pace.updates(now);
        turns.served(card.channel());
      }
    }
    return next;
  }

  private @Nullable Instant startDebts(Instant due, Instant now, Set<String> underWay) {
    Instant next = null;
    for (OwedLog.Debt debt : debts.dueDebts(due)) {
      ChannelId destination = destination(debt);
      Instant free =
          Pace.latest(setbacks.next(destination.value(), now), pace.nextPost(destination, now));
      if (free.isAfter(now)) {
        next = earliest(next, free);
      } else if (!underWay.contains(destination.value())) {
        boolean unused = start(destination.value(), workers, () -> deliver(debt));
      }
    }
    return next;
  }

  /**
   * Refuses a second delivery to a destination that has one under way, and one for which no thread
   * is free; the end of any wakes the next.
   */
  private boolean start(String destination, Workers by, Runnable delivery) {
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
      Runnable unwritten = setbacks.unwritten(destination);
      (unwritten == null ? delivery : unwritten).run();
      setbacks.over(destination);
      release(destination);
      wake();
    } catch (RuntimeException | Error e) {
      setBack(destination, e);
    }
  }

  /** Without the pause, what cannot be written down would be tried as fast as the rounds go. */
  private void setBack(String destination, Throwable cause) {
    if (setbacks.met(destination, steady.instant()) && !StoreFailedException.isSaid(cause)) {
      log.error("A delivery to {} failed; it is tried again until it works", destination, cause);
    }
    release(destination);
    wake();
  }

  /** Kept in mind until it is on disk, since what it is about must not be sent again. */
  private void write(String destination, Runnable outcome) {
    setbacks.writing(destination, outcome);
    outcome.run();
  }

  private void release(String destination) {
    synchronized (lock) {
      busy.remove(destination);
    }
  }

  private void deliver(Card card) {
    MessageTs ts = card.ts();
    Instant now = steady.instant();
    if (ts == null ? pace.postsHeld(card.channel(), now) : pace.updatesHeld(now)) {
      return;
    }
    Optional<Remembered> latest = cards.find(card.review());
    if (latest.isEmpty()) {
      cards.dropped(card);
      return;
    }
    Stage stage = Stage.of(latest.get().story(), gatewayClock.instant());
    if (ts == null && !stage.waits() && !card.perhaps()) {
      // Resolved before its turn came: there is nothing left to ask for.
      cards.dropped(card);
      return;
    }
    if (ts == null) {
      cards.posting(card);
      pace.posts(card.channel(), steady.instant());
    }
    var story = latest.get().story();
    var rendered = wording.card(story, stage);
    Delivery delivery =
        attempt(
            () ->
                ts == null
                    ? slack.post(card.channel(), story, rendered)
                    : slack.update(card.channel(), ts, story, rendered));
    if (ts != null && delivery instanceof Delivery.Delivered) {
      pace.updated(steady.instant());
    }
    settle(card, delivery);
  }

  private void settle(Card card, Delivery delivery) {
    ChannelId channel = card.channel();
    settle(
        new Errand(
            destination(card),
            "channel " + channel,
            "A card in channel " + channel + " is no more",
            card.attempts(),
            // Updates are counted for the whole workspace, posts for each channel.
            card.ts() == null ? until -> hold(channel, until) : this::holdUpdates,
            done -> cards.shown(card, done.channel(), done.ts()),
            (until, perhaps) -> cards.postponed(card, until, perhaps),
            () -> cards.dropped(card)),
        delivery);
  }

  private void deliver(OwedLog.Debt debt) {
    ChannelId destination = destination(debt);
    Instant now = steady.instant();
    Duration end = answers(debt) ? ANSWERS_END : NOTICES_END;
    if (!clock.instant().isBefore(debt.since().plus(end))) {
      settle(debt, new Delivery.Vanished("nobody needs it after " + end.toMinutes() + " minutes"));
      return;
    }
    if (pace.postsHeld(destination, now)) {
      return;
    }
    pace.posts(destination, now);
    settle(debt, attempt(() -> slack.tell(debt.owed().recipient(), debt.owed().message())));
  }

  private void settle(OwedLog.Debt debt, Delivery delivery) {
    ChannelId destination = destination(debt);
    String key = debt.owed().key();
    settle(
        new Errand(
            destination.value(),
            "messages to " + destination,
            "A message to " + destination + " is given up",
            debt.attempts(),
            until -> hold(destination, until),
            done -> debts.paid(key),
            (until, perhaps) -> debts.postponedDebt(key, until),
            () -> debts.gaveUp(key)),
        delivery);
  }

  /**
   * What is to be done about a delivery, whatever was delivered.
   *
   * @param where as people know the destination
   * @param lost what is said where there is nothing to deliver to any more
   * @param attempts how often it was tried before
   * @param hold leaves Slack alone, as it asked, until then
   * @param postponed told until when, and whether a copy may stand in Slack all the same
   */
  private record Errand(
      String destination,
      String where,
      String lost,
      int attempts,
      Consumer<Instant> hold,
      Consumer<Delivery.Delivered> done,
      BiConsumer<Instant, Boolean> postponed,
      Runnable vanished) {}

  private void settle(Errand errand, Delivery delivery) {
    Instant now = clock.instant();
    Runnable outcome =
        delivery.match(
            new Delivery.Cases<>(
                done -> {
                  said.over(errand.where());
                  said.over(SLACK);
                  return () -> errand.done().accept(done);
                },
                later -> {
                  Instant until = later(later, errand);
                  return () -> errand.postponed().accept(until, later.perhaps());
                },
                blocked -> {
                  said.trouble(blocked.everywhere() ? SLACK : errand.where(), blocked.problem());
                  Instant until = now.plus(retryPause.afterBlock(errand.attempts()));
                  return () -> errand.postponed().accept(until, false);
                },
                vanished -> {
                  log.info("{}: {}", errand.lost(), vanished.why());
                  return errand.vanished();
                }));
    write(errand.destination(), outcome);
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

  private Instant later(Delivery.Later later, Errand errand) {
    if (later.pause().isZero()) {
      said.trouble(SLACK, later.why());
      return clock.instant().plus(retryPause.after(errand.attempts()));
    }
    errand.hold().accept(steady.instant().plus(later.pause()));
    return clock.instant().plus(later.pause());
  }

  private void hold(ChannelId destination, Instant until) {
    pace.hold(destination, until, steady.instant());
  }

  private void holdUpdates(Instant until) {
    pace.holdUpdates(until, steady.instant());
  }

  /** Posts to a channel keep their order, while each card that is posted already is by itself. */
  private static String destination(Card card) {
    String channel = card.channel().value();
    return card.ts() == null ? channel : channel + " " + card.ts();
  }

  /** Whether somebody waits for it where they clicked. */
  private static boolean answers(OwedLog.Debt debt) {
    return debt.owed().recipient().match(direct -> false, privately -> true, thread -> false);
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
