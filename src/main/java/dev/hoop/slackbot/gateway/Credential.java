package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Submission;
import dev.hoop.slackbot.review.Verdict;

/** What verdicts are made with: something that is in the clicked group and in no other. */
interface Credential {

  /** Whether there is one for this group and this sort of verdict. */
  boolean covers(String group, Verdict.Kind kind);

  /**
   * Makes one call with the credential for a group.
   *
   * @param call made once at most, with the key that is good for the group
   * @return what the call returned, or why it was not made
   */
  Submission with(String group, Person reviewer, Verdict.Kind kind, Call call);

  /** What the gateway is told as the reason of a rejection. */
  String reason(Person reviewer, String reason);

  /** Whether the gateway's record can be that of a verdict made with this for this reviewer. */
  boolean bearsMark(ReviewGroup entry, Person reviewer);

  /** Tries again what had to be left undone when the gateway could not be reached. */
  default void tidyUp() {}

  /** A call that is made with a key. */
  interface Call {

    /**
     * Makes the call, once.
     *
     * @param name of the credential, for the audit log
     */
    Submission make(String name, Secret key);
  }
}
