package dev.hoop.slackbot.slack.socket;

import org.jspecify.annotations.Nullable;

/**
 * How an envelope is acknowledged.
 *
 * @param payload the answer as a JSON object; null for none
 */
public record Ack(@Nullable String payload) {

  private static final Ack PLAIN = new Ack(null);

  public static Ack plain() {
    return PLAIN;
  }
}
