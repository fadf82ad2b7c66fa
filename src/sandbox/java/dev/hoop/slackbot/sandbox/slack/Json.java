package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;

/** The one reader and writer of JSON in this package. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  /** Calls {@code visit} with the key and value of every field, at any depth. */
  static void eachField(JsonNode node, BiConsumer<String, JsonNode> visit) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                visit.accept(field.getKey(), field.getValue());
                eachField(field.getValue(), visit);
              });
    } else {
      node.forEach(child -> eachField(child, visit));
    }
  }
}
