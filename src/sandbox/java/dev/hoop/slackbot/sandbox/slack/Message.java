package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a message of the bot when it was read. {@code blocks} is always an array; {@code
 * versions} holds all its states, first the posted one; {@code postedAt} is in {@link
 * System#nanoTime} terms.
 */
public record Message(
    String ts,
    String channel,
    String text,
    JsonNode blocks,
    @Nullable JsonNode metadata,
    @Nullable String threadTs,
    List<Version> versions,
    boolean deleted,
    long postedAt) {
  public Message {
    versions = List.copyOf(versions);
  }

  /** One state of a message, visible since {@code at} ({@link System#nanoTime}). */
  public record Version(String text, JsonNode blocks, @Nullable JsonNode metadata, long at) {
    /** As {@link Message#words}. */
    public String words() {
      return Message.words(text, blocks);
    }
  }

  /** The visible text of the blocks, one text a line; the text when there are no blocks. */
  public String words() {
    return words(text, blocks);
  }

  private static String words(String text, JsonNode blocks) {
    return blocks.isEmpty() ? text : VisibleText.of(blocks);
  }

  /** The action ids of everything that can be pressed, in reading order. */
  public List<String> actionIds() {
    List<String> ids = new ArrayList<>();
    Elements.of(blocks).forEach(element -> ids.add(element.actionId()));
    return List.copyOf(ids);
  }

  /**
   * What a screen reader says for each button, in reading order: its {@code accessibility_label},
   * else its text (docs.slack.dev/reference/block-kit/block-elements/button-element).
   */
  public List<String> spokenButtons() {
    return Elements.of(blocks).stream()
        .filter(Elements.Element::pressable)
        .map(
            button ->
                button
                    .node()
                    .path("accessibility_label")
                    .asText(button.node().path("text").path("text").asText()))
        .toList();
  }

  /**
   * The confirmation that Slack's client asks for before it sends the first element with this
   * action id, as text: title, text and both buttons; empty when it asks for none.
   */
  public String confirmation(String actionId) {
    return Elements.of(blocks).stream()
        .filter(element -> element.actionId().equals(actionId))
        .findFirst()
        .map(element -> element.node().path("confirm"))
        .map(VisibleText::of)
        .orElse("");
  }
}
