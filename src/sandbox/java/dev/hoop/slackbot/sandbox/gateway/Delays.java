package dev.hoop.slackbot.sandbox.gateway;

import java.time.Duration;

/**
 * How long the gateway takes for a request before it answers.
 *
 * @param read a GET
 * @param keyCall any request about API keys
 * @param write every other request, such as a verdict
 */
public record Delays(Duration read, Duration keyCall, Duration write) {

  /** No delay. */
  public static final Delays NONE = new Delays(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** As measured on a running gateway. */
  public static final Delays REAL =
      new Delays(Duration.ofMillis(4), Duration.ofMillis(4), Duration.ofMillis(6));

  Duration of(String method, String path) {
    if (path.startsWith("/api-keys")) {
      return keyCall;
    }
    return method.equals("GET") ? read : write;
  }
}
