package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Verdict;
import java.util.List;

/** A credential that is good for one verdict on one group, until it is closed. Not thread-safe. */
public interface CredentialLease extends AutoCloseable {

  /**
   * Sends the verdict, once. The caller has ruled on it by what it read just before.
   *
   * @param session as read just before
   * @return counted, not counted or unknown
   */
  ClickOutcome submit(Session session, Verdict verdict);

  /**
   * The groups that the gateway's answer shows as decided by this credential, though nobody clicked
   * them; empty before the answer, and when all is as it must be.
   */
  List<String> unexpectedMarks();

  /** Makes the credential harmless again. Goes over the network; throws nothing. */
  @Override
  void close();
}
