package dev.hoop.slackbot.review;

/** The gateway's id of the session a review belongs to, a UUID in its text form. */
public record SessionId(String value) {
  public SessionId {
    Require.text(value, "SessionId");
  }

  @Override
  public String toString() {
    return value;
  }
}
