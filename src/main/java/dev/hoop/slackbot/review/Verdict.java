package dev.hoop.slackbot.review;

import org.jspecify.annotations.Nullable;

/**
 * What a reviewer submits.
 *
 * @param reason why it was rejected; empty when none was given
 * @param window when an approved script may run; null for any time
 */
public record Verdict(Kind kind, String reason, @Nullable TimeWindow window) {

  /** The sorts of verdict. */
  public enum Kind {
    APPROVE,
    REJECT,
    /** Approves the whole review alone, as a member of one of its force-approval groups. */
    FORCE_APPROVE,
    /** Takes back just-in-time access that was approved. */
    REVOKE;

    /** Whether this gives access. */
    public boolean grants() {
      return this == APPROVE || this == FORCE_APPROVE;
    }

    /** The status the gateway is asked for. */
    public ReviewStatus asks() {
      return switch (this) {
        case APPROVE, FORCE_APPROVE -> ReviewStatus.APPROVED;
        case REJECT -> ReviewStatus.REJECTED;
        case REVOKE -> ReviewStatus.REVOKED;
      };
    }
  }

  public static Verdict approve() {
    return new Verdict(Kind.APPROVE, "", null);
  }

  public static Verdict approveWithin(TimeWindow window) {
    return new Verdict(Kind.APPROVE, "", window);
  }

  public static Verdict reject(String reason) {
    return new Verdict(Kind.REJECT, reason, null);
  }

  public static Verdict forceApprove() {
    return new Verdict(Kind.FORCE_APPROVE, "", null);
  }

  public static Verdict revoke() {
    return new Verdict(Kind.REVOKE, "", null);
  }

  /** The status the gateway is asked for. */
  public ReviewStatus asks() {
    return kind.asks();
  }
}
