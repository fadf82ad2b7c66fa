package dev.hoop.slackbot.sandbox.slack;

import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.http.HttpReply;

/**
 * The faults that only Slack has, and the patterns of its fault plan. A pattern is the name of a
 * Web API method as in its address ({@code chat.postMessage}), {@link #ANY} or {@link
 * #RESPONSE_URL}.
 */
public final class SlackFaults {
  /** Every Web API method, and the response addresses. */
  public static final String ANY = "*";

  /** The addresses that come with interactions and commands. */
  public static final String RESPONSE_URL = "response_url";

  private SlackFaults() {}

  /** HTTP 429 with a {@code Retry-After} header; the request is not performed. */
  public static HttpFault tooManyRequests(int retryAfterSeconds) {
    return HttpFault.reply(WebApiServer.tooManyRequests(retryAfterSeconds));
  }

  /** A page that is not Slack's, such as a proxy's; the request is not performed. */
  public static HttpFault status(int status, String html) {
    return HttpFault.reply(
        HttpReply.of(status, "text/html", html).withError("HTTP " + status + " page"));
  }

  /** HTTP 200 with a page instead of JSON; the request is not performed. */
  public static HttpFault html200() {
    return status(200, "<html><body>We are down for maintenance</body></html>");
  }

  /** HTTP 200 with {@code ok:false}; the request is not performed. */
  public static HttpFault okFalse(String error) {
    return HttpFault.reply(WebApiServer.refused(200, new ApiRefusal(error)));
  }
}
