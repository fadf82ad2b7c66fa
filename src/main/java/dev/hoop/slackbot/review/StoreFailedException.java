package dev.hoop.slackbot.review;

import org.jspecify.annotations.Nullable;

/** What must survive a restart could not be read or written; nothing of it was done. */
public class StoreFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean said;

  protected StoreFailedException(String message, @Nullable Throwable cause, boolean said) {
    super(message, cause);
    this.said = said;
  }

  /**
   * Whether a failure is the store's and its operator is told by the store itself, once for all
   * that fails meanwhile.
   */
  public static boolean isSaid(Throwable failure) {
    return failure instanceof StoreFailedException failed && failed.said;
  }
}
