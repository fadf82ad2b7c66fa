package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of a request, parsed as the gateway parses it, with its literal error messages. */
final class RequestBody {
  private final JsonNode json;
  private final String type;
  private final List<String> missing = new ArrayList<>();

  private RequestBody(JsonNode json, String type) {
    this.json = json;
    this.type = type;
  }

  /**
   * @param type what the gateway calls such a body in its messages
   */
  static RequestBody read(String text, String type) throws Refusal {
    if (text.isBlank()) {
      throw new Refusal(400, "EOF");
    }
    JsonNode json;
    try {
      json = Json.parse(text);
    } catch (JsonEOFException e) {
      throw new Refusal(400, "unexpected EOF");
    } catch (JsonProcessingException e) {
      throw new Refusal(
          400, "invalid character '" + text.strip().charAt(0) + "' looking for beginning of value");
    }
    if (!json.isObject() && !json.isNull()) {
      throw new Refusal(
          400, "json: cannot unmarshal " + kind(json) + " into Go value of type openapi." + type);
    }
    return new RequestBody(json, type);
  }

  JsonNode json() {
    return json;
  }

  /** A field with a text, empty when it is absent or null. */
  String text(String field) throws Refusal {
    return text(field, "string");
  }

  /**
   * @param goType what the gateway calls the field's type
   */
  String text(String field, String goType) throws Refusal {
    JsonNode node = json.path(field);
    if (present(node) && !node.isTextual()) {
      throw mismatch(node, field, goType);
    }
    return present(node) ? node.asText() : "";
  }

  boolean flag(String field) throws Refusal {
    JsonNode node = json.path(field);
    if (present(node) && !node.isBoolean()) {
      throw mismatch(node, field, "bool");
    }
    return node.asBoolean(false);
  }

  /** Null when it is absent or null. */
  @Nullable List<String> texts(String field) throws Refusal {
    JsonNode node = json.path(field);
    if (!present(node)) {
      return null;
    }
    if (!node.isArray()) {
      throw mismatch(node, field, "[]string");
    }
    List<String> texts = new ArrayList<>();
    node.forEach(one -> texts.add(one.asText()));
    return List.copyOf(texts);
  }

  /** Null when it is absent or null. */
  @Nullable JsonNode object(String field, String goType) throws Refusal {
    JsonNode node = json.path(field);
    if (present(node) && !node.isObject()) {
      throw mismatch(node, field, goType);
    }
    return present(node) ? node : null;
  }

  void require(String path, boolean there) {
    if (!there) {
      String field = path.substring(path.lastIndexOf('.') + 1);
      missing.add(
          "Key: '"
              + type
              + "."
              + path
              + "' Error:Field validation for '"
              + field
              + "' failed on the 'required' tag");
    }
  }

  /** Refuses the request if required fields are missing; the message has a line for each. */
  void refuseIfIncomplete() throws Refusal {
    if (!missing.isEmpty()) {
      throw new Refusal(400, String.join("\n", missing));
    }
  }

  private Refusal mismatch(JsonNode node, String field, String goType) {
    return new Refusal(
        400,
        "json: cannot unmarshal "
            + kind(node)
            + " into Go struct field "
            + type
            + "."
            + field
            + " of type "
            + goType);
  }

  private static boolean present(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }

  private static String kind(JsonNode node) {
    return node.isBoolean() ? "bool" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
