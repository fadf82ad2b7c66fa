package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.Verdict;

/** For which groups the bot holds a credential. Thread-safe. */
public interface CredentialCoverage {

  /** Whether a verdict for this group can be sent at all. Asks nobody. */
  boolean decides(String group, Verdict.Kind kind);
}
