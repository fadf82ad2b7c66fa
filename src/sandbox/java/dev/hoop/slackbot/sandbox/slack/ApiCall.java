package dev.hoop.slackbot.sandbox.slack;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to the Web API. {@code status} is 0 when the connection was dropped; {@code error} is
 * Slack's error code, or what the fault was, and null when all went well; the token is not kept.
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

  /** Whether Slack did what was asked and said so. */
  public boolean ok() {
    return error == null;
  }
}
