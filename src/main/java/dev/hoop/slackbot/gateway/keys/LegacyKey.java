package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Verdict;
import java.util.Set;

/**
 * The one admin key of gateways that have no others. It can reject and revoke anything; its
 * approval counts only where the admin group itself is the review group, and elsewhere the gateway
 * would answer 200 and count nothing.
 */
final class LegacyKey implements Credential {

  static final String LIMITS =
      "with the legacy key the bot can approve only where the admin group is itself a review group."
          + " Approve in Hoop's web page, or move to a gateway of 1.59 or later, whose API keys have"
          + " no such limit";

  private static final String SUBJECT = "API_KEY";

  private final Secret key;
  private final Set<String> groups;

  /**
   * @param groups the key is in, which is the admin group
   */
  LegacyKey(Secret key, Set<String> groups) {
    this.key = key;
    this.groups = Set.copyOf(groups);
  }

  @Override
  public boolean covers(String group, Verdict.Kind kind) {
    return !kind.grants() || groups.contains(group);
  }

  @Override
  public CheckedLease lease(String group, Person reviewer, Verdict.Kind kind) {
    return covers(group, kind)
        // Without a subject, no mark in the answer is taken for an alarm.
        ? CheckedLease.ready("legacy key", "", key, () -> {})
        : CheckedLease.faulty(ClickOutcome.because(Reason.NO_CREDENTIAL, LIMITS));
  }

  /** Whichever group was clicked, a rejection is recorded for the admin group, as must be. */
  @Override
  public boolean marksClickedGroupAlone() {
    return false;
  }

  /** Does nothing: the gateway gives this key its groups by itself. */
  @Override
  public void distrust(String group, Person reviewer) {}

  /** Does nothing: the key is the operator's, and polls tell whether it is accepted. */
  @Override
  public void sweep() {}

  @Override
  public String subject(String group, Person reviewer) {
    return SUBJECT;
  }
}
