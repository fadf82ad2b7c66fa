package dev.hoop.slackbot.review;

/** A Slack channel id, such as {@code C039AQNN5DF}. */
public record ChannelId(String value) {
  public ChannelId {
    Require.text(value, "ChannelId");
  }

  @Override
  public String toString() {
    return value;
  }
}
