package dev.hoop.slackbot.review;

/** A message's timestamp, which is its identity within a channel. */
public record MessageTs(String value) {
  public MessageTs {
    Require.text(value, "MessageTs");
  }

  @Override
  public String toString() {
    return value;
  }
}
