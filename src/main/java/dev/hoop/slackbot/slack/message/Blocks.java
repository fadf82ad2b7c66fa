package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.Truncate;
import java.net.URI;
import java.util.List;

/** Builds the blocks of one message or dialog. */
final class Blocks {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final int HEADER = 150;
  private static final int BUTTON = 75;
  private static final int LINE = 300;
  private static final int ACCESSIBILITY_LABEL = 75;

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

  /** What weighs less than the rest: small and grey. */
  Blocks context(Context context) {
    blocks.addObject().put("type", "context").set("elements", context.elements());
    return this;
  }

  /** Plain text with a menu at its end. */
  Blocks lineWithMenu(String blockId, String words, ObjectNode menu) {
    ObjectNode block = blocks.addObject().put("type", "section").put("block_id", blockId);
    block.set("text", plain(words, LINE));
    block.set("accessory", menu);
    return this;
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

  /**
   * The same for one of several buttons that look alike.
   *
   * @param spoken what a screen reader says in place of the label
   */
  static ObjectNode button(
      String actionId, String label, String value, String style, String spoken) {
    return button(actionId, label, value, style)
        .put("accessibility_label", Truncate.ellipsis(spoken, ACCESSIBILITY_LABEL));
  }

  static ObjectNode option(String value, String label) {
    ObjectNode option = JSON.createObjectNode().put("value", value);
    option.set("text", plain(label, BUTTON));
    return option;
  }

  static ObjectNode overflow(String actionId, List<ObjectNode> options) {
    ObjectNode menu = JSON.createObjectNode().put("type", "overflow").put("action_id", actionId);
    menu.putArray("options").addAll(options);
    return menu;
  }

  static ObjectNode linkButton(String actionId, String label, URI address, String spoken) {
    ObjectNode button = JSON.createObjectNode().put("type", "button").put("action_id", actionId);
    button.set("text", plain(label, BUTTON));
    return button
        .put("url", address.toString())
        .put("accessibility_label", Truncate.ellipsis(spoken, ACCESSIBILITY_LABEL));
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
