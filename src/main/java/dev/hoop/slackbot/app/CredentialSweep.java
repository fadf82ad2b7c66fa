package dev.hoop.slackbot.app;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.hoop.slackbot.app.settings.Timings;
import dev.hoop.slackbot.gateway.keys.HttpVerdictSubmitter;
import dev.hoop.slackbot.review.StoreFailedException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the credentials on a thread of its own and at its own pace, also while polls fail.
 */
final class CredentialSweep {

  private static final Logger log = LoggerFactory.getLogger(CredentialSweep.class);

  private final HttpVerdictSubmitter submitter;
  private final Timings timings;
  private final ScheduledExecutorService timer;

  CredentialSweep(HttpVerdictSubmitter submitter, Timings timings, ScheduledExecutorService timer) {
    this.submitter = submitter;
    this.timings = timings;
    this.timer = timer;
  }

  /** Starts both rhythms; the start of the bot has looked once already. */
  void start() {
    long every = timings.sweepEvery().toMillis();
    long soon = timings.sweepSoon().toMillis();
    var unused =
        timer.scheduleWithFixedDelay(() -> sweepIf(() -> true), every, every, MILLISECONDS);
    unused =
        timer.scheduleWithFixedDelay(() -> sweepIf(submitter::sweepSoon), soon, soon, MILLISECONDS);
  }

  /** Never throws, or the timer would not come back. */
  private void sweepIf(BooleanSupplier due) {
    try {
      if (due.getAsBoolean()) {
        submitter.sweep();
      }
    } catch (RuntimeException | Error e) {
      if (!StoreFailedException.isSaid(e)) {
        log.error("Looking after the credentials failed; it goes on", e);
      }
    }
  }
}
