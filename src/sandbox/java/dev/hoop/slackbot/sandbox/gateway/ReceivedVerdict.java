package dev.hoop.slackbot.sandbox.gateway;

import java.time.Instant;
import java.util.List;

/**
 * One verdict as the gateway processed it, from the web UI or over REST; {@code by} is the e-mail
 * of a user or the name of a key. {@code groups} are those whose row it wrote; none when it was
 * refused. {@code overwrites} says that it replaced a verdict that was written after this one had
 * read the review.
 */
public record ReceivedVerdict(
    String review,
    String by,
    boolean onWeb,
    String asked,
    String before,
    String after,
    List<String> groups,
    boolean overwrites,
    Instant at) {
  public ReceivedVerdict {
    groups = List.copyOf(groups);
  }

  /** Whether it wrote the row of a group. */
  public boolean counted() {
    return !groups.isEmpty();
  }
}
