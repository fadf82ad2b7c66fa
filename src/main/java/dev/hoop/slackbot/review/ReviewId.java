package dev.hoop.slackbot.review;

/** The gateway's id of a review, a UUID in its text form. */
public record ReviewId(String value) {
  public ReviewId {
    Require.text(value, "ReviewId");
  }

  @Override
  public String toString() {
    return value;
  }
}
