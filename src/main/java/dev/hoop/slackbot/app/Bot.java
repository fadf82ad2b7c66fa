package dev.hoop.slackbot.app;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.app.settings.Settings;
import dev.hoop.slackbot.app.settings.Timings;
import dev.hoop.slackbot.app.startup.ShutdownSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The whole bot. Opening it learns from Slack and the gateway who the bot is and what it may do,
 * and waits for them where they are down; starting it lets it work.
 */
public final class Bot implements AutoCloseable {

  /** For all parts but the verdicts under way. */
  private static final Duration END = Duration.ofSeconds(2);

  private final Closer closer;
  private final Runnable begin;

  private Bot(Closer closer, Runnable begin) {
    this.closer = closer;
    this.begin = begin;
  }

  /**
   * Opens a bot.
   *
   * @return empty when somebody asked to stop while it waited
   */
  public static Optional<Bot> open(
      Settings settings, Timings timings, Clock clock, ShutdownSignal stop)
      throws InvalidSetupException {
    Clock steady = new MonotonicClock(clock);
    Closer closer = new Closer(new Deadline(END, steady));
    try {
      Optional<Runnable> begin = new Wiring(settings, timings, clock, steady, closer).wire(stop);
      if (begin.isEmpty()) {
        closer.close();
      }
      return begin.map(running -> new Bot(closer, running));
    } catch (InvalidSetupException | RuntimeException e) {
      closer.close();
      throw e;
    }
  }

  /** Lets the bot work; returns at once. */
  public void start() {
    begin.run();
  }

  @Override
  public void close() {
    closer.close();
  }
}
