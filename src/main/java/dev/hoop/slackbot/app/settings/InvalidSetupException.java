package dev.hoop.slackbot.app.settings;

import java.util.List;

/**
 * The set-up is at fault and only a person can mend it: every fault with its remedy, none with a
 * secret.
 */
public final class InvalidSetupException extends Exception {

  /** The exit code that tells so. */
  public static final int EXIT_CODE = 2;

  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  public InvalidSetupException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
