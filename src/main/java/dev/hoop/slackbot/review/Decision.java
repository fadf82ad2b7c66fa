package dev.hoop.slackbot.review;

import java.time.Instant;

/**
 * A verdict that counted and was given through the bot: the human behind the key that the gateway
 * recorded.
 */
public record Decision(
    String group, Verdict.Kind kind, SlackUserId by, String name, String email, Instant at) {

  /**
   * Whether the group's entry can still be this verdict. Somebody in the gateway's web page may
   * have written over it, and somebody else have decided for the group since.
   */
  boolean standsIn(ReviewGroup entry) {
    ReviewedBy decider = entry.reviewedBy();
    return decider == null
        || decider.key()
        || decider.email().equalsIgnoreCase(email)
        || decider.slackId().equals(by.value());
  }
}
