package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.review.Secret;
import java.net.URI;
import java.util.Map;

/**
 * Where the gateway is and what opens it.
 *
 * @param apiUrl the base, without {@code /api} and without a slash at the end
 * @param groupKeys one key for each approval group; empty when there are none
 */
public record GatewaySettings(URI apiUrl, Secret apiKey, Map<String, Secret> groupKeys) {

  public GatewaySettings {
    groupKeys = Map.copyOf(groupKeys);
  }
}
