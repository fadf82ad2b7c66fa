package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.Session;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a single read found. */
public sealed interface Lookup {

  <R> R match(Function<Session, R> found, Supplier<R> gone);

  /** The session, read this moment. */
  record Found(Session session) implements Lookup {
    @Override
    public <R> R match(Function<Session, R> found, Supplier<R> gone) {
      return found.apply(session);
    }
  }

  /** The gateway has no such session, or it has no review. */
  record Gone() implements Lookup {
    @Override
    public <R> R match(Function<Session, R> found, Supplier<R> gone) {
      return gone.get();
    }
  }
}
