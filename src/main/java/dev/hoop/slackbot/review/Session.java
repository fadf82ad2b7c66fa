package dev.hoop.slackbot.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that needs a review, as a single read shows it.
 *
 * @param script {@link Script#NONE} for just-in-time access
 * @param exitCode null until the session is over; 254 when the requester left
 * @param endedAt null until the session is over
 * @param aiAnalysis null when the gateway made none
 */
public record Session(
    SessionId id,
    Requester requester,
    Connection connection,
    Script script,
    SessionStatus status,
    @Nullable Integer exitCode,
    @Nullable Instant endedAt,
    @Nullable AiAnalysis aiAnalysis,
    Review review) {}
