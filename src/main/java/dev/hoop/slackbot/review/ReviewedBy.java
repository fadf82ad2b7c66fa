package dev.hoop.slackbot.review;

/**
 * Whom the gateway recorded for a decision: a person who decided in Hoop, or the key the bot used.
 *
 * @param subject the caller's id; a key's UUID when it was a key
 * @param name may be empty
 * @param email a key's name when it was a key; may be empty
 * @param slackId empty when the gateway knows none
 */
public record ReviewedBy(String subject, String name, String email, String slackId) {

  /**
   * Whether this is a key, which has no other name than its e-mail and is never linked to Slack.
   */
  boolean key() {
    return slackId.isBlank() && name.equals(email);
  }

  /** Whether this is the one key of gateways that have no others. */
  boolean legacyKey() {
    return subject.equals("API_KEY");
  }

  /** What to call them where one word must do. */
  public String displayName() {
    if (!name.isBlank()) {
      return name;
    }
    return email.isBlank() ? subject : email;
  }
}
