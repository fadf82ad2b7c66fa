package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;

/** A card or a message that waits to be delivered. */
public interface OutboxItem {

  /** Of all items with the same key only one is delivered at a time. */
  default String key() {
    return destination().value();
  }

  /** The channel, or the person, whose limits and refusals count. */
  ChannelId destination();

  /** Whether it changes what was posted before. */
  default boolean update() {
    return false;
  }

  /** Whether people wait for it: it does not show yet that somebody decided. */
  default boolean urgent() {
    return false;
  }

  /** How often it was tried. */
  int attempts();

  /** How many copies that nobody knows may have arrived, left by attempts whose end was lost. */
  int copies();

  /** The destination as the log names it. */
  String where();

  /** What the log says when there is nothing to deliver to any more. */
  String lost();
}
