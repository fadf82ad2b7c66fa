package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The cards that do not show the latest yet. Repeating a method changes nothing. */
public interface CardOutbox extends Outbox<StaleCard> {

  /** What a review's cards must show now; empty when the review was forgotten. */
  Optional<ReviewSnapshot> snapshot(ReviewId review);

  /**
   * The next cards of each channel that are stale and due: some to update and at most one to post.
   * All updates come before all posts, and those that people wait for before those that only add
   * detail; then the oldest review comes first. More are not needed, since one at a time is posted
   * to a channel, and few can be updated at once.
   */
  @Override
  List<StaleCard> due(Instant now);

  /**
   * A copy is not worth posting any more, unless its review has changed again since {@code
   * card.revision()}; asked for again, it is posted after all.
   */
  void needless(StaleCard card);

  /**
   * What waits to be posted or updated in each channel; a channel where nothing waits is absent.
   */
  List<ChannelBacklog> backlogs();
}
