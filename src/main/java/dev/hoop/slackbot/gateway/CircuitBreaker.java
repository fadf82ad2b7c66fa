package dev.hoop.slackbot.gateway;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps callers from queueing up behind a gateway that takes calls and never answers: after a few
 * in a row, calls fail at once, but for one now and then that tries. Thread-safe.
 */
final class CircuitBreaker {

  private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);

  private static final int ENOUGH = 3;
  static final Duration PAUSE = Duration.ofSeconds(5);

  private final Clock clock;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private int inVain;

  @GuardedBy("lock")
  private Instant nextTry = Instant.MIN;

  CircuitBreaker(Clock clock) {
    this.clock = clock;
  }

  /**
   * Must be called before each call.
   *
   * @throws ConnectException when it is better not made; nothing was sent then
   */
  void enter() throws ConnectException {
    synchronized (lock) {
      if (inVain < ENOUGH) {
        return;
      }
      Instant now = clock.instant();
      if (now.isBefore(nextTry)) {
        throw new ConnectException("the gateway has not answered lately");
      }
      // Whoever tries holds the others off until it is known what came of it.
      nextTry = now.plus(PAUSE);
    }
  }

  /** The call ended, well or badly, without being waited for in vain. */
  void ended() {
    synchronized (lock) {
      if (inVain >= ENOUGH) {
        log.info("The gateway answers in time again");
      }
      inVain = 0;
    }
  }

  /** The call was waited for in vain. */
  void timedOut() {
    synchronized (lock) {
      inVain++;
      if (inVain == ENOUGH) {
        log.warn("The gateway does not answer in time; until it does, calls to it fail at once");
      }
      nextTry = clock.instant().plus(PAUSE);
    }
  }
}
