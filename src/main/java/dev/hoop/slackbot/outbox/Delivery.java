package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import java.time.Duration;
import java.util.function.Function;

/** What became of a message that was sent to Slack. */
public sealed interface Delivery {

  <R> R match(Cases<R> cases);

  /** What to do in each case. */
  record Cases<R>(
      Function<Delivered, R> delivered,
      Function<Later, R> later,
      Function<Blocked, R> blocked,
      Function<Vanished, R> vanished) {}

  /**
   * Slack has it.
   *
   * @param channel where it really is, which can differ from a name or a user id it was sent to
   */
  record Delivered(ChannelId channel, MessageTs ts) implements Delivery {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.delivered.apply(this);
    }
  }

  /** Whether a message that Slack did not confirm may stand there all the same. */
  enum Arrival {
    NO,

    /** Slack, or what stands before it, failed: most likely it does not stand there. */
    POSSIBLE,

    /** It was handed over, and the answer never came: most likely it stands there. */
    LIKELY;

    /**
     * How many copies may stand that nobody knows.
     *
     * @param before how many there might be before this attempt
     */
    public int copies(int before) {
      return switch (this) {
        case NO -> before;
        case POSSIBLE -> Math.max(before, 1);
        case LIKELY -> before + 1;
      };
    }
  }

  /**
   * Not now.
   *
   * @param pause how long Slack wants to be left alone; zero when it did not say
   * @param everywhere whether Slack says so of the whole workspace
   */
  record Later(Duration pause, Arrival arrival, boolean everywhere, String why)
      implements Delivery {

    /** Slack did not say for how long. */
    public Later(Arrival arrival, String why) {
      this(Duration.ZERO, arrival, false, why);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.later.apply(this);
    }
  }

  /** What a trouble that somebody must mend stops. */
  enum Scope {
    MESSAGE,

    /** The channel or the person. */
    DESTINATION,

    EVERYTHING
  }

  /**
   * Not until somebody mends something.
   *
   * @param problem names the remedy
   */
  record Blocked(String problem, Scope scope) implements Delivery {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.blocked.apply(this);
    }
  }

  /** The message or the person is gone, and trying again is pointless. */
  record Vanished(String why) implements Delivery {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.vanished.apply(this);
    }
  }
}
