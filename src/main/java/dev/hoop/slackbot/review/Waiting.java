package dev.hoop.slackbot.review;

import java.util.List;

/**
 * A waiting review as the list shows it, which is enough to see whether anything changed.
 *
 * @param groups as listed, in any order
 */
public record Waiting(
    ReviewId review, SessionId session, SessionStatus sessionStatus, List<ReviewGroup> groups) {

  public Waiting {
    groups = List.copyOf(groups);
  }

  /** Equal exactly when the list shows nothing new. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(ReviewStatus.PENDING, sessionStatus, groups);
  }
}
