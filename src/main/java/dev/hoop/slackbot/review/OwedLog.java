package dev.hoop.slackbot.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages that must be delivered, each once. */
public interface OwedLog {

  /** Adds a message; a key that was ever owed before is left as it is. */
  void owe(Owed owed);

  /** What is due, oldest first. */
  List<Debt> dueDebts(Instant now);

  /** When the next message is due after {@code now}; empty when none is waiting. */
  Optional<Instant> nextDebtDue(Instant now);

  void paid(String key);

  void postponedDebt(String key, Instant until);

  /** When each message that still waits began to be owed, oldest first. */
  List<Instant> unpaidSince();

  /** A message still to be delivered, and how often that was tried. */
  record Debt(Owed owed, int attempts) {}
}
