package dev.hoop.slackbot.sandbox.gateway;

import java.time.Instant;
import java.util.List;

/**
 * The groups that a key was given, by a request or, by hand, by somebody in Hoop; {@code key} is
 * the name it had then.
 */
public record KeyChange(String key, List<String> groups, boolean byHand, Instant at) {
  public KeyChange {
    groups = List.copyOf(groups);
  }
}
