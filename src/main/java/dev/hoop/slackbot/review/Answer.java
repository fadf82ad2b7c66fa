package dev.hoop.slackbot.review;

import java.util.function.Function;

/** What a person is told of their own click when no ruling refused it. */
public sealed interface Answer {

  <R> R match(Cases<R> cases);

  /** What to do in each case. */
  record Cases<R>(
      Function<NotCounted, R> notCounted,
      Function<Refused, R> refused,
      Function<NoCredential, R> noCredential,
      Function<NotDone, R> notDone,
      Function<Unsure, R> unsure,
      Function<NotKnownYet, R> notKnownYet,
      Function<TooOld, R> tooOld,
      Function<Gone, R> gone) {}

  /** The gateway took it and counted nothing. */
  record NotCounted(String group) implements Answer {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.notCounted.apply(this);
    }
  }

  /** The gateway refused, in its own words. */
  record Refused(String words) implements Answer {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.refused.apply(this);
    }
  }

  /** The bot cannot decide for this group. */
  record NoCredential(String why) implements Answer {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.noCredential.apply(this);
    }
  }

  /** It was not done, since the gateway could not be reached. */
  record NotDone(String why) implements Answer {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.notDone.apply(this);
    }
  }

  /** The gateway's answer was lost, and reading back did not settle it. */
  record Unsure() implements Answer {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unsure.apply(this);
    }
  }

  /**
   * The gateway's answer was lost, and it cannot be asked; what became of it is found out later.
   */
  record NotKnownYet() implements Answer {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.notKnownYet.apply(this);
    }
  }

  /** The click waited too long to be acted on. */
  record TooOld() implements Answer {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tooOld.apply(this);
    }
  }

  /** The gateway has no such review any more. */
  record Gone() implements Answer {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.gone.apply(this);
    }
  }
}
