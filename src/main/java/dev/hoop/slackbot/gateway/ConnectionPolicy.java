package dev.hoop.slackbot.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection says of its reviews where no access request rule does; a rule can leave out the
 * force groups alone.
 *
 * @param minApprovals null when every group must approve
 */
record ConnectionPolicy(@Nullable Integer minApprovals, List<String> forceGroups) {

  static final ConnectionPolicy UNKNOWN = new ConnectionPolicy(null, List.of());

  ConnectionPolicy {
    forceGroups = List.copyOf(forceGroups);
  }
}
