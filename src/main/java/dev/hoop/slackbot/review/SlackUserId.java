package dev.hoop.slackbot.review;

/** A Slack user id, such as {@code U0ANN}; Slack vouches for it, nobody else does. */
public record SlackUserId(String value) {
  public SlackUserId {
    Require.text(value, "SlackUserId");
  }

  @Override
  public String toString() {
    return value;
  }
}
