package dev.hoop.slackbot.gateway;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.gateway.Wire.ConnectionWire;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What connections say of their reviews, kept for a minute: a review need not name it itself.
 * Thread-safe.
 */
final class ConnectionPolicies {

  private static final Duration AGE = Duration.ofSeconds(60);

  private final HttpGateway gateway;
  private final Clock clock;

  @GuardedBy("this")
  private final Map<String, CachedValue<ConnectionPolicy>> known = new HashMap<>();

  ConnectionPolicies(HttpGateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  /** At most a minute old. */
  ConnectionPolicy policy(String connection) throws GatewayUnavailableException {
    ConnectionPolicy policy = recent(connection).get();
    return policy == null ? fresh(connection) : policy;
  }

  /** Read this moment. */
  ConnectionPolicy fresh(String connection) throws GatewayUnavailableException {
    return connection.isEmpty() ? ConnectionPolicy.UNKNOWN : await(connection, begin(connection));
  }

  /** Begins to read what a connection says now. */
  HttpGateway.Read begin(String connection) throws GatewayUnavailableException {
    return gateway.begin("/connections/" + GatewayHttp.segment(connection));
  }

  /** Waits for what was begun, and keeps it. */
  ConnectionPolicy await(String connection, HttpGateway.Read read)
      throws GatewayUnavailableException {
    return recent(connection).set(said(gateway.await(read)));
  }

  private static ConnectionPolicy said(GatewayResponse response)
      throws GatewayUnavailableException {
    // Deleted meanwhile, or hidden by access control: then every group counts.
    if (GatewayErrors.saysMissing(GatewayErrors.Thing.CONNECTION, response)) {
      return ConnectionPolicy.UNKNOWN;
    }
    ConnectionWire wire = GatewayErrors.read(response, ConnectionWire.class);
    if (wire.name() == null) {
      throw GatewayErrors.unreachable(new IOException("an answer of another shape"));
    }
    return new ConnectionPolicy(
        wire.minReviewApprovals(), WireMapper.nonNull(wire.forceApproveGroups()));
  }

  private synchronized CachedValue<ConnectionPolicy> recent(String connection) {
    return known.computeIfAbsent(connection, name -> new CachedValue<>(AGE, clock));
  }
}
