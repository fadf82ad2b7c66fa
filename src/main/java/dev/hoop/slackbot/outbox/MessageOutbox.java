package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import java.time.Instant;
import java.util.List;

/**
 * Messages that must be delivered, each once, oldest first, or are given up when nobody needs them
 * any more.
 */
public interface MessageOutbox extends Outbox<MessageOutbox.Pending> {

  /** Adds a message; a key that was ever owed before is left as it is. */
  void enqueue(OutboxMessage owed);

  /** How many messages were ever dropped. */
  long givenUp();

  /** When each message that still waits began to be owed, oldest first. */
  List<Instant> waitingSince();

  /**
   * A message still to be delivered.
   *
   * @param since when it began to be owed; where the clock was set back meanwhile, no later than
   *     when it was last tried
   */
  record Pending(OutboxMessage owed, Instant since, int attempts, int copies)
      implements OutboxItem {

    /** What is for one person's eyes has an order of its own, apart from direct messages. */
    private static final String PRIVATE = "private:";

    @Override
    public ChannelId destination() {
      return owed.recipient()
          .match(
              direct -> new ChannelId(direct.user().value()),
              privately -> new ChannelId(PRIVATE + privately.user()),
              thread -> thread.channel());
    }

    /** The person or channel of a destination, as the outbox knows it. */
    static ChannelId stored(ChannelId destination) {
      String value = destination.value();
      return value.startsWith(PRIVATE)
          ? new ChannelId(value.substring(PRIVATE.length()))
          : destination;
    }

    @Override
    public String where() {
      return "messages to " + destination();
    }

    @Override
    public String lost() {
      return "A message to " + destination() + " is given up";
    }
  }
}
