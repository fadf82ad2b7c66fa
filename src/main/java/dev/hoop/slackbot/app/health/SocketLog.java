package dev.hoop.slackbot.app.health;

import dev.hoop.slackbot.slack.socket.SocketListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how the Slack connection fares, each change once. */
public final class SocketLog implements SocketListener {

  private static final Logger log = LoggerFactory.getLogger(SocketLog.class);

  @Override
  public void connected() {
    log.info("Connected to Slack");
  }

  @Override
  public void lost(String why) {
    log.warn("The connection to Slack is lost, seeking a new one: {}", why);
  }

  @Override
  public void refused(String code) {
    log.error(
        "Slack refuses a connection ({}). {} Asking again once a minute.", code, remedy(code));
  }

  private static String remedy(String code) {
    return switch (code) {
      case "link_disabled" -> "Socket Mode is switched off: switch it on on the app's page.";
      case "missing_scope" ->
          "The app-level token lacks connections:write: make a new one and set SLACK_APP_TOKEN.";
      default ->
          "SLACK_APP_TOKEN is no longer good: make an app-level token with connections:write and"
              + " restart with it.";
    };
  }
}
