package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewSnapshot;

/** Slack, as far as the bot speaks of its own accord. Every method goes over the network. */
public interface MessageSender {

  /** Posts a card with the metadata that lets it be recognised. */
  Delivery post(ChannelId channel, ReviewSnapshot snapshot, SlackMessage card);

  /** Replaces a card. */
  Delivery update(ChannelId channel, MessageTs ts, ReviewSnapshot snapshot, SlackMessage card);

  /** Delivers a message that is owed. */
  Delivery tell(Recipient recipient, SlackMessage message);
}
