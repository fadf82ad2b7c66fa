package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose turn it is: what people wait for comes first. All channels draw their updates on one count,
 * and whoever was served longest ago comes first, so that a channel with many stale cards takes no
 * more than its share. Confined to the thread that plans the rounds.
 */
final class FairOrder {

  private final Map<ChannelId, Long> lastServed = new HashMap<>();
  private long count;

  /**
   * The urgent updates, then the others, each in their fair order, then the posts, which share
   * nothing, as they came.
   *
   * @param due those of one channel in the order in which they are to go
   */
  List<StaleCard> fair(List<StaleCard> due) {
    Map<ChannelId, Integer> ahead = new HashMap<>();
    return due.stream()
        .map(card -> turn(card, ahead))
        .sorted(
            Comparator.comparingInt(Turn::kind)
                .thenComparingInt(Turn::ahead)
                .thenComparingLong(Turn::served))
        .map(Turn::card)
        .toList();
  }

  /**
   * @param ahead how many cards of its channel go before it
   */
  private record Turn(StaleCard card, int kind, int ahead, long served) {}

  private Turn turn(StaleCard card, Map<ChannelId, Integer> ahead) {
    return card.ts() == null
        ? new Turn(card, 2, 0, 0)
        : new Turn(
            card,
            card.urgent() ? 0 : 1,
            ahead.merge(card.channel(), 1, Integer::sum),
            lastServed.getOrDefault(card.channel(), 0L));
  }

  /** An update of this channel goes now. */
  void served(ChannelId channel) {
    lastServed.put(channel, ++count);
  }
}
