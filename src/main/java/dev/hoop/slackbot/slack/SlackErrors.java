package dev.hoop.slackbot.slack;

import com.slack.api.methods.SlackApiErrorResponse;
import com.slack.api.methods.SlackApiException;
import dev.hoop.slackbot.outbox.Delivery;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Classifies Slack's errors for deliveries: what is tried again, what somebody must mend, and what
 * is over.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage#errors">Slack: errors</a>
 */
final class SlackErrors {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int GATEWAY_TIMEOUT = 504;

  /**
   * What Slack calls it that the app posts too much in all channels together; {@code ratelimited}
   * is about one of them.
   */
  private static final Set<String> WHOLE_WORKSPACE =
      Set.of("rate_limited", "message_limit_exceeded");

  private static final Set<String> TRANSIENT =
      Set.of(
          "ratelimited",
          "rate_limited",
          "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout",
          "team_added_to_org");

  /**
   * After which the call may have been carried out all the same.
   *
   * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">fatal_error and
   *     internal_error</a>
   */
  private static final Set<String> HALF_DONE =
      Set.of("internal_error", "fatal_error", "request_timeout");

  private static final Set<String> OUR_CONTENT =
      Set.of(
          "invalid_blocks",
          "invalid_blocks_format",
          "msg_blocks_too_long",
          "msg_too_long",
          "metadata_too_large",
          "invalid_metadata_format",
          "invalid_metadata_schema",
          "no_text");

  private static final Set<String> MESSAGE_GONE =
      Set.of("message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found");

  private static final Set<String> PERSON_GONE =
      Set.of("user_not_found", "user_not_visible", "user_disabled", "cannot_dm_bot");

  private static final String NO_CHANNEL = "channel_not_found";

  private static final String RESTRICTED = "restricted_action";

  /** Which stop whatever goes to that channel or person. */
  private static final Set<String> DESTINATION =
      Set.of(NO_CHANNEL, "not_in_channel", "is_archived", "messages_tab_disabled");

  /** With which no call can pass any more, whatever it is about. */
  private static final Set<String> TOKEN_DEAD =
      Set.of("invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed");

  private static final Set<String> CREDENTIAL =
      Set.of("not_allowed_token_type", "no_permission", "ekm_access_denied", "access_denied");

  private SlackErrors() {}

  /** Whether the message itself is at fault, so that a plainer one may pass. */
  static boolean ourContent(String error) {
    return OUR_CONTENT.contains(error);
  }

  /** Whether the bot token is good for nothing any more. */
  static boolean tokenDead(String error) {
    return TOKEN_DEAD.contains(error);
  }

  /** What it means for a delivery that Slack answered with a status of HTTP. */
  static Delivery.Later meaning(SlackApiException e) {
    int status = e.getResponse().code();
    String why = "Slack answers HTTP " + status;
    Duration pause = retryAfter(e);
    if (!pause.isZero()) {
      SlackApiErrorResponse body = e.getError();
      boolean everywhere = body != null && WHOLE_WORKSPACE.contains(body.getError());
      return new Delivery.Later(pause, Delivery.Arrival.NO, everywhere, why);
    }
    return new Delivery.Later(
        status == GATEWAY_TIMEOUT ? Delivery.Arrival.LIKELY : Delivery.Arrival.POSSIBLE, why);
  }

  /** What became of a message whose answer did not come. */
  static Delivery.Arrival arrival(IOException e) {
    return neverSent(e) ? Delivery.Arrival.NO : Delivery.Arrival.LIKELY;
  }

  /** Whether there was nobody to send it to. */
  private static boolean neverSent(IOException e) {
    return e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof NoRouteToHostException
        || e instanceof SSLHandshakeException
        || (e instanceof SocketTimeoutException
            && "connect timed out".equalsIgnoreCase(e.getMessage()));
  }

  /** How long Slack wants to be left alone; zero when it did not say. */
  static Duration retryAfter(SlackApiException e) {
    if (e.getResponse().code() != TOO_MANY_REQUESTS) {
      return Duration.ZERO;
    }
    String header = e.getResponse().header("Retry-After");
    try {
      return Duration.ofSeconds(Math.max(1, Long.parseLong(header == null ? "1" : header)));
    } catch (NumberFormatException notANumber) {
      return Duration.ofSeconds(1);
    }
  }

  /** Whether the bot's workspace has no such person. */
  static boolean nobody(String error) {
    return error.equals("user_not_found") || error.equals("user_not_visible");
  }

  /** Whether it passes by itself. */
  static boolean passes(String error) {
    return TRANSIENT.contains(error);
  }

  /**
   * What an {@code ok:false} means for a delivery.
   *
   * @param needed the scope that is missing; null when Slack named none
   */
  static Delivery meaning(String error, @Nullable String needed) {
    if (passes(error)) {
      return new Delivery.Later(
          HALF_DONE.contains(error) ? Delivery.Arrival.POSSIBLE : Delivery.Arrival.NO,
          "Slack answers " + error);
    }
    if (MESSAGE_GONE.contains(error) || PERSON_GONE.contains(error)) {
      return new Delivery.Vanished(error);
    }
    return new Delivery.Blocked(remedy(error, needed), scope(error));
  }

  private static Delivery.Scope scope(String error) {
    if (tokenDead(error)) {
      return Delivery.Scope.EVERYTHING;
    }
    return DESTINATION.contains(error) || error.startsWith(RESTRICTED)
        ? Delivery.Scope.DESTINATION
        : Delivery.Scope.MESSAGE;
  }

  /**
   * What it means that a message to a person cannot be sent: of one it does not know Slack says
   * that there is no such channel.
   */
  static Delivery blockedDirect(Delivery.Blocked blocked) {
    return blocked.problem().startsWith(NO_CHANNEL + ":")
        ? new Delivery.Vanished(NO_CHANNEL + ": Slack knows nobody of that id")
        : blocked;
  }

  /** A sentence that names the trouble and what mends it. */
  static String remedy(String error, @Nullable String needed) {
    if (tokenDead(error) || CREDENTIAL.contains(error)) {
      return error
          + ": Slack no longer accepts SLACK_BOT_TOKEN; reinstall the app and set the new token";
    }
    return switch (error) {
      case "missing_scope" ->
          "missing_scope: add the scope "
              + (needed == null ? "Slack asks for" : needed)
              + " to the app, reinstall it and set the new SLACK_BOT_TOKEN";
      case "not_in_channel" -> "not_in_channel: invite the bot there with /invite";
      case NO_CHANNEL ->
          NO_CHANNEL
              + ": no such channel, or a private one the bot is not in; invite it there"
              + " with /invite";
      case "messages_tab_disabled" ->
          "messages_tab_disabled: switch on the Messages Tab on the app's page, under App Home";
      case "is_archived" -> "is_archived: unarchive the channel or route its reviews elsewhere";
      default ->
          error.startsWith(RESTRICTED)
              ? error + ": the channel's posting permissions keep the bot out; let it post there"
              : error + ": Slack refuses the message";
    };
  }
}
