package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a review's card that does not show the latest yet.
 *
 * @param channel where it stands or belongs
 * @param ts null while it has not been posted
 * @param revision the state to be shown; a later one may have come by the time it is
 * @param since when the review was made, which is its place in the queue
 * @param copies how many copies nobody knows may stand in Slack, left by posts whose end was lost
 * @param first whether it is the review's first card, as opposed to a copy in a further channel
 * @param urgent whether people wait for it: it does not show yet that somebody decided
 */
public record StaleCard(
    ReviewId review,
    ChannelId channel,
    @Nullable MessageTs ts,
    long revision,
    Instant since,
    int attempts,
    int copies,
    boolean first,
    boolean urgent) {

  /** After so many copies that nobody knows, another is posted only after a long pause. */
  public static final int MOST_COPIES = 3;
}
