package dev.hoop.slackbot.review;

import java.util.Locale;

/** Whether a Hoop user may act; only {@link #ACTIVE} ones may. */
public enum PersonStatus {
  ACTIVE,
  INACTIVE,
  INVITED,
  REVIEWING,
  UNKNOWN;

  /** Reads the wire's word; what is not known is {@link #UNKNOWN} and may not act. */
  public static PersonStatus of(String word) {
    for (PersonStatus status : values()) {
      if (status.name().equals(word.toUpperCase(Locale.ROOT))) {
        return status;
      }
    }
    return UNKNOWN;
  }
}
