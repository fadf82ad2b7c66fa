package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer to a command or click of {@code user}. It came to the response address or, if {@code
 * inAck}, in the ack of a command. {@code responseType} is {@code ephemeral} by default; {@code
 * address} is the path of the response address, empty in an ack.
 *
 * <p>A new message stands at the root of the channel, also after a click in a thread: bolt-js issue
 * 963 says that {@code thread_ts} is ignored there.
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
  /** Whether it is a message of its own that {@code user} alone sees. */
  public boolean isEphemeral() {
    return !replaceOriginal && !deleteOriginal && !responseType.equals("in_channel");
  }

  /** The visible text of the blocks; the text when there are no blocks. */
  public String words() {
    return blocks.isEmpty() ? text : VisibleText.of(blocks);
  }
}
