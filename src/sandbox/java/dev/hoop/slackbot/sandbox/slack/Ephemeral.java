package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A message only {@code user} saw; {@code blocks} is always an array. */
public record Ephemeral(
    String channel,
    String user,
    String text,
    JsonNode blocks,
    @Nullable String threadTs,
    String ts,
    long at) {
  /** Everything there is to read in the blocks; the text when there are none. */
  public String words() {
    return blocks.isEmpty() ? text : VisibleText.of(blocks);
  }
}
