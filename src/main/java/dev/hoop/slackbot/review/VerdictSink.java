package dev.hoop.slackbot.review;

/** The gateway, as far as it is decided with. */
public interface VerdictSink {

  /** Whether a verdict for this group can be sent at all. */
  boolean decides(String group, Verdict.Kind kind);

  /**
   * Sends one verdict for one group, once. The caller has ruled on it, has read the session just
   * before, and lets no second one run for the same review.
   *
   * @param session as read just before
   */
  Submission submit(Session session, String group, Person reviewer, Verdict verdict);

  /**
   * Whether the gateway's record of a decision can be that of a verdict sent here for this
   * reviewer: what tells, after a lost answer or a crash, that it counted.
   */
  boolean bearsMark(ReviewGroup entry, Person reviewer);
}
