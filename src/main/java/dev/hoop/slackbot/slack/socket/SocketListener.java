package dev.hoop.slackbot.slack.socket;

/** Is told how the connection fares: each change once. */
public interface SocketListener {

  /** There is a connection again, or for the first time. */
  void connected();

  /** There is none, and one is being sought. */
  void lost(String why);

  /** Slack refuses one until somebody mends the token or the app; it is asked again, but seldom. */
  void refused(String code);
}
