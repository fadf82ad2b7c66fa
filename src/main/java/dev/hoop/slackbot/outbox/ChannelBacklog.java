package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import java.time.Instant;
import java.util.List;

/**
 * The cards of one channel that wait to be posted or brought up to date.
 *
 * @param channel where they stand or are to stand
 * @param cards how many, at least 1
 * @param since when the one that has waited longest began to wait, by the bot's clock
 */
public record ChannelBacklog(ChannelId channel, int cards, Instant since) {

  /** How many cards wait in all these channels together. */
  public static int cards(List<ChannelBacklog> backlogs) {
    return backlogs.stream().mapToInt(ChannelBacklog::cards).sum();
  }
}
