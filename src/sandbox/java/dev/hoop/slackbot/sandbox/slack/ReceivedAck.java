package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The ack of an envelope: its payload or null, the nanoseconds since the envelope was sent, and the
 * number of the connection that carried it.
 */
public record ReceivedAck(
    String envelopeId, @Nullable JsonNode payload, long nanos, int connection) {
  /** What happens to a submitted dialog, such as {@code errors}; empty when it closes. */
  public String responseAction() {
    return payload == null ? "" : payload.path("response_action").asText();
  }
}
