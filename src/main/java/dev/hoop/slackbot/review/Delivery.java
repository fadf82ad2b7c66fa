package dev.hoop.slackbot.review;

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

  /**
   * Not now.
   *
   * @param pause how long Slack wants to be left alone; zero when it did not say
   * @param perhaps whether the message may stand in Slack all the same, its answer being lost
   */
  record Later(Duration pause, boolean perhaps, String why) implements Delivery {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.later.apply(this);
    }
  }

  /**
   * Not until somebody mends something.
   *
   * @param problem names the remedy
   * @param everywhere whether it stops every message, and not only this one's destination
   */
  record Blocked(String problem, boolean everywhere) implements Delivery {

    public Blocked(String problem) {
      this(problem, false);
    }

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
