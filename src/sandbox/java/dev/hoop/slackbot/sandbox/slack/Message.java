package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of the bot as it stood when it was looked at. {@code blocks} is always an array; {@code
 * versions} holds every state it was ever in, the first being what was posted; {@code postedAt} is
 * in {@link System#nanoTime} terms.
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

  /** One state of a message, and since when ({@link System#nanoTime}) people saw it. */
  public record Version(String text, JsonNode blocks, @Nullable JsonNode metadata, long at) {
    /** As {@link Message#words}. */
    public String words() {
      return Message.words(text, blocks);
    }
  }

  /** Everything there is to read in the blocks, one text a line; the text when there are none. */
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
}
