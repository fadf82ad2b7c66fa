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
    Review review) {

  /** Whether it has ended; while its review waits, this means that the requester is gone. */
  public boolean over() {
    return status == SessionStatus.DONE;
  }

  /** The same as the list of waiting reviews shows it since, which tells less. */
  public Session asListed(Session listed) {
    return new Session(
        id,
        requester,
        connection,
        script,
        listed.status,
        listed.exitCode,
        listed.endedAt,
        aiAnalysis,
        review.asListed(listed.review));
  }

  /** The same after a verdict, as the gateway has just shown the review. */
  public Session with(Review decided) {
    SessionStatus then =
        switch (decided.status()) {
          case APPROVED -> SessionStatus.READY;
          case REJECTED, REVOKED -> SessionStatus.DONE;
          case PENDING, PROCESSING, EXECUTED, UNKNOWN -> status;
        };
    return new Session(
        id, requester, connection, script, then, exitCode, endedAt, aiAnalysis, decided);
  }
}
