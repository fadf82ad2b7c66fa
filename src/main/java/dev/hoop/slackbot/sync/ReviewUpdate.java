package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a review leads to, written as one.
 *
 * @param channels where it gets a card, where it has none; empty leaves its cards as they are
 * @param nextLook when to read it singly; null when the list tells, or nothing more can happen
 * @param looks how many single reads in a row found nothing new
 * @param changed whether its card must be brought up to date
 * @param owed what must be said because of it
 */
public record ReviewUpdate(
    ReviewSnapshot snapshot,
    Stage stage,
    List<ChannelId> channels,
    @Nullable Instant nextLook,
    int looks,
    boolean changed,
    List<OutboxMessage> owed) {

  public ReviewUpdate {
    channels = List.copyOf(channels);
    owed = List.copyOf(owed);
  }

  /** Whether the review need not be followed any more. */
  public boolean over() {
    return (stage.over() && nextLook == null) || snapshot.givenUp();
  }
}
