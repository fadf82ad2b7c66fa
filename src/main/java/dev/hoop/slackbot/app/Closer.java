package dev.hoop.slackbot.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, the last first, each once, whatever the others throw. Thread-safe. */
final class Closer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Closer.class);

  private record Part(String name, Closing closing) {}

  /** How a part is closed. */
  interface Closing {
    void close() throws Exception;
  }

  private final Deadline deadline;

  @GuardedBy("this")
  private final Deque<Part> parts = new ArrayDeque<>();

  /**
   * @param deadline that the parts share
   */
  Closer(Deadline deadline) {
    this.deadline = deadline;
  }

  /** What is left of the time that the parts share. */
  Duration left() {
    return deadline.left();
  }

  synchronized void add(String name, Closing closing) {
    parts.push(new Part(name, closing));
  }

  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closing.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        log.warn("Closing {} was interrupted", part.name);
      } catch (Exception e) {
        log.warn("Closing {} failed", part.name, e);
      }
    }
  }
}
