package dev.hoop.slackbot.gateway;

import java.io.IOException;

/**
 * The gateway answered a request about keys with something else than was asked for. Its message
 * never quotes the answer, which can hold a key.
 */
public final class KeyAnswerException extends IOException {

  private static final long serialVersionUID = 1L;

  public KeyAnswerException(String message) {
    super(message);
  }
}
