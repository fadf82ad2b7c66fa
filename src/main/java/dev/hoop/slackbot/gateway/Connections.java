package dev.hoop.slackbot.gateway;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.gateway.Wire.ConnectionWire;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What connections say of their reviews, kept for a minute: a review need not name it itself.
 * Thread-safe.
 */
final class Connections {

  private static final Duration AGE = Duration.ofSeconds(60);

  private final HttpGateway gateway;
  private final Clock clock;

  @GuardedBy("this")
  private final Map<String, Recent<Terms>> known = new HashMap<>();

  Connections(HttpGateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  Terms terms(String connection) throws GatewayUnavailableException {
    Recent<Terms> recent;
    synchronized (this) {
      recent = known.computeIfAbsent(connection, name -> new Recent<>(AGE, clock));
    }
    Terms terms = recent.get();
    return terms == null ? recent.set(fetch(connection)) : terms;
  }

  private Terms fetch(String connection) throws GatewayUnavailableException {
    if (connection.isEmpty()) {
      return Terms.UNKNOWN;
    }
    String name = URLEncoder.encode(connection, StandardCharsets.UTF_8).replace("+", "%20");
    Reply reply = gateway.get("/connections/" + name);
    // Deleted meanwhile, or hidden by access control: then every group counts.
    if (Meaning.saysMissing(Meaning.Thing.CONNECTION, reply)) {
      return Terms.UNKNOWN;
    }
    if (!reply.ok()) {
      throw Meaning.unexpected(reply);
    }
    try {
      ConnectionWire wire = reply.read(ConnectionWire.class);
      @Nullable List<String> force = wire.forceApproveGroups();
      return new Terms(wire.minReviewApprovals(), force == null ? List.of() : force);
    } catch (IOException e) {
      throw Meaning.unreachable(e);
    }
  }
}
