package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;

/** A card or a message that waits to be delivered. */
public interface OutboxItem {

  /** Of all items with the same key only one is delivered at a time. */
  String key();

  /** The channel, or the person, whose limits and refusals count. */
  ChannelId destination();

  /** Whether it changes what was posted before. */
  boolean update();

  /** Whether people wait for it: it does not show yet that somebody decided. */
  boolean urgent();

  /** How often it was tried. */
  int attempts();

  /** How many copies that nobody knows may have arrived, left by attempts whose end was lost. */
  int copies();

  /** The destination as the log names it. */
  String where();

  /** What the log says when there is nothing to deliver to any more. */
  String lost();
}
