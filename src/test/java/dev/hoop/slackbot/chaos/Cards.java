package dev.hoop.slackbot.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Reads cards as people do. */
final class Cards {

  private Cards() {}

  static String headline(Message card) {
    for (JsonNode block : card.blocks()) {
      if (block.path("type").asText().equals("header")) {
        return block.path("text").path("text").asText();
      }
    }
    return card.text();
  }

  /** The block of a button of that sort; empty when the card has none. */
  static Optional<String> anyButton(Message card, String actionId, Random random) {
    List<String> blocks = new ArrayList<>();
    for (JsonNode block : card.blocks()) {
      for (JsonNode element : block.path("elements")) {
        if (element.path("action_id").asText().equals(actionId)) {
          blocks.add(block.path("block_id").asText());
        }
      }
    }
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(blocks.get(random.nextInt(blocks.size())));
  }

  /** The group whose buttons a block holds: {@code review:group:number}. */
  static String group(String blockId, String review) {
    return blockId.substring(review.length() + 1, blockId.lastIndexOf(':'));
  }
}
