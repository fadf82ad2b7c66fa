package dev.hoop.slackbot.review;

/** Slack could not be asked. The message says why; it never holds a secret. */
public final class SlackUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  public SlackUnavailableException(String message) {
    super(message);
  }
}
