package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A review that is being followed, as the poll needs it.
 *
 * @param createdAt when the review was made
 * @param waits whether the list of waiting reviews is expected to show it
 * @param nextLook when to read it singly; null when the list alone tells
 */
public record TrackedReview(
    ReviewId review,
    SessionId session,
    Fingerprint fingerprint,
    Instant createdAt,
    boolean waits,
    @Nullable Instant nextLook) {}
