package dev.hoop.slackbot.slack.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Reads and writes the frames of Socket Mode. */
final class Frame {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode root;
  private final String text;

  private Frame(JsonNode root, String text) {
    this.root = root;
    this.text = text;
  }

  /** Null when the text is no JSON object. */
  static @Nullable Frame read(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      return root != null && root.isObject() ? new Frame(root, text) : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  String type() {
    return root.path("type").asText("");
  }

  String reason() {
    return root.path("reason").asText("");
  }

  /** Null when the frame is no envelope. */
  @Nullable Envelope envelope() {
    String id = root.path("envelope_id").asText("");
    return id.isEmpty()
        ? null
        : new Envelope(id, type(), root.path("accepts_response_payload").asBoolean(false), text);
  }

  static String ack(Envelope envelope, Ack ack) {
    ObjectNode frame = JSON.createObjectNode().put("envelope_id", envelope.id());
    String payload = ack.payload();
    if (payload != null && envelope.acceptsResponsePayload()) {
      Frame body = read(payload);
      if (body != null) {
        frame.set("payload", body.root);
      }
    }
    return frame.toString();
  }
}
