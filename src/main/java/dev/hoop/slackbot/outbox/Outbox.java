package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must be delivered, across restarts. Every method is one transaction.
 *
 * @param <T> what is delivered
 */
public interface Outbox<T extends OutboxItem> {

  /** What is due, in the order in which it is to go. */
  List<T> due(Instant now);

  /** When the next item is due after {@code now}; empty when none is waiting. */
  Optional<Instant> nextDue(Instant now);

  /**
   * An item is about to be sent; until told otherwise it may have arrived.
   *
   * @param until before which it is not sent again, should nobody tell
   */
  void sending(T item, Instant until);

  /** Slack has it, standing at {@code ts} in {@code channel}. */
  void delivered(T item, ChannelId channel, MessageTs ts);

  /**
   * An item was not delivered, and is due again then.
   *
   * @param copies how many copies that nobody knows may have arrived by now
   */
  void postponed(T item, Instant until, int copies);

  /**
   * What was postponed beyond an instant is due at once, but what may have arrived too often
   * already.
   *
   * @param destination null for all
   */
  void retry(@Nullable ChannelId destination, Instant after);

  /** There is nothing left to deliver, or nobody to deliver it to. */
  void dropped(T item);
}
