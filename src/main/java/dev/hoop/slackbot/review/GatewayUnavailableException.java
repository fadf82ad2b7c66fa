package dev.hoop.slackbot.review;

/**
 * The gateway could not be asked: it is down, slow, refuses the key, or is not a gateway at all.
 * The message says which, and the remedy where there is one; it never holds a secret.
 */
public final class GatewayUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean refused;

  public GatewayUnavailableException(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  /**
   * Whether asking again cannot help until somebody mends the set-up: the key or the address is
   * wrong.
   */
  public boolean refused() {
    return refused;
  }
}
