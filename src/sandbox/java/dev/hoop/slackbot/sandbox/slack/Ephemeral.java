package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A message that only {@code user} sees; {@code blocks} is always an array. Without {@code
 * threadTs} it stands at the root of the channel, even when it answers a click in a thread.
 */
public record Ephemeral(
    String channel,
    String user,
    String text,
    JsonNode blocks,
    @Nullable String threadTs,
    String ts,
    long at) {
  /** The visible text of the blocks; the text when there are no blocks. */
  public String words() {
    return blocks.isEmpty() ? text : VisibleText.of(blocks);
  }
}
