package dev.hoop.slackbot.review;

import java.util.Locale;

/** How far a session has come, in the gateway's words. */
public enum SessionStatus {
  OPEN,
  READY,
  DONE,
  UNKNOWN;

  /** Reads the wire's word; what is not known is {@link #UNKNOWN}, never an exception. */
  public static SessionStatus of(String word) {
    for (SessionStatus status : values()) {
      if (status.name().equals(word.toUpperCase(Locale.ROOT))) {
        return status;
      }
    }
    return UNKNOWN;
  }
}
