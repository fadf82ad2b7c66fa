package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * The routes of the API keys: creates, changes, revokes and reactivates keys, and never deletes
 * one.
 */
final class ApiKeys {
  private static final int LONGEST_NAME = 255;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final GatewayState state;

  ApiKeys(GatewayState state) {
    this.state = state;
  }

  GatewayState.Key add(String name, List<String> groups, String createdBy) {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    String secret = "hpk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    GatewayState.Key key =
        new GatewayState.Key(
            name, groups, secret, createdBy, GatewayState.now().truncatedTo(ChronoUnit.MICROS));
    state.keys.add(key);
    return key;
  }

  RestReply answer(Caller caller, String method, List<String> path, String body) throws Refusal {
    if (!state.hasApiKeys) {
      throw Refusal.noRoute();
    }
    if (!caller.admin()) {
      throw new Refusal(403, "access denied");
    }
    if (path.size() == 1) {
      return switch (method) {
        case "GET" -> RestReply.ok(list());
        case "POST" -> create(caller, RequestBody.read(body, "APIKeyCreateRequest"));
        default -> throw Refusal.noRoute();
      };
    }
    boolean reactivate = path.size() == 3 && path.get(2).equals("reactivate");
    if ((path.size() == 3 && !(reactivate && method.equals("POST"))) || path.size() > 3) {
      throw Refusal.noRoute();
    }
    if (path.size() == 2 && !List.of("GET", "PUT", "DELETE").contains(method)) {
      throw Refusal.noRoute();
    }
    // The gateway reads the body before it looks up the key.
    RequestBody change =
        method.equals("PUT") ? RequestBody.read(body, "APIKeyUpdateRequest") : null;
    GatewayState.Key key =
        state.key(path.get(1)).orElseThrow(() -> new Refusal(404, "resource not found"));
    return switch (method) {
      case "GET" -> RestReply.ok(ResponseBodies.key(key));
      case "PUT" -> change(key, Objects.requireNonNull(change));
      case "DELETE" -> revoke(key, caller);
      default -> reactivate(key);
    };
  }

  private JsonNode list() {
    ArrayNode all = Json.array();
    state.keys.forEach(key -> all.add(ResponseBodies.key(key)));
    JsonNode none = NullNode.getInstance();
    return all.isEmpty() ? none : all;
  }

  private RestReply create(Caller caller, RequestBody body) throws Refusal {
    String name = body.text("name");
    List<String> groups = body.texts("groups");
    body.require("Name", !name.isEmpty());
    body.refuseIfIncomplete();
    refuseTaken(name);
    if (name.length() > LONGEST_NAME) {
      throw new Refusal(500, "failed creating api key");
    }
    GatewayState.Key key = add(name, groups == null ? List.of() : distinct(groups), caller.email());
    recordGroups(key);
    ObjectNode json = ResponseBodies.key(key);
    // This answer repeats the requested groups; later answers list each group once.
    json.set("groups", groups == null ? null : Json.strings(groups));
    return new RestReply(
        201, json.put("created_at", Rfc3339.format(GatewayState.now())).put("key", key.secret));
  }

  /** An empty name is accepted. */
  private RestReply change(GatewayState.Key key, RequestBody body) throws Refusal {
    if (body.json().hasNonNull("name") && !body.text("name").equals(key.name)) {
      String name = body.text("name");
      refuseTaken(name);
      key.history.add("renamed " + key.name + " to " + name);
      key.name = name;
    }
    List<String> groups = body.texts("groups");
    if (groups != null) {
      key.groups = distinct(groups);
      key.history.add("groups " + key.groups);
      recordGroups(key);
    }
    return RestReply.ok(ResponseBodies.key(key));
  }

  private void recordGroups(GatewayState.Key key) {
    state.keyChanges.add(new KeyChange(key.name, key.groups, false, GatewayState.now()));
  }

  private static RestReply revoke(GatewayState.Key key, Caller caller) throws Refusal {
    if (!key.active) {
      throw new Refusal(404, "resource not found");
    }
    key.active = false;
    key.deactivatedBy = caller.email();
    key.deactivatedAt = GatewayState.now().truncatedTo(ChronoUnit.MICROS);
    key.history.add("revoked");
    return new RestReply(204, null);
  }

  private static RestReply reactivate(GatewayState.Key key) throws Refusal {
    if (key.active) {
      throw new Refusal(422, "cannot reactivate an active api key");
    }
    key.active = true;
    key.deactivatedBy = null;
    key.deactivatedAt = null;
    key.history.add("reactivated");
    return RestReply.ok(ResponseBodies.key(key));
  }

  private void refuseTaken(String name) throws Refusal {
    if (state.keys.stream().anyMatch(key -> key.name.equals(name))) {
      throw new Refusal(409, "an api key with this name already exists");
    }
  }

  private static List<String> distinct(List<String> groups) {
    return groups.stream().distinct().toList();
  }
}
