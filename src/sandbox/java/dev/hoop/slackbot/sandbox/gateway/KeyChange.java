package dev.hoop.slackbot.sandbox.gateway;

import java.time.Instant;
import java.util.List;

/**
 * A change of the groups of a key, over REST or, if {@code byHand}, by an administrator; {@code
 * key} is its name at that time.
 */
public record KeyChange(String key, List<String> groups, boolean byHand, Instant at) {
  public KeyChange {
    groups = List.copyOf(groups);
  }
}
