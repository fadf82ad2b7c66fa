package dev.hoop.slackbot.app;

import dev.hoop.slackbot.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets at the start and then daily what was kept long enough; a failure waits for the next. */
final class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final Store store;
  private final @Nullable Duration keep;
  private final @Nullable Duration auditKeep;
  private final Clock clock;
  private final ScheduledExecutorService timer;

  /**
   * Starts nothing yet.
   *
   * @param keep null to keep all
   * @param auditKeep null to keep all
   */
  Retention(
      Store store,
      @Nullable Duration keep,
      @Nullable Duration auditKeep,
      Clock clock,
      ScheduledExecutorService timer) {
    this.store = store;
    this.keep = keep;
    this.auditKeep = auditKeep;
    this.clock = clock;
    this.timer = timer;
  }

  void start() {
    var unused = timer.scheduleWithFixedDelay(this::run, 0, 1, TimeUnit.DAYS);
  }

  /** Never throws, or the timer would not come back. */
  void run() {
    forget("finished reviews", keep, store::prune);
    forget("audit rows", auditKeep, store::pruneAudit);
  }

  /** Removes what is older and says how many. */
  private interface Pruning {
    int before(Instant limit);
  }

  private void forget(String what, @Nullable Duration age, Pruning pruning) {
    if (age == null) {
      return;
    }
    try {
      int removed = pruning.before(clock.instant().minus(age));
      if (removed > 0) {
        log.info("Removed {} older than {} days: {}", what, age.toDays(), removed);
      }
    } catch (RuntimeException e) {
      log.warn("Cannot remove old {}, trying again in a day: {}", what, e.getMessage());
    }
  }
}
