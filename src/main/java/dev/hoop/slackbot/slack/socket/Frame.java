package dev.hoop.slackbot.slack.socket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the frames of Socket Mode. What a frame is about is passed over here, and read
 * by whoever works the envelope off.
 *
 * @param reason why Slack wants a connection to be left
 */
record Frame(
    String type, String reason, String envelopeId, boolean acceptsResponsePayload, String text) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory TOKENS = JSON.getFactory();

  /** Null when the text is no JSON object. */
  static @Nullable Frame read(String text) {
    try (JsonParser json = TOKENS.createParser(text)) {
      return json.nextToken() == JsonToken.START_OBJECT ? read(json, text) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static Frame read(JsonParser json, String text) throws IOException {
    String type = "";
    String reason = "";
    String id = "";
    boolean accepts = false;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "type" -> type = scalar(json);
        case "reason" -> reason = scalar(json);
        case "envelope_id" -> id = scalar(json);
        case "accepts_response_payload" -> accepts = value == JsonToken.VALUE_TRUE;
        default -> {
          // Its value is passed over below.
        }
      }
      json.skipChildren();
    }
    return new Frame(type, reason, id, accepts, text);
  }

  private static String scalar(JsonParser json) throws IOException {
    boolean says = json.currentToken().isScalarValue() && !json.hasToken(JsonToken.VALUE_NULL);
    return says ? json.getText() : "";
  }

  /** Null when the frame is no envelope. */
  @Nullable Envelope envelope() {
    return envelopeId.isEmpty()
        ? null
        : new Envelope(envelopeId, type, acceptsResponsePayload, text);
  }

  static String ack(Envelope envelope, Ack ack) {
    ObjectNode frame = JSON.createObjectNode().put("envelope_id", envelope.id());
    String payload = ack.payload();
    if (payload != null && envelope.acceptsResponsePayload()) {
      JsonNode body = object(payload);
      if (body != null) {
        frame.set("payload", body);
      }
    }
    return frame.toString();
  }

  private static @Nullable JsonNode object(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      return root != null && root.isObject() ? root : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
