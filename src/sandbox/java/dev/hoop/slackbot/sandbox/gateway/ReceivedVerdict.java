package dev.hoop.slackbot.sandbox.gateway;

import java.time.Instant;
import java.util.List;

/**
 * One decision as the gateway took it, by its web page or by a request, in the order in which they
 * were carried out; {@code by} is an e-mail or the name of a key. {@code groups} are those whose
 * word it changed or repeated; none when it was refused. {@code overwrites} tells that it was
 * written over what others had decided after it had read.
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

  /** Whether it was taken. */
  public boolean counted() {
    return !groups.isEmpty();
  }
}
