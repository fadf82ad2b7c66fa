package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The interactive elements of blocks, in reading order. */
final class Elements {
  private Elements() {}

  record Element(String blockId, JsonNode node) {
    String actionId() {
      return node.path("action_id").asText();
    }

    String type() {
      return node.path("type").asText();
    }

    /** A button with a URL sends an action as well, so it counts. */
    boolean pressable() {
      return type().equals("button");
    }
  }

  static List<Element> of(JsonNode blocks) {
    List<Element> found = new ArrayList<>();
    for (JsonNode block : blocks) {
      String blockId = block.path("block_id").asText();
      for (String holder : List.of("accessory", "element")) {
        if (block.path(holder).has("action_id")) {
          found.add(new Element(blockId, block.path(holder)));
        }
      }
      if (block.path("type").asText().equals("actions")) {
        block.path("elements").forEach(element -> found.add(new Element(blockId, element)));
      }
    }
    return List.copyOf(found);
  }
}
