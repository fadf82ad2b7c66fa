package dev.hoop.slackbot.app.settings;

import dev.hoop.slackbot.review.Secret;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator can set, checked.
 *
 * @param channel a name or an id; null when only connections with channels of their own are
 *     announced
 * @param apiUrl the gateway's base, without {@code /api} and without a slash at the end
 * @param groupKeys one key for each approval group; empty when the bot makes approver keys itself
 * @param webUrl the base of the links people open, without a slash at the end
 * @param keep how long what is over is kept; null for ever
 * @param auditKeep how long audit rows are kept; null for ever
 * @param http where health is served; null for nowhere
 * @param slackApiUrl with a slash at the end
 */
public record Settings(
    Secret slackBotToken,
    Secret slackAppToken,
    @Nullable String channel,
    URI apiUrl,
    Secret apiKey,
    Map<String, Secret> groupKeys,
    URI webUrl,
    Duration pollInterval,
    boolean everyConnection,
    String database,
    @Nullable Duration keep,
    @Nullable Duration auditKeep,
    @Nullable InetSocketAddress http,
    boolean showScript,
    boolean adminSelfApproval,
    boolean distinctApprovers,
    EmailMatch requireEmailMatch,
    URI slackApiUrl) {

  public Settings {
    groupKeys = Map.copyOf(groupKeys);
  }

  /** Whether the Slack profile's e-mail must equal the Hoop user's. */
  public enum EmailMatch {
    /** Where the token may read it. */
    AUTO,
    TRUE,
    FALSE
  }
}
