package dev.hoop.slackbot.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection says of its reviews where no access request rule does; a rule can leave out the
 * force groups alone.
 *
 * @param minApprovals null when every group must approve
 */
record Terms(@Nullable Integer minApprovals, List<String> forceGroups) {

  static final Terms UNKNOWN = new Terms(null, List.of());

  Terms {
    forceGroups = List.copyOf(forceGroups);
  }
}
