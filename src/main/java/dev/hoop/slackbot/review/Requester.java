package dev.hoop.slackbot.review;

/**
 * Who asked, as the session names them; the API calls this person the owner.
 *
 * @param subject the identity provider's subject, which is the user's id in the gateway
 * @param name may be empty
 * @param email may be empty for a machine identity
 */
public record Requester(String subject, String name, String email) {

  /**
   * What to call this person where one word must do: the name, else the e-mail, else the subject.
   */
  public String displayName() {
    if (!name.isBlank()) {
      return name;
    }
    return email.isBlank() ? subject : email;
  }
}
