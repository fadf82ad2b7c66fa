package dev.hoop.slackbot.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The waiting reviews, each once, as far as the list could be read.
 *
 * @param completeSince the list holds every waiting review that was made later; nothing is known of
 *     the others that it does not hold
 * @param unread why the rest was not read; null when all was
 */
public record PendingList(
    List<PendingReview> reviews, Instant completeSince, @Nullable String unread) {

  public PendingList {
    reviews = List.copyOf(reviews);
  }

  /** All of it. */
  public static PendingList complete(List<PendingReview> reviews) {
    return new PendingList(reviews, Instant.MIN, null);
  }

  /** Whether a review that was made then and is not in the list waits no more. */
  public boolean covers(Instant createdAt) {
    return createdAt.isAfter(completeSince);
  }
}
