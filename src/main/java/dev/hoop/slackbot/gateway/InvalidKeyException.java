package dev.hoop.slackbot.gateway;

import java.io.IOException;

/** A key holds a space, a line break or another character that no key has; it is not sent. */
public final class InvalidKeyException extends IOException {

  private static final long serialVersionUID = 1L;

  InvalidKeyException() {
    super("the key holds a character that no key has");
  }
}
