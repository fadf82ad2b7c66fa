package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an envelope: its payload, null when plain, the time since it was sent, and the
 * number of the connection it came on.
 */
public record ReceivedAck(
    String envelopeId, @Nullable JsonNode payload, long nanos, int connection) {
  /**
   * What a dialog's submission is to lead to, such as {@code errors}; empty when it just closes.
   */
  public String responseAction() {
    return payload == null ? "" : payload.path("response_action").asText();
  }
}
