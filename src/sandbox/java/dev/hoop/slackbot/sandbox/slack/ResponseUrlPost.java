package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer to a command or click of {@code user}. It came to the response address or, if {@code
 * inAck}, in the ack of a command. {@code responseType} is {@code ephemeral} by default; {@code
 * address} is the path of the response address, empty in an ack.
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
  /** The visible text of the blocks; the text when there are no blocks. */
  public String words() {
    return blocks.isEmpty() ? text : VisibleText.of(blocks);
  }
}
