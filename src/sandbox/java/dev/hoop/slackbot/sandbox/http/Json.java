package dev.hoop.slackbot.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Reads and writes the JSON of both stand-ins. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** A new empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A new empty array. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** An array of these texts. */
  public static ArrayNode strings(Collection<String> texts) {
    ArrayNode array = array();
    texts.forEach(array::add);
    return array;
  }

  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  /** Calls {@code visit} with the key and value of every field, at any depth. */
  public static void eachField(JsonNode node, BiConsumer<String, JsonNode> visit) {
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
