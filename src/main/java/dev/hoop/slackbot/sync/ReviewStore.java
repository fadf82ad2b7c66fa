package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * The reviews as they were last seen. Every method is one transaction; repeating one changes
 * nothing.
 */
public interface ReviewStore {
  /** Every review that is not over, as the poll needs it. */
  List<TrackedReview> tracked();

  Optional<StoredReview> find(ReviewId review);

  /** The snapshots of all reviews that wait for a decision, oldest first. */
  List<ReviewSnapshot> waiting();

  /**
   * Writes down what a look found, which cards that makes stale, and what must be said because of
   * it.
   */
  void record(ReviewUpdate entry);

  /**
   * Where the cards of a waiting review belong from now on: a channel without one gets one, and one
   * that is not posted yet in another channel is left out. Posted cards stay.
   *
   * @return whether that changed anything
   */
  boolean reroute(ReviewId review, List<ChannelId> channels);
}
