package dev.hoop.slackbot.gateway;

import java.io.IOException;

/** A credential that the operator must mend. Its message names no secret and quotes no answer. */
final class CredentialFaultException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String credential;

  /**
   * A fault.
   *
   * @param credential as the operator knows it
   */
  CredentialFaultException(String credential, String why) {
    super(why);
    this.credential = credential;
  }

  String credential() {
    return credential;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
