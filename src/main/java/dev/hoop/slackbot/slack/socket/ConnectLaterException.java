package dev.hoop.slackbot.slack.socket;

import java.io.IOException;
import java.time.Duration;

/** Slack wants to be left alone before it is asked for an address again. */
public final class ConnectLaterException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Duration pause;

  public ConnectLaterException(String message, Duration pause) {
    super(message);
    this.pause = pause;
  }

  Duration pause() {
    return pause;
  }
}
