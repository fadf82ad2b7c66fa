package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a review's card that does not show the latest yet.
 *
 * @param channel where it stands or belongs
 * @param ts null while it has not been posted
 * @param revision the state to be shown; a later one may have come by the time it is
 * @param first whether it is the review's first card, as opposed to a copy in a further channel
 */
public record StaleCard(
    ReviewId review,
    ChannelId channel,
    @Nullable MessageTs ts,
    long revision,
    int attempts,
    int copies,
    boolean first,
    boolean urgent)
    implements OutboxItem {

  /** After so many copies that nobody knows, another is posted only after a long pause. */
  public static final int MOST_COPIES = 3;

  /** Posts to a channel keep their order, while each card that is posted already is by itself. */
  @Override
  public String key() {
    return ts == null ? channel.value() : channel + " " + ts;
  }

  @Override
  public ChannelId destination() {
    return channel;
  }

  @Override
  public boolean update() {
    return ts != null;
  }

  @Override
  public String where() {
    return "channel " + channel;
  }

  @Override
  public String lost() {
    return "A card in channel " + channel + " is no more";
  }
}
