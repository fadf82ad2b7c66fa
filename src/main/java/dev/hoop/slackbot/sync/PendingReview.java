package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.Script;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import java.time.Instant;

/**
 * A waiting review as the list shows it, which is enough to see whether anything changed.
 *
 * @param listed as far as the list tells, with {@link Script#UNREAD}
 */
public record PendingReview(Session listed) {

  public ReviewId review() {
    return listed.review().id();
  }

  public SessionId session() {
    return listed.id();
  }

  /** When the review was made; the list shows the newest first. */
  public Instant createdAt() {
    return listed.review().createdAt();
  }

  /** Equal exactly when the list shows nothing new. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(listed.review().status(), listed.status(), listed.review().groups());
  }
}
