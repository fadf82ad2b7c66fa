package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.Truncate;
import java.net.URI;

/** Builds the blocks of one message or dialog. */
final class Blocks {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final int HEADER = 150;
  private static final int BUTTON = 75;

  private final ArrayNode blocks = JSON.createArrayNode();

  Blocks header(String words) {
    ObjectNode block = blocks.addObject().put("type", "header");
    block.set("text", plain(words, HEADER));
    return this;
  }

  Blocks richText(RichText richText) {
    return rich(richText.as("rich_text_section"));
  }

  Blocks quote(RichText richText) {
    return rich(richText.as("rich_text_quote"));
  }

  /** Text exactly as it is, in a box. */
  Blocks preformatted(String text) {
    ObjectNode element = JSON.createObjectNode().put("type", "rich_text_preformatted");
    element.putArray("elements").addObject().put("type", "text").put("text", text);
    return rich(element);
  }

  private Blocks rich(ObjectNode element) {
    blocks.addObject().put("type", "rich_text").putArray("elements").add(element);
    return this;
  }

  Blocks buttons(String blockId, ObjectNode... buttons) {
    ArrayNode elements =
        blocks.addObject().put("type", "actions").put("block_id", blockId).putArray("elements");
    for (ObjectNode button : buttons) {
      elements.add(button);
    }
    return this;
  }

  /**
   * Adds a menu to the block of buttons the layout ends with.
   *
   * @param blockId of a block of its own, where the layout ends with something else
   */
  Blocks besideLastButtons(String blockId, ObjectNode menu) {
    JsonNode last = blocks.path(blocks.size() - 1);
    if (last.path("type").asText().equals("actions")) {
      last.withArrayProperty("elements").add(menu);
      return this;
    }
    return buttons(blockId, menu);
  }

  Blocks block(ObjectNode block) {
    blocks.add(block);
    return this;
  }

  static ObjectNode button(String actionId, String label, String value, String style) {
    ObjectNode button = JSON.createObjectNode().put("type", "button").put("action_id", actionId);
    button.set("text", plain(label, BUTTON));
    button.put("value", value);
    if (!style.isEmpty()) {
      button.put("style", style);
    }
    return button;
  }

  static ObjectNode linkButton(String actionId, String label, URI address) {
    ObjectNode button = JSON.createObjectNode().put("type", "button").put("action_id", actionId);
    button.set("text", plain(label, BUTTON));
    return button.put("url", address.toString());
  }

  /** Plain text, in which nothing is interpreted, not even {@code :emoji:}. */
  static ObjectNode plain(String words, int max) {
    return JSON.createObjectNode()
        .put("type", "plain_text")
        .put("text", Truncate.ellipsis(words, max))
        .put("emoji", false);
  }

  int size() {
    return blocks.size();
  }

  ArrayNode blocks() {
    return blocks;
  }

  String json() {
    return blocks.toString();
  }
}
