package dev.hoop.slackbot.app.cli;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.app.settings.SettingsReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/**
 * Asks a bot that runs on this host whether it is ready, for container health checks without curl.
 */
public final class HealthCommand {

  private static final int PATIENCE_MILLIS = 3_000;

  private HealthCommand() {}

  public static int ask(Map<String, String> environment, PrintStream out, PrintStream err) {
    InetSocketAddress address = SettingsReader.httpAddress(environment);
    if (address == null) {
      err.println("HOOP_SLACK_HTTP is off or faulty, so there is nobody to ask");
      return InvalidSetupException.EXIT_CODE;
    }
    InetAddress resolved = address.getAddress();
    if (resolved == null) {
      err.println("HOOP_SLACK_HTTP: the host " + address.getHostString() + " is not known here");
      return InvalidSetupException.EXIT_CODE;
    }
    String host = resolved.isAnyLocalAddress() ? "127.0.0.1" : address.getHostString();
    try {
      URI ready = URI.create("http://" + host + ":" + address.getPort() + "/readyz");
      HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      int status = connection.getResponseCode();
      out.println(status == 200 ? "ready" : "not ready");
      return status == 200 ? 0 : 1;
    } catch (IOException e) {
      out.println("not running");
      return 1;
    }
  }
}
