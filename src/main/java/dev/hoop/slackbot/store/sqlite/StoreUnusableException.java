package dev.hoop.slackbot.store.sqlite;

import dev.hoop.slackbot.review.StoreFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot be used, or failed while it was. The message names the file, the fault and the
 * remedy, and is meant for the operator as it is.
 */
public final class StoreUnusableException extends StoreFailedException {

  private static final long serialVersionUID = 1L;

  StoreUnusableException(String message) {
    this(message, null, false);
  }

  StoreUnusableException(String message, @Nullable Throwable cause, boolean said) {
    super(message, cause, said);
  }
}
