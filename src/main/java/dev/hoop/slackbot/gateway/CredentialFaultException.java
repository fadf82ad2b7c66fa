package dev.hoop.slackbot.gateway;

import java.io.IOException;

/** A credential that the operator must mend. Its message names no secret and quotes no answer. */
public final class CredentialFaultException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String credential;

  /**
   * A fault.
   *
   * @param credential as the operator knows it
   */
  public CredentialFaultException(String credential, String why) {
    super(why);
    this.credential = credential;
  }

  public String credential() {
    return credential;
  }

  public String why() {
    return String.valueOf(getMessage());
  }
}
