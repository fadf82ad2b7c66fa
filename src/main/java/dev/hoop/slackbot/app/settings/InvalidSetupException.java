package dev.hoop.slackbot.app.settings;

import java.util.List;

/**
 * The set-up is at fault and only a person can mend it: every fault with its remedy, none with a
 * secret.
 */
public final class InvalidSetupException extends Exception {

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
