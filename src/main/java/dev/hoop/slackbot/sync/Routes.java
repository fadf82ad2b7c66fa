package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.ChannelId;
import java.util.List;
import java.util.Map;

/**
 * Where each connection's reviews go, as the gateway's slack plugin has it.
 *
 * @param channels the connections associated with the plugin and their own channels, which may be
 *     none
 */
public record Routes(Map<String, List<ChannelId>> channels) {

  public Routes {
    channels = Map.copyOf(channels);
  }
}
