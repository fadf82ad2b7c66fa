package dev.hoop.slackbot.review;

import org.jspecify.annotations.Nullable;

/**
 * What must survive a restart could not be read or written; nothing of it was done. The message
 * names the store, the fault and the remedy, and is meant for the operator as it is.
 */
public final class StoreFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean said;

  /**
   * Says what failed.
   *
   * @param said whether the store itself tells the operator, once for all that fails meanwhile
   */
  public StoreFailedException(String message, @Nullable Throwable cause, boolean said) {
    super(message, cause);
    this.said = said;
  }

  /** Whether a failure is the store's and the store itself tells the operator. */
  public static boolean isSaid(Throwable failure) {
    return failure instanceof StoreFailedException failed && failed.said;
  }
}
