package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The routes below /api: authenticates, authorises and performs a request. Called under the lock of
 * {@link GatewayState}.
 */
final class RestRoutes {
  private static final Set<String> OPEN = Set.of("healthz", "publicserverinfo");

  private final GatewayState state;
  private final Verdicts verdicts;
  private final SessionList sessionList;
  private final ApiKeys keys;
  private final Provisioning provisioning;

  RestRoutes(GatewayState state, Verdicts verdicts, ApiKeys keys) {
    this.state = state;
    this.verdicts = verdicts;
    this.sessionList = new SessionList(state);
    this.keys = keys;
    this.provisioning = new Provisioning(state);
  }

  /** A parsed request. */
  record Request(
      String method,
      List<String> path,
      Map<String, String> query,
      String body,
      @Nullable String apiKey,
      @Nullable String authorization,
      String origin) {}

  /** Whether the path is known, with any method. */
  boolean known(List<String> path) {
    return switch (path.isEmpty() ? "" : path.get(0)) {
      case "healthz", "publicserverinfo", "serverinfo", "userinfo" -> path.size() == 1;
      case "users", "plugins", "connections" -> path.size() <= 2;
      case "reviews" -> path.size() <= 2;
      case "sessions" -> path.size() <= 2 || (path.size() == 3 && path.get(2).equals("review"));
      case "api-keys" -> state.hasApiKeys && path.size() <= 3;
      default -> false;
    };
  }

  /** The owner of the credential; empty when it is not valid. */
  Optional<Caller> caller(Request request) {
    try {
      return Optional.of(authenticate(request));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  RestReply answer(Request request) throws Refusal {
    List<String> path = request.path();
    if (!known(path)) {
      throw Refusal.noRoute();
    }
    String first = path.get(0);
    boolean get = request.method().equals("GET");
    if (OPEN.contains(first)) {
      if (!get) {
        throw Refusal.noRoute();
      }
      return RestReply.ok(
          first.equals("healthz")
              ? Json.object().put("liveness", "OK")
              : Json.object().put("auth_method", "local").put("setup_required", false));
    }
    if (!get && !writes(request)) {
      throw Refusal.noRoute();
    }
    Caller caller = authenticate(request);
    use(request);
    if (first.equals("api-keys")) {
      return keys.answer(caller, request.method(), path, request.body());
    }
    if (!get) {
      return write(request, caller);
    }
    return RestReply.ok(
        switch (first) {
          case "serverinfo" -> ResponseBodies.serverInfo(request.origin());
          case "userinfo" -> ResponseBodies.userInfo(caller, state.role(caller));
          case "users" -> users(path);
          case "reviews" -> reviews(path);
          case "sessions" -> sessions(request, caller);
          case "plugins" -> plugins(path);
          default -> connections(path, caller);
        });
  }

  private static boolean writes(Request request) {
    List<String> path = request.path();
    return switch (path.get(0)) {
      case "api-keys" -> true;
      case "reviews" -> request.method().equals("PUT") && path.size() == 2;
      case "sessions" ->
          (request.method().equals("PUT") && path.size() == 3)
              || (request.method().equals("POST")
                  && path.size() == 2
                  && path.get(1).equals("provision"));
      default -> false;
    };
  }

  private RestReply write(Request request, Caller caller) throws Refusal {
    if (state.isAuditor(caller)) {
      throw new Refusal(403, "access denied");
    }
    if (request.method().equals("POST")) {
      return provisioning.answer(request.body(), caller);
    }
    ReviewState after = verdicts.putOverRest(caller, request.path().get(1), request.body());
    return RestReply.ok(ResponseBodies.review(after));
  }

  private Caller authenticate(Request request) throws Refusal {
    String apiKey = request.apiKey();
    if (apiKey != null) {
      if (state.legacyKey == null) {
        throw new Refusal(401, "access denied");
      }
      if (!apiKey.equals(state.legacyKey)) {
        throw new Refusal(401, "unauthorize");
      }
      return new Caller(
          Caller.Kind.LEGACY_KEY, "API_KEY", "API_KEY", "API_KEY", "", List.of(Caller.ADMIN_GROUP));
    }
    String token = bearer(request);
    Optional<GatewayState.Key> key = activeKey(token);
    if (key.isPresent()) {
      GatewayState.Key found = key.get();
      return new Caller(Caller.Kind.API_KEY, found.id, found.name, found.name, "", found.groups);
    }
    return state.users.values().stream()
        .filter(user -> token.equals(tokenOf(user.email())))
        .filter(user -> user.status().equals("active"))
        .findFirst()
        .map(GatewayState.User::caller)
        .orElseThrow(() -> new Refusal(401, "access denied"));
  }

  static String tokenOf(String email) {
    return "token-of-" + email;
  }

  private Optional<GatewayState.Key> activeKey(String token) {
    return state.keys.stream()
        .filter(key -> state.hasApiKeys && key.active && key.secret.equals(token))
        .findFirst();
  }

  private void use(Request request) throws Refusal {
    if (request.apiKey() == null) {
      activeKey(bearer(request)).ifPresent(key -> key.lastUsedAt = micros());
    }
  }

  private static Instant micros() {
    return GatewayState.now().truncatedTo(ChronoUnit.MICROS);
  }

  private static String bearer(Request request) throws Refusal {
    String header = request.authorization();
    if (header == null || !header.matches("Bearer \\S+")) {
      throw new Refusal(401, "access denied");
    }
    return header.substring("Bearer ".length());
  }

  private JsonNode users(List<String> path) throws Refusal {
    if (path.size() == 1) {
      ArrayNode all = Json.array();
      state.users.values().stream()
          .sorted(Comparator.comparing(GatewayState.User::email).reversed())
          .forEach(user -> all.add(ResponseBodies.user(user)));
      return all;
    }
    String which = path.get(1);
    if (which.equals("groups")) {
      Set<String> groups = new LinkedHashSet<>();
      state.users.values().forEach(user -> groups.addAll(user.groups()));
      state.keys.forEach(key -> groups.addAll(key.groups));
      return groups.isEmpty() ? NullNode.getInstance() : Json.strings(groups);
    }
    return state.users.values().stream()
        .filter(user -> (which.contains("@") ? user.email() : user.subject()).equals(which))
        .findFirst()
        .map(ResponseBodies::user)
        .orElseThrow(() -> new Refusal(404, "user " + which + " not found"));
  }

  private JsonNode reviews(List<String> path) throws Refusal {
    if (path.size() == 1) {
      ArrayNode all = Json.array();
      for (ReviewState review : state.reviews.values()) {
        ObjectNode one = ResponseBodies.review(review.unforced());
        one.putNull("time_window");
        all.add(one);
      }
      return all;
    }
    if (!Verdicts.isUuid(path.get(1))) {
      throw new Refusal(500, "failed fetching review: " + Verdicts.notUuid(path.get(1)));
    }
    return state
        .review(path.get(1))
        .map(ReviewState::unforced)
        .map(ResponseBodies::review)
        .orElseThrow(() -> new Refusal(404, "resource not found"));
  }

  private JsonNode sessions(Request request, Caller caller) throws Refusal {
    if (request.path().size() == 1) {
      return sessionList.answer(caller, request.query());
    }
    if (request.path().size() > 2) {
      throw Refusal.noRoute();
    }
    String id = request.path().get(1);
    if (!Verdicts.isUuid(id)) {
      throw new Refusal(500, "failed fetching session");
    }
    GatewayState.Session session = state.sessions.get(id);
    if (session == null) {
      throw new Refusal(404, "not found");
    }
    ReviewState review = session.review == null ? null : state.reviews.get(session.review);
    boolean trusted =
        caller.admin() || state.isAuditor(caller) || session.subject.equals(caller.id());
    if (!trusted
        && (review == null || review.groups().stream().noneMatch(caller.groups()::contains))) {
      throw new Refusal(403, "user is not allowed to access this session");
    }
    String encoding = request.query().getOrDefault("event_stream", "");
    List<String> expand = List.of(request.query().getOrDefault("expand", "").split(",", -1));
    boolean events = expand.contains("event_stream");
    boolean streamed = events && trusted && session.endedAt != null;
    if (streamed && !List.of("", "utf8", "base64", "raw-queries").contains(encoding)) {
      throw new Refusal(422, "event_stream attribute has an unknown type format");
    }
    ObjectNode json = ResponseBodies.session(session, review, false);
    if (events && !expand.contains("session_input")) {
      json.putObject("script").put("data", "");
    }
    if (streamed) {
      json.putArray("event_stream");
    }
    return json;
  }

  private JsonNode plugins(List<String> path) throws Refusal {
    ArrayNode all = ResponseBodies.plugins(state, path.size() == 1);
    if (path.size() == 1) {
      return all;
    }
    if (path.get(1).equals("slack")) {
      state.tokenReads++;
    }
    for (JsonNode plugin : all) {
      if (plugin.path("name").asText().equals(path.get(1))) {
        return plugin;
      }
    }
    throw new Refusal(404, "plugin not found");
  }

  private JsonNode connections(List<String> path, Caller caller) throws Refusal {
    if (path.size() == 1) {
      ArrayNode all = Json.array();
      state
          .connections
          .values()
          .forEach(one -> all.add(ResponseBodies.connection(one, caller.admin(), true)));
      return all;
    }
    return state.connections.values().stream()
        .filter(one -> one.name().equals(path.get(1)) || one.id().equals(path.get(1)))
        .findFirst()
        .map(one -> (JsonNode) ResponseBodies.connection(one, caller.admin(), false))
        .orElseThrow(() -> new Refusal(404, "not found"));
  }
}
