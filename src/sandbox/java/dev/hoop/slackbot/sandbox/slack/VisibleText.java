package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The text of blocks that a user can read. */
final class VisibleText {
  private VisibleText() {}

  static String of(JsonNode blocks) {
    List<String> lines = new ArrayList<>();
    blocks.forEach(block -> collect(block, lines, true));
    return String.join("\n", lines);
  }

  /** The text of one block without that of its buttons, menus and inputs. */
  static String withoutControls(JsonNode block) {
    List<String> lines = new ArrayList<>();
    collect(block, lines, false);
    return String.join("\n", lines);
  }

  private static void collect(JsonNode node, List<String> lines, boolean controls) {
    if (!controls && node.has("action_id")) {
      return;
    }
    if (node.path("type").asText().startsWith("rich_text_")
        && !node.path("type").asText().equals("rich_text_list")) {
      StringBuilder line = new StringBuilder();
      node.path("elements").forEach(element -> line.append(inline(element)));
      lines.add(line.toString());
      return;
    }
    if (node.path("type").asText().equals("button")) {
      lines.add("[" + node.path("text").path("text").asText() + "]");
      return;
    }
    if (node.path("text").isTextual()) {
      lines.add(node.path("text").asText());
      return;
    }
    node.properties()
        .forEach(
            field -> {
              if (field.getValue().isContainerNode() && !field.getKey().equals("confirm")) {
                collect(field.getValue(), lines, controls);
              }
            });
    node.forEach(
        child -> {
          if (node.isArray()) {
            collect(child, lines, controls);
          }
        });
  }

  private static String inline(JsonNode element) {
    return switch (element.path("type").asText()) {
      case "text" -> element.path("text").asText();
      case "link" -> element.path("text").asText(element.path("url").asText());
      case "user" -> "@" + element.path("user_id").asText();
      case "channel" -> "#" + element.path("channel_id").asText();
      case "broadcast" -> "@" + element.path("range").asText();
      case "emoji" -> ":" + element.path("name").asText() + ":";
      case "date" -> element.path("fallback").asText(element.path("format").asText());
      default -> "";
    };
  }
}
