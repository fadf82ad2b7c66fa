package dev.hoop.slackbot.app;

import dev.hoop.slackbot.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets at the start and then daily what was kept long enough, by the bot's clock and by the
 * gateway's; a failure, or a clock that has jumped, waits for the next time.
 */
final class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private static final Duration UNHEARD = Duration.ofSeconds(2);
  private static final Duration DAY = Duration.ofDays(1);

  private final Store store;
  private final @Nullable Duration keep;
  private final @Nullable Duration auditKeep;
  private final Clock clock;
  private final Clock gatewayClock;
  private final BooleanSupplier heard;
  private final ScheduledExecutorService timer;

  /**
   * Starts nothing yet.
   *
   * @param keep null to keep all
   * @param auditKeep null to keep all
   * @param heard whether the gateway has told its time
   */
  Retention(
      Store store,
      @Nullable Duration keep,
      @Nullable Duration auditKeep,
      Clock clock,
      Clock gatewayClock,
      BooleanSupplier heard,
      ScheduledExecutorService timer) {
    this.store = store;
    this.keep = keep;
    this.auditKeep = auditKeep;
    this.clock = clock;
    this.gatewayClock = gatewayClock;
    this.heard = heard;
    this.timer = timer;
  }

  void start() {
    schedule(Duration.ZERO);
  }

  private void schedule(Duration pause) {
    try {
      var unused =
          timer.schedule(
              () -> {
                boolean ready = heard.getAsBoolean();
                if (ready) {
                  run();
                }
                schedule(ready ? DAY : UNHEARD);
              },
              pause.toSeconds(),
              TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Nothing more is forgotten, since the bot ends");
    }
  }

  /** Never throws. */
  void run() {
    try {
      Instant now = earlier(clock.instant(), gatewayClock.instant());
      if (store.trustsClock(now)) {
        forget("finished reviews", keep, now, store::prune);
        forget("audit rows", auditKeep, now, store::pruneAudit);
      } else {
        log.warn(
            "It is {}, more than two days after the bot last ran or its clock was last right. If"
                + " the clock is wrong, set it: what is old by it is removed in a day",
            now);
      }
    } catch (RuntimeException e) {
      log.warn("Cannot remove what is old, trying again in a day: {}", e.getMessage());
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Removes what is older and says how many. */
  private interface Pruning {
    int before(Instant limit);
  }

  private static void forget(String what, @Nullable Duration age, Instant now, Pruning pruning) {
    if (age == null) {
      return;
    }
    try {
      int removed = pruning.before(now.minus(age));
      if (removed > 0) {
        log.info("Removed {} older than {} days: {}", what, age.toDays(), removed);
      }
    } catch (RuntimeException e) {
      log.warn("Cannot remove old {}, trying again in a day: {}", what, e.getMessage());
    }
  }
}
