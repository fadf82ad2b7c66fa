package dev.hoop.slackbot.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.util.http.SlackHttpClient;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the SDK's client the way this bot needs it. */
public final class SlackClients {

  private static final int CALL_MILLIS = 10_000;

  private SlackClients() {}

  /**
   * A client for one Web API.
   *
   * @param apiUrl with a slash at the end
   */
  public static Slack open(URI apiUrl) {
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(apiUrl.toString());
    config.setHttpClientCallTimeoutMillis(CALL_MILLIS);
    // Its statistics would call auth.test for each token now and then.
    config.setStatsEnabled(false);
    config.getMethodsConfig().setStatsEnabled(false);
    // OkHttp would silently send a message again whose answer was lost, and post it twice.
    return Slack.getInstance(
        config,
        new SlackHttpClient(
            SlackHttpClient.buildOkHttpClient(config)
                .newBuilder()
                .retryOnConnectionFailure(false)
                .build()));
  }

  /**
   * The same client with more patience, on the same connections; it is closed with the first.
   *
   * @param timeout for the whole of a call
   */
  static Slack patient(Slack slack, Duration timeout) {
    return Slack.getInstance(
        slack.getHttpClient().getConfig(),
        new SlackHttpClient(
            slack
                .getHttpClient()
                .getOkHttpClient()
                .newBuilder()
                .callTimeout(timeout)
                .readTimeout(timeout)
                .build()));
  }

  /**
   * The proxy that the SDK took from the environment, for the socket too; null when there is none.
   */
  public static @Nullable Proxy proxy(Slack slack) {
    String url = slack.getHttpClient().getConfig().getProxyUrl();
    if (url == null || url.isBlank()) {
      return null;
    }
    URI proxy = URI.create(url);
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port));
  }
}
