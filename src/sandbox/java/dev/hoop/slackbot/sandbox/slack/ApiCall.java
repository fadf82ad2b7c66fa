package dev.hoop.slackbot.sandbox.slack;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to the Web API or a response address. {@code status} is 0 when a fault withheld the
 * answer or cut it short; {@code error} is Slack's error code or the fault, null for a success; the
 * token is not kept.
 */
public record ApiCall(
    String method, Map<String, String> params, int status, @Nullable String error, long at) {
  public ApiCall {
    params = Map.copyOf(params);
  }

  /** The parameter's text, empty when it was not sent. */
  public String param(String name) {
    return params.getOrDefault(name, "");
  }

  /** Whether Slack performed the request and answered so. */
  public boolean ok() {
    return error == null;
  }
}
