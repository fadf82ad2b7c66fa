package dev.hoop.slackbot.gateway;

import java.io.IOException;

/** A key holds a space, a line break or another character that no key has; it is not sent. */
final class ImpossibleKeyException extends IOException {

  private static final long serialVersionUID = 1L;

  ImpossibleKeyException() {
    super("the key holds a character that no key has");
  }
}
