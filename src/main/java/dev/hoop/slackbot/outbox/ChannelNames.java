package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import java.util.Optional;

/**
 * Which channel each name meant when it was first used. Names are in lower case, without {@code #}.
 */
public interface ChannelNames {

  /** Empty where the name was never used. */
  Optional<ChannelId> find(String name);

  /** Keeps what a name means, for ever: what is kept already stays. */
  void keep(String name, ChannelId channel);
}
