package dev.hoop.slackbot.slack.socket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How an envelope is acknowledged.
 *
 * @param payload the answer as a JSON object; null for none
 * @param due when it may go out; never, where this fails
 */
public record Ack(@Nullable String payload, CompletionStage<?> due) {

  private static final Ack PLAIN = new Ack(null);

  public Ack(@Nullable String payload) {
    this(payload, CompletableFuture.completedFuture(true));
  }

  public static Ack plain() {
    return PLAIN;
  }

  /** Goes out once something is done, on the thread that does it. */
  public static Ack after(CompletionStage<?> done) {
    return new Ack(null, done);
  }
}
