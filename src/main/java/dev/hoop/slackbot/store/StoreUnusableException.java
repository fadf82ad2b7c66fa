package dev.hoop.slackbot.store;

import org.jspecify.annotations.Nullable;

/**
 * The store cannot be used, or failed while it was. The message names the file, the fault and the
 * remedy, and is meant for the operator as it is.
 */
public final class StoreUnusableException extends RuntimeException {

  StoreUnusableException(String message) {
    this(message, null);
  }

  StoreUnusableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
