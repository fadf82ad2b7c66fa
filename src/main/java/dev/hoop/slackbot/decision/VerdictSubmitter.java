package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.Verdict;
import java.util.List;
import java.util.Optional;

/** The gateway, as far as it is decided with. Thread-safe. */
public interface VerdictSubmitter {

  /**
   * Looks whether the credential for a group can be used. Goes over the network where the gateway
   * can tell, and is meant to run beside the other reads for a click.
   *
   * @return why it must not be used; empty when nothing speaks against it
   */
  Optional<ClickOutcome.NotCounted> check(String group);

  /**
   * Readies the credential for one verdict. Throws nothing: one that could not be readied says why
   * when a verdict is submitted with it. The caller lets no second verdict run for the same review
   * and closes it in any case.
   */
  CredentialLease lease(String group, Person reviewer, Verdict.Kind kind);

  /**
   * Says loudly that a verdict sent here marked other groups too, and uses its credential no more
   * before the gateway was asked which groups it has.
   *
   * @param group that was clicked
   * @param marked the groups that nobody clicked
   */
  void reportUnexpectedMarks(String group, Person reviewer, ReviewId review, List<String> marked);

  /**
   * Whether a verdict sent here marks the clicked group alone while all is well, so that a mark of
   * another group is an alarm.
   */
  boolean marksClickedGroupAlone();

  /**
   * Whether the gateway's record of a decision can be that of a verdict sent here for this
   * reviewer: what tells, after a lost answer or a crash, that it counted.
   */
  boolean bearsMark(ReviewGroup entry, Person reviewer);
}
