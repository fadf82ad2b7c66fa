package dev.hoop.slackbot.app;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.app.settings.Settings;
import dev.hoop.slackbot.app.settings.Timings;
import dev.hoop.slackbot.app.startup.ShutdownSignal;
import dev.hoop.slackbot.slack.SlackListeners;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a bot for as long as the process lives, and ends it cleanly on SIGTERM. */
final class Daemon {

  private static final Logger log = LoggerFactory.getLogger(Daemon.class);

  /** What SIGTERM allows, with a second to spare. */
  private static final Duration LONGEST_END = Duration.ofSeconds(9);

  private Daemon() {}

  static int run(Settings settings, Clock clock) throws InvalidSetupException {
    ShutdownSignal stop = new ShutdownSignal();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.ask();
                  await(ended);
                },
                "shutdown"));
    // Beside the start, which waits for Slack and the gateway most of its time.
    Threads.pool("warm-up", 1, 1).execute(() -> SlackListeners.warmUp(clock));
    try {
      Optional<Bot> opened =
          Bot.open(settings, Timings.standard(settings.pollInterval()), clock, stop);
      if (opened.isPresent()) {
        serve(opened.get(), stop);
      }
    } finally {
      ended.countDown();
    }
    return 0;
  }

  private static void serve(Bot bot, ShutdownSignal stop) {
    try (bot) {
      bot.start();
      stop.await();
      log.info("Ending: what is under way is finished, the rest is kept for the next start");
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      if (!ended.await(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("The end took too long and is cut short; the store holds all that matters");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
