package dev.hoop.slackbot.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages that must be delivered, each once, or given up when nobody needs them any more. */
public interface MessageOutbox {

  /** Adds a message; a key that was ever owed before is left as it is. */
  void enqueue(OutboxMessage owed);

  /** What is due, oldest first. */
  List<Pending> dueMessages(Instant now);

  /** When the next message is due after {@code now}; empty when none is waiting. */
  Optional<Instant> nextMessageDue(Instant now);

  void delivered(String key);

  /**
   * A message is about to be sent; until told otherwise it may have arrived.
   *
   * @param until before which it is not sent again, should nobody tell
   */
  void sending(Pending pending, Instant until);

  /**
   * A message was not delivered, and is due again then.
   *
   * @param copies how often it may have arrived all the same
   */
  void postponed(Pending pending, Instant until, int copies);

  /**
   * What was postponed beyond an instant is due at once, but what may have arrived too often
   * already.
   *
   * @param destination a person or a channel; null for all
   */
  void retryMessages(@Nullable String destination, Instant after);

  /** It will not be delivered any more. */
  void gaveUp(String key);

  /** How many messages were ever given up. */
  long givenUp();

  /** When each message that still waits began to be owed, oldest first. */
  List<Instant> waitingSince();

  /**
   * A message still to be delivered.
   *
   * @param since when it began to be owed; where the clock was set back meanwhile, no later than
   *     when it was last tried
   * @param attempts how often that was tried
   * @param copies how often it may have arrived, its answer being lost
   */
  record Pending(OutboxMessage owed, Instant since, int attempts, int copies) {}
}
