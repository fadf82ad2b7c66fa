package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer to {@code user}'s command or click, by its response address or, {@code inAck}, within
 * the ack of a command. {@code responseType} is {@code ephemeral} unless said otherwise; {@code
 * address} is the path it came to, which is that of one click or command, empty within an ack.
 */
public record ResponseUrlPost(
    String user,
    String channel,
    String text,
    JsonNode blocks,
    String responseType,
    boolean replaceOriginal,
    boolean deleteOriginal,
    boolean inAck,
    String address,
    long at) {
  /** Everything there is to read in the blocks; the text when there are none. */
  public String words() {
    return blocks.isEmpty() ? text : VisibleText.of(blocks);
  }
}
