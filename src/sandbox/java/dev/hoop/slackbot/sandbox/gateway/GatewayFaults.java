package dev.hoop.slackbot.sandbox.gateway;

import dev.hoop.slackbot.sandbox.http.HttpFault;

/** The faults that only the gateway has. */
public final class GatewayFaults {
  private GatewayFaults() {}

  /** A JSON error with this message; the request is not performed. */
  public static HttpFault status(int status, String message) {
    return HttpFault.reply(RestApi.json(status, ResponseBodies.message(message)));
  }

  /** HTTP 200 with this text as JSON; the request is not performed. */
  public static HttpFault json(String body) {
    return HttpFault.reply(RestApi.reply(200, RestApi.JSON, body));
  }

  /** HTTP 200 with a page instead of JSON; the request is not performed. */
  public static HttpFault html() {
    return HttpFault.reply(RestApi.page());
  }
}
