package dev.hoop.slackbot.gateway.keys;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which credentials the operator must mend, for the log, the readiness page and the metrics. Names
 * no person. Thread-safe.
 */
public final class CredentialHealth {

  private static final Logger log = LoggerFactory.getLogger(CredentialHealth.class);

  @GuardedBy("this")
  private final Map<String, String> faults = new TreeMap<>();

  @GuardedBy("this")
  private long faultsFound;

  @GuardedBy("this")
  private long unexpectedMarks;

  /** A credential cannot be used; said once until it passes. */
  synchronized void fault(String credential, String why) {
    if (!why.equals(faults.put(credential, why))) {
      faultsFound++;
      log.warn("Clicks cannot be decided with {}: {}", credential, why);
    }
  }

  /** A credential is as it must be. */
  synchronized void fine(String credential) {
    if (faults.remove(credential) != null) {
      log.info("Clicks can be decided with {} again", credential);
    }
  }

  /** The gateway showed a group decided by the bot's credential that nobody clicked. */
  public synchronized void unexpectedMark() {
    unexpectedMarks++;
  }

  /** What must be mended, with the reason, by credential. */
  public synchronized Map<String, String> faults() {
    return Map.copyOf(faults);
  }

  /** The same in a line; empty where nothing must be mended. */
  public synchronized Optional<String> detail() {
    return faults.entrySet().stream()
        .map(fault -> fault.getKey() + ": " + fault.getValue())
        .reduce((a, b) -> a + "; " + b);
  }

  /** How often a credential was found faulty since the start. */
  public synchronized long faultsFound() {
    return faultsFound;
  }

  /** How often {@link #unexpectedMark} was called since the start. */
  public synchronized long unexpectedMarks() {
    return unexpectedMarks;
  }
}
