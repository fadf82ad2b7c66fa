package dev.hoop.slackbot.review;

import java.time.Instant;

/** How far a review has come: what a card must show. */
public enum Stage {
  /** Waits for decisions. */
  OPEN("Open", true, false),
  /** Has the approvals it needs, and the gateway's count rule keeps it waiting for ever. */
  STUCK("Stuck", true, false),
  /** An approved script that has not been run yet. */
  READY("Ready", false, false),
  /** The approved script is running. */
  RUNNING("Running", false, false),
  /** The script has run, and its session is not over: the exit code may still come. */
  FINISHING("Finished", false, false),
  /** The script has run, and its session is over. */
  FINISHED("Finished", false, true),
  /** Access is open. */
  ACCESS_OPEN("AccessOpen", false, false),
  /** The time for which access was open has passed. */
  ACCESS_ENDED("AccessEnded", false, true),
  /** Rejected, or withdrawn by the requester. */
  REJECTED("Rejected", false, true),
  /** Access was revoked. */
  REVOKED("Revoked", false, true),
  /** The gateway no longer has the session. */
  DELETED("Deleted", false, true),
  /** The gateway says a word this bot does not know. */
  UNCLEAR("Unclear", false, false);

  private final String storedName;
  private final boolean waits;
  private final boolean over;

  Stage(String storedName, boolean waits, boolean over) {
    this.storedName = storedName;
    this.waits = waits;
    this.over = over;
  }

  /** What the store and the log call it, whatever its name here. */
  public String storedName() {
    return storedName;
  }

  /** Whether somebody's decision is waited for. */
  public boolean waits() {
    return waits;
  }

  /** Whether nothing can change any more, unless a clock is wrong. */
  public boolean over() {
    return over;
  }

  /** Whether it may stay as it is for ever, as an approval does that nobody uses. */
  public boolean mayStay() {
    return this == READY || this == UNCLEAR;
  }

  /**
   * The stage of a review at one instant.
   *
   * @param now by the gateway's clock
   */
  public static Stage of(ReviewSnapshot snapshot, Instant now) {
    if (snapshot.deleted()) {
      return DELETED;
    }
    Session session = snapshot.session();
    Review review = session.review();
    return switch (review.status()) {
      case PENDING -> review.stuck() ? STUCK : OPEN;
      case APPROVED -> approved(session, now);
      case PROCESSING -> RUNNING;
      case EXECUTED -> session.over() ? FINISHED : FINISHING;
      case REJECTED -> REJECTED;
      case REVOKED -> REVOKED;
      case UNKNOWN -> UNCLEAR;
    };
  }

  private static Stage approved(Session session, Instant now) {
    Review review = session.review();
    if (review.type() == ReviewType.ONETIME) {
      return READY;
    }
    Instant until = review.revokeAt();
    boolean ended = until == null ? session.over() : !now.isBefore(until);
    return ended ? ACCESS_ENDED : ACCESS_OPEN;
  }
}
