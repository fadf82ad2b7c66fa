package dev.hoop.slackbot.outbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says a trouble once, however often it is met, and once that it is over. Thread-safe. */
final class LogOnce {

  private static final Logger log = LoggerFactory.getLogger(OutboxDispatcher.class);

  private final Map<String, String> troubles = new ConcurrentHashMap<>();

  /**
   * Meets a trouble.
   *
   * @param problem what comes before its colon tells one trouble from another
   */
  void trouble(String where, String problem) {
    String kind = problem.split(":", 2)[0];
    if (!kind.equals(troubles.put(where, kind))) {
      log.warn("Slack, {}: {}", where, problem);
    }
  }

  void over(String where) {
    if (troubles.remove(where) != null) {
      log.info("Slack, {}: delivered again", where);
    }
  }
}
