package dev.hoop.slackbot.review;

import org.jspecify.annotations.Nullable;

/**
 * What became of a click: the one vocabulary for it from the rules through the gateway to the audit
 * log and the words that the reviewer reads.
 */
public sealed interface ClickOutcome {

  /** The rules allow it, and nothing has been sent yet. */
  record Allowed(Person reviewer) implements ClickOutcome {}

  /**
   * The verdict stands in the gateway.
   *
   * @param credential what it was sent with, never the secret; empty when that is not known any
   *     more
   * @param review as the gateway showed it when it confirmed
   */
  record Counted(Person reviewer, String credential, Review review) implements ClickOutcome {}

  /**
   * A verdict was sent and its answer was lost: whether it counted must be read back.
   *
   * @param why for the audit log
   */
  record Unknown(Person reviewer, String credential, String why) implements ClickOutcome {}

  /**
   * It did not count, and the reviewer is told why.
   *
   * @param person the Hoop user, where one was found
   * @param review as it was read, where that is the reason
   * @param detail what the reason leaves open, such as the gateway's own words; may be empty
   * @param credential what a verdict was sent with; empty when none was sent
   */
  record NotCounted(
      Reason reason,
      @Nullable Person person,
      @Nullable Review review,
      String detail,
      String credential)
      implements ClickOutcome {

    /** The same with the Hoop user whose verdict it was. */
    public NotCounted of(Person reviewer) {
      return new NotCounted(reason, reviewer, review, detail, credential);
    }
  }

  static NotCounted because(Reason reason) {
    return because(reason, "");
  }

  static NotCounted because(Reason reason, String detail) {
    return new NotCounted(reason, null, null, detail, "");
  }

  static NotCounted because(Reason reason, Person person) {
    return new NotCounted(reason, person, null, "", "");
  }

  /**
   * What the gateway answered to a verdict.
   *
   * @param credential what the verdict was sent with
   */
  static NotCounted answered(Reason reason, String detail, String credential) {
    return new NotCounted(reason, null, null, detail, credential);
  }

  /** Why a click did not count. */
  enum Reason {
    /** The Slack user belongs to another workspace, as happens in shared channels. */
    OTHER_WORKSPACE(true),
    /** No Hoop user carries the Slack id. */
    UNLINKED(true),
    /** Several Hoop users carry it, so it proves nothing; the detail is their number. */
    AMBIGUOUS_LINK(true),
    NOT_ACTIVE(true),
    /** The Slack profile's e-mail is not the Hoop user's, or it shows none. */
    EMAIL_MISMATCH(true),
    /** The gateway lets auditors only read. */
    AUDITOR(true),
    /** The review is over, or in a state in which this verdict means nothing. */
    ALREADY_DECIDED(true),
    /** The review has no such group (any more). */
    NO_SUCH_GROUP(true),
    GROUP_DECIDED(true),
    SELF_APPROVAL(true),
    NOT_A_MEMBER(true),
    /** The person has counted for another group of this review, which the detail names. */
    ALREADY_COUNTED(true),
    /**
     * A verdict of the person for another group, which the detail names, was lost and may still
     * count.
     */
    MAY_HAVE_COUNTED(true),
    /** The review has a time window, which the gateway takes only once. */
    WINDOW_ALREADY_SET(true),
    /** Only access that was opened can be revoked, not a script. */
    NOT_REVOCABLE(true),
    /** The gateway has no such review any more. */
    GONE(true),
    /** The click waited too long to be acted on. */
    TOO_OLD(false),
    /** The bot holds nothing it could decide with for this group; the detail says why. */
    NO_CREDENTIAL(false),
    /** What the bot holds for this group is at fault; the detail is for the operator. */
    CREDENTIAL_FAULT(false),
    /** The gateway could not be asked, and nothing was sent; the detail says why. */
    GATEWAY_UNAVAILABLE(false),
    /** Slack could not be asked who the person is, and nothing was sent; the detail says why. */
    SLACK_UNAVAILABLE(false),
    /** The gateway refused, in its own words, which are the detail. */
    REFUSED_BY_HOOP(false),
    /** The gateway said 200 and changed nothing for the clicked group. */
    NOTHING_COUNTED(false),
    /** The gateway counted it for other groups than the clicked one, which the detail names. */
    COUNTED_ELSEWHERE(false),
    /** The answer was lost, and the gateway shows that the verdict never arrived. */
    NEVER_ARRIVED(false),
    /** The answer was lost, and reading back did not settle what became of it. */
    UNCLEAR(false),
    /** It had counted, and somebody in the gateway wrote over it. */
    OVERWRITTEN(false);

    private final boolean refusal;

    Reason(boolean refusal) {
      this.refusal = refusal;
    }

    /** Whether a verdict was sent that may still arrive in the gateway. */
    public boolean lost() {
      return this == NEVER_ARRIVED || this == UNCLEAR;
    }

    /** Whether the rules forbade it, as opposed to something having failed. */
    public boolean refusal() {
      return refusal;
    }
  }
}
