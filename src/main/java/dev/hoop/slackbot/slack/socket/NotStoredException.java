package dev.hoop.slackbot.slack.socket;

/**
 * What an envelope asked for could not be kept. The envelope is then not acknowledged, so that
 * Slack shows the person a failure instead of a success.
 */
public final class NotStoredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NotStoredException(String message) {
    super(message);
  }
}
