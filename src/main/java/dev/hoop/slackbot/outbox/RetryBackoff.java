package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a failed delivery is tried again: doubling, with jitter. */
public final class RetryBackoff {

  /** So many attempts that fail are worth one failure that somebody must mend. */
  static final int PER_BLOCK = 3;

  private final Backoff backoff;
  private final RandomGenerator random;

  public RetryBackoff(Duration first, Duration most, RandomGenerator random) {
    this.backoff = new Backoff(first, most);
    this.random = random;
  }

  /** After so many failed attempts. */
  Duration after(int attempts) {
    return backoff.after(attempts, random);
  }

  /** After a failure that somebody must mend, which takes a person longer than a retry. */
  Duration afterBlock(int attempts) {
    return after(attempts + PER_BLOCK);
  }

  /** After so many failed attempts at what people wait for. */
  Duration soonAfter(int attempts) {
    Duration longest = backoff.most().dividedBy(10);
    Duration regular = after(attempts);
    return regular.compareTo(longest) < 0 ? regular : longest;
  }

  /** After so many lost answers that each further attempt most likely makes another copy. */
  Duration afterCopies() {
    return backoff.most().multipliedBy(6);
  }
}
