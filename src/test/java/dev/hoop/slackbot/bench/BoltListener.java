package dev.hoop.slackbot.bench;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import java.util.regex.Pattern;

/**
 * What others reach: a Bolt app on the SDK's stock client that does nothing but ack. A process of
 * its own.
 */
final class BoltListener {

  private static final Pattern ANY = Pattern.compile(".*");
  private static final int LISTENERS = 10;

  private BoltListener() {}

  /**
   * Acks until it is killed.
   *
   * @param args the Web API's prefix, the app token, the bot token
   */
  public static void main(String[] args) throws Exception {
    SlackConfig slack = new SlackConfig();
    slack.setMethodsEndpointUrlPrefix(args[0]);
    App app =
        new App(
            AppConfig.builder()
                .slack(Slack.getInstance(slack))
                .singleTeamBotToken(args[2])
                .build());
    app.blockAction(ANY, (request, context) -> context.ack());
    SocketModeApp socket =
        new SocketModeApp(args[1], app, SocketModeClient.Backend.JavaWebSocket, LISTENERS);
    socket.startAsync();
    Thread.currentThread().join();
  }
}
