package dev.hoop.slackbot.gateway;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    return connection.isEmpty() ? ConnectionPolicy.UNKNOWN : await(connection, start(connection));
  }

  /** Begins to read what a connection says now. */
  HttpGateway.Started<GatewayHttp.Streamed<ConnectionPolicy>> start(String connection) {
    String name = URLEncoder.encode(connection, StandardCharsets.UTF_8).replace("+", "%20");
    return gateway.start("/connections/" + name, ConnectionPolicies::parse);
  }

  /** Waits for what was begun, and keeps it. */
  ConnectionPolicy await(
      String connection, HttpGateway.Started<GatewayHttp.Streamed<ConnectionPolicy>> started)
      throws GatewayUnavailableException {
    return recent(connection).set(said(gateway.await(started)));
  }

  private synchronized CachedValue<ConnectionPolicy> recent(String connection) {
    return known.computeIfAbsent(connection, name -> new CachedValue<>(AGE, clock));
  }

  private static ConnectionPolicy said(GatewayHttp.Streamed<ConnectionPolicy> answer)
      throws GatewayUnavailableException {
    GatewayResponse response = GatewayErrors.ofRead(answer.response());
    // Deleted meanwhile, or hidden by access control: then every group counts.
    if (GatewayErrors.saysMissing(GatewayErrors.Thing.CONNECTION, response)) {
      return ConnectionPolicy.UNKNOWN;
    }
    ConnectionPolicy policy = answer.value();
    if (policy == null) {
      throw response.ok()
          ? GatewayErrors.unreachable(new IOException("an answer of another shape"))
          : GatewayErrors.unexpected(response);
    }
    return policy;
  }

  /**
   * An admin's key is shown the connection's secrets as well. They are skipped as they come, so
   * that none becomes a text.
   */
  static ConnectionPolicy parse(InputStream body) throws IOException {
    try (JsonParser json = Wire.JSON.getFactory().createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(json, "an answer of another shape");
      }
      Integer min = null;
      List<String> force = List.of();
      boolean named = false;
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (field.equals("min_review_approvals") && value == JsonToken.VALUE_NUMBER_INT) {
          min = json.getIntValue();
        } else if (field.equals("force_approve_groups") && value == JsonToken.START_ARRAY) {
          force = texts(json);
        } else {
          named |= field.equals("name") && value == JsonToken.VALUE_STRING;
          json.skipChildren();
        }
      }
      // Read to its end, so that the network connection can be used again.
      if (json.nextToken() != null || !named) {
        throw new JsonParseException(json, "an answer of another shape");
      }
      return new ConnectionPolicy(min, force);
    }
  }

  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(json.getText());
    }
    return texts;
  }
}
