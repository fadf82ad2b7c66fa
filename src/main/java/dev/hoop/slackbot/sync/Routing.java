package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.ChannelId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a connection's reviews are announced.
 *
 * @param everyConnection false leaves out the connections that the gateway's slack plugin does not
 *     list, unless it lists none at all
 * @param everywhere the channel for all announcements; null when there is none
 */
public record Routing(boolean everyConnection, @Nullable ChannelId everywhere) {

  /**
   * The channels for one connection, its own first and each once; none when it is not announced.
   */
  List<ChannelId> channels(Routes routes, String connection) {
    List<ChannelId> own = routes.channels().get(connection);
    if (own == null && !everyConnection && !routes.channels().isEmpty()) {
      return List.of();
    }
    List<ChannelId> channels = new ArrayList<>(own == null ? List.of() : own);
    if (everywhere != null) {
      channels.add(everywhere);
    }
    return channels.stream().distinct().toList();
  }
}
