package dev.hoop.slackbot.slack.socket;

/**
 * What Slack delivered.
 *
 * @param type such as {@code interactive}; empty when the frame named none
 * @param acceptsResponsePayload whether an ack may carry an answer
 * @param json the whole frame
 */
public record Envelope(String id, String type, boolean acceptsResponsePayload, String json) {

  /**
   * Whether an ack is a promise: somebody may have decided something, or asked what Slack would
   * otherwise ask again.
   */
  boolean mustBeKept() {
    return type.equals("interactive") || type.equals("events_api");
  }
}
