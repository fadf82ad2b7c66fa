package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.review.ClickOutcome.NotCounted;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.Verdict;
import java.util.Optional;

/** What verdicts are made with: something that is in the clicked group and in no other. */
interface Credential {

  /** Whether there is one for this group and this sort of verdict. */
  boolean covers(String group, Verdict.Kind kind);

  /**
   * Asks the gateway whether the credential for a group is still what it must be, where that can be
   * asked before the credential is readied. Changes nothing, so it can run beside other reads.
   *
   * @return why it must not be used; empty where nothing speaks against it
   */
  default Optional<NotCounted> check(String group) {
    return Optional.empty();
  }

  /**
   * Readies the credential for one verdict. Throws nothing: a lease that could not be readied says
   * why. The caller must close it, on whichever thread.
   */
  CheckedLease lease(String group, Person reviewer, Verdict.Kind kind);

  /**
   * What the gateway is told as the reason of a rejection. Where it records a key that is nobody's
   * own, the reason is the only free text in which the reviewer can be named.
   */
  default String reason(Person reviewer, String reason) {
    String who = reviewer.displayName() + " (" + reviewer.email() + ")";
    return reason.isBlank() ? who + " rejected it in Slack" : who + ": " + reason;
  }

  /** Whether a mark of another group than the clicked one is an alarm. */
  default boolean marksClickedGroupAlone() {
    return true;
  }

  /**
   * Whom the gateway records for a verdict made with this for this reviewer; empty where that is
   * not known.
   */
  String subject(String group, Person reviewer);

  /** Whether the gateway's record can be that of a verdict made with this for this reviewer. */
  default boolean bearsMark(ReviewGroup entry, Person reviewer) {
    return entry.reviewedBy() != null && decidedBy(entry, subject(entry.name(), reviewer));
  }

  /** Whether a group's entry was decided by a subject that is known. */
  static boolean decidedBy(ReviewGroup entry, String subject) {
    ReviewedBy decider = entry.reviewedBy();
    return decider != null && !subject.isEmpty() && subject.equals(decider.subject());
  }

  /**
   * The gateway showed a decision made with this credential that nobody asked for: it is not used
   * again before the gateway was asked what it is good for.
   */
  void distrust(String group, Person reviewer);

  /** Called periodically: revokes what is active and unused, and checks what can be checked. */
  void sweep();

  /** Whether a sweep should not wait for its time, since a call about a key failed. */
  default boolean sweepSoon() {
    return false;
  }
}
