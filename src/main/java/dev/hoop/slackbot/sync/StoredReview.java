package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Session;
import java.time.Instant;

/**
 * A review as it was last written down.
 *
 * @param shown the stage at that time, by its stored name
 * @param looks how many single reads in a row found nothing new
 * @param changedAt when something was last new, by the bot's clock
 */
public record StoredReview(ReviewSnapshot snapshot, String shown, int looks, Instant changedAt) {

  /** The same review, as it was seen since. */
  public StoredReview seen(Session now) {
    return new StoredReview(snapshot.showing(now), shown, looks, changedAt);
  }

  /** The same once another verdict has counted. */
  public StoredReview with(Decision decision) {
    return new StoredReview(snapshot.with(decision), shown, looks, changedAt);
  }
}
