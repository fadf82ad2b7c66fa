package dev.hoop.slackbot.review;

import java.util.Locale;

/** A review's or a review group's status, in the gateway's words. */
public enum ReviewStatus {
  PENDING,
  APPROVED,
  REJECTED,
  REVOKED,
  /** The approved script is running. */
  PROCESSING,
  EXECUTED,
  /** The gateway's own UNKNOWN, and every word a newer gateway may say. */
  UNKNOWN;

  /** Reads the wire's word; what is not known is {@link #UNKNOWN}, never an exception. */
  public static ReviewStatus of(String word) {
    for (ReviewStatus status : values()) {
      if (status.name().equals(word.toUpperCase(Locale.ROOT))) {
        return status;
      }
    }
    return UNKNOWN;
  }
}
