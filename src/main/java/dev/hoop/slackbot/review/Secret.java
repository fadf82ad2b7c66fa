package dev.hoop.slackbot.review;

/** A token or key, which prints as nothing but stars. */
public record Secret(String value) {

  public Secret {
    Require.text(value, "Secret");
  }

  /** The secret itself, for the one call that needs it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
