package dev.hoop.slackbot.slack.socket;

/** Slack refuses to open a connection until somebody mends the token or the app. */
public final class ConnectRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param code Slack's error code, such as {@code invalid_auth}
   */
  public ConnectRefusedException(String code) {
    super(code);
  }
}
