package dev.hoop.slackbot.review;

/** Slack, as far as the bot speaks of its own accord. Every method goes over the network. */
public interface Announcer {

  /** Posts a card with the metadata that lets it be recognised. */
  Delivery post(ChannelId channel, Story story, Rendered card);

  /** Replaces a card. */
  Delivery update(ChannelId channel, MessageTs ts, Story story, Rendered card);

  /** Delivers a message that is owed. */
  Delivery tell(Recipient recipient, Rendered message);
}
