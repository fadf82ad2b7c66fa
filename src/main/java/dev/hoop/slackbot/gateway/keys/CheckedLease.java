package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.review.ClickOutcome.NotCounted;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.Secret;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One credential, good for exactly one group until it is closed. Thread-safe. */
final class CheckedLease implements AutoCloseable {

  private final String name;
  private final String subject;
  private final @Nullable Secret key;
  private final @Nullable NotCounted fault;
  private final Runnable end;
  private final AtomicBoolean closed = new AtomicBoolean();

  private CheckedLease(
      String name, String subject, @Nullable Secret key, @Nullable NotCounted fault, Runnable end) {
    this.name = name;
    this.subject = subject;
    this.key = key;
    this.fault = fault;
    this.end = end;
  }

  /**
   * A lease that can be used.
   *
   * @param name for the audit, never the secret
   * @param subject whom the gateway records for what is decided with it
   * @param end run once, when the lease is closed; must not throw
   */
  static CheckedLease ready(String name, String subject, Secret key, Runnable end) {
    return new CheckedLease(name, subject, key, null, end);
  }

  /** A lease that could not be readied. */
  static CheckedLease faulty(NotCounted why) {
    return new CheckedLease("", "", null, why, () -> {});
  }

  /** For the audit; empty where the lease could not be readied. */
  String name() {
    return name;
  }

  /** Why there is nothing to decide with; empty when the lease can be used. */
  Optional<NotCounted> fault() {
    return Optional.ofNullable(fault);
  }

  /** The secret; only where there is no fault. */
  Secret key() {
    if (key == null) {
      throw new IllegalStateException("a lease that could not be readied holds no key");
    }
    return key;
  }

  /** Whether a group's entry, as the answer to a verdict shows it, was decided with this. */
  boolean marks(ReviewGroup entry) {
    return Credential.decidedBy(entry, subject);
  }

  /** Makes an approver key harmless again. Repeating it does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      end.run();
    }
  }
}
