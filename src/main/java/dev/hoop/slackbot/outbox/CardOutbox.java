package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cards that do not show the latest yet. Every method is one transaction; repeating one changes
 * nothing.
 */
public interface CardOutbox {
  /** What a review's cards must show now; empty when the review was forgotten. */
  Optional<ReviewSnapshot> snapshot(ReviewId review);

  /**
   * The next cards of each channel that are stale and due: some to update and at most one to post.
   * All updates come before all posts, and those that people wait for before those that only add
   * detail; then the oldest review comes first. More are not needed, since one at a time is posted
   * to a channel, and few can be updated at once.
   */
  List<StaleCard> dueCards(Instant now);

  /** When the next stale card is due after {@code now}; empty when none is waiting. */
  Optional<Instant> nextCardDue(Instant now);

  /** A stale copy now shows {@code card.revision()}, standing at {@code ts} in {@code channel}. */
  void shown(StaleCard card, ChannelId channel, MessageTs ts);

  /**
   * A copy is about to be posted; until told otherwise it may stand in Slack.
   *
   * @param until before which it is not posted again, should nobody tell
   */
  void posting(StaleCard card, Instant until);

  /**
   * A stale copy could not be brought up to date, and is due again then.
   *
   * @param copies how many copies that nobody knows may stand in Slack now
   */
  void postponed(StaleCard card, Instant until, int copies);

  /**
   * What was postponed beyond an instant is due at once, but where too many copies may stand
   * already.
   *
   * @param channel null for all channels
   */
  void retryCards(@Nullable ChannelId channel, Instant after);

  /** A copy is no more. */
  void dropped(StaleCard card);

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
