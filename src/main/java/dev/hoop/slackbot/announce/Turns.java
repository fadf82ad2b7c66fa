package dev.hoop.slackbot.announce;

import dev.hoop.slackbot.review.Card;
import dev.hoop.slackbot.review.ChannelId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose turn it is: all channels draw their updates on one count, and whoever was served longest
 * ago comes first, so that a channel with many stale cards takes no more than its share. Confined
 * to the thread that plans the rounds.
 */
final class Turns {

  private final Map<ChannelId, Long> lastServed = new HashMap<>();
  private long count;

  /** The updates in their fair order, then the posts, which share nothing, as they came. */
  List<Card> fair(List<Card> due) {
    return due.stream()
        .sorted(
            Comparator.<Card, Boolean>comparing(card -> card.ts() == null)
                .thenComparingLong(card -> card.ts() == null ? 0 : served(card)))
        .toList();
  }

  private long served(Card card) {
    return lastServed.getOrDefault(card.channel(), 0L);
  }

  /** An update of this channel goes now. */
  void served(ChannelId channel) {
    lastServed.put(channel, ++count);
  }
}
