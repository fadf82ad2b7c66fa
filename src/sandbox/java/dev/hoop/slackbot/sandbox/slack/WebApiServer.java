package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.hoop.slackbot.sandbox.http.FaultPlan;
import dev.hoop.slackbot.sandbox.http.HttpReply;
import dev.hoop.slackbot.sandbox.http.Json;
import dev.hoop.slackbot.sandbox.http.RequestHandler;
import dev.hoop.slackbot.sandbox.http.StandInServer;
import dev.hoop.slackbot.sandbox.http.UnreadableRequestException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Serves the Web API and the response addresses over HTTP, and logs every request. */
final class WebApiServer implements RequestHandler<WebApiServer.Request>, AutoCloseable {
  private static final String API = "/api/";
  private static final String JSON = "application/json; charset=utf-8";

  /** Error codes that depend on the workspace and are not caused by a wrong request. */
  private static final Set<String> NOT_CAUSED_BY_BOT =
      Set.of(
          "channel_not_found",
          "not_in_channel",
          "is_archived",
          "message_not_found",
          "thread_not_found",
          "user_not_found",
          "users_not_found",
          "user_not_in_channel",
          "user_disabled",
          "messages_tab_disabled",
          "not_found",
          "hash_conflict",
          "link_disabled");

  /**
   * {@code path} is the address below the host; {@code method} is {@link SlackFaults#RESPONSE_URL}
   * for a response address.
   */
  record Request(
      String method, String path, Map<String, String> params, String token, long arrivedAt) {
    boolean isResponse() {
      return method.equals(SlackFaults.RESPONSE_URL);
    }
  }

  private final Workspace workspace;
  private final WebMethods methods;
  private final RateLimits limits;
  private final String botToken;
  private final String appToken;
  private final StandInServer<Request> server;
  private final TcpProxy proxy;

  WebApiServer(
      Workspace workspace, WebMethods methods, FaultPlan faults, RateLimits limits, Tokens tokens)
      throws IOException {
    this.workspace = workspace;
    this.methods = methods;
    this.limits = limits;
    this.botToken = tokens.bot();
    this.appToken = tokens.app();
    this.server = new StandInServer<>("stand-in-slack-web-api", this, faults);
    this.proxy = TcpProxy.to(server.port(), "stand-in-slack-web-proxy");
  }

  /** The two tokens that are valid here. */
  record Tokens(String bot, String app) {}

  TcpProxy proxy() {
    return proxy;
  }

  String baseUrl() {
    return "http://127.0.0.1:" + proxy.port();
  }

  @Override
  public Request read(HttpExchange exchange) throws IOException, UnreadableRequestException {
    String path = exchange.getRequestURI().getPath();
    try {
      return path.startsWith(API)
          ? apiRequest(exchange, path)
          : new Request(SlackFaults.RESPONSE_URL, path, body(exchange), "", System.nanoTime());
    } catch (JsonProcessingException e) {
      workspace.complain(exchange.getRequestURI() + " with a body that is no JSON");
      throw new UnreadableRequestException(HttpReply.of(400, "text/plain", "invalid_payload"), e);
    }
  }

  @Override
  public String faultKey(Request request) {
    return request.method();
  }

  @Override
  public Optional<HttpReply> rateLimit(Request request) {
    OptionalInt wait =
        limits.refuse(
            request.method(), request.params().getOrDefault("channel", ""), request.arrivedAt());
    return wait.isPresent() ? Optional.of(tooManyRequests(wait.getAsInt())) : Optional.empty();
  }

  static HttpReply tooManyRequests(int seconds) {
    return refused(429, new ApiRefusal("ratelimited"))
        .withHeader("Retry-After", Integer.toString(seconds));
  }

  static HttpReply refused(int status, ApiRefusal refusal) {
    return HttpReply.of(status, JSON, Json.write(refusal.body())).withError(refusal.error());
  }

  @Override
  public HttpReply perform(Request request) {
    return request.isResponse() ? performResponse(request) : performCall(request);
  }

  private HttpReply performResponse(Request request) {
    try {
      respond(request);
      return HttpReply.of(200, "text/plain", "ok");
    } catch (ApiRefusal refusal) {
      complain(request, refusal);
      String error = refusal.error();
      return HttpReply.of(error.endsWith("_url") ? 404 : 400, "text/plain", error).withError(error);
    }
  }

  private HttpReply performCall(Request request) {
    HttpReply reply;
    try {
      reply = HttpReply.of(200, JSON, Json.write(call(request)));
    } catch (ApiRefusal refusal) {
      complain(request, refusal);
      reply = refused(200, refusal);
    }
    return request.token().equals(botToken)
        ? reply.withHeader("x-oauth-scopes", String.join(",", workspace.scopes()))
        : reply;
  }

  @Override
  public void log(Request request, int status, @Nullable String error) {
    workspace.called(
        new ApiCall(request.method(), request.params(), status, error, System.nanoTime()));
  }

  @Override
  public void failed(Request request, Throwable defect) {
    workspace.complain(request.method() + " broke the stand-in: " + defect);
  }

  private void complain(Request request, ApiRefusal refusal) {
    if (!NOT_CAUSED_BY_BOT.contains(refusal.error())) {
      workspace.complain(request.method() + " refused: " + refusal.getMessage());
    }
  }

  private ObjectNode call(Request request) throws ApiRefusal {
    boolean app = request.token().equals(appToken);
    if (request.token().isEmpty()) {
      throw new ApiRefusal("not_authed");
    }
    if (!app && !request.token().equals(botToken)) {
      throw new ApiRefusal("invalid_auth");
    }
    if (app && request.method().equals("auth.test")) {
      return Json.object().put("ok", true).put("app_name", "hoop").put("app_id", Workspace.APP);
    }
    if (app != request.method().equals("apps.connections.open")) {
      throw new ApiRefusal("not_allowed_token_type");
    }
    if (app) {
      // Without the workspace's lock: connections take it while they hold their own, so this could
      // deadlock.
      return methods.answer(request.method(), request.params());
    }
    // One call at a time, so that what was checked still holds when the change is made.
    synchronized (workspace) {
      return methods.answer(request.method(), request.params());
    }
  }

  private void respond(Request request) throws ApiRefusal {
    Map<String, String> params = request.params();
    synchronized (workspace) {
      JsonNode blocks;
      try {
        String json = params.get("blocks");
        blocks = WebMethods.checkedBlocks(json == null ? null : Json.parse(json));
      } catch (JsonProcessingException e) {
        throw new ApiRefusal("invalid_blocks_format");
      }
      boolean delete = Boolean.parseBoolean(params.get("delete_original"));
      String text = params.getOrDefault("text", "");
      if (text.isEmpty() && blocks.isEmpty() && !delete) {
        throw new ApiRefusal("no_text");
      }
      Workspace.Origin origin = workspace.useResponsePath(request.path());
      ResponseUrlPost post =
          new ResponseUrlPost(
              origin.user(),
              origin.channel(),
              text,
              blocks,
              params.getOrDefault("response_type", "ephemeral"),
              Boolean.parseBoolean(params.get("replace_original")),
              delete,
              false,
              request.path(),
              System.nanoTime());
      show(post, origin.messageTs());
      workspace.respond(post);
    }
  }

  private void show(ResponseUrlPost post, @Nullable String messageTs) {
    Optional<Message> original =
        messageTs == null ? Optional.empty() : workspace.message(post.channel(), messageTs);
    if (original.isPresent() && post.deleteOriginal()) {
      workspace.delete(original.get());
    } else if (original.isPresent() && post.replaceOriginal()) {
      workspace.edit(
          original.get(),
          new Message.Version(
              post.text(), post.blocks(), original.get().metadata(), System.nanoTime()));
    } else if (post.responseType().equals("in_channel")) {
      workspace
          .channel(post.channel())
          .ifPresent(channel -> workspace.post(channel, post.text(), post.blocks(), null, null));
    }
  }

  private static Request apiRequest(HttpExchange exchange, String path) throws IOException {
    Map<String, String> params = form(exchange.getRequestURI().getRawQuery());
    params.putAll(body(exchange));
    String inBody = params.remove("token");
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String token =
        header != null && header.startsWith("Bearer ")
            ? header.substring("Bearer ".length()).strip()
            : inBody == null ? "" : inBody;
    return new Request(path.substring(API.length()), path, params, token, System.nanoTime());
  }

  private static Map<String, String> body(HttpExchange exchange) throws IOException {
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      return form(text);
    }
    Map<String, String> params = new LinkedHashMap<>();
    Json.parse(text)
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (!value.isNull()) {
                params.put(
                    field.getKey(), value.isContainerNode() ? Json.write(value) : value.asText());
              }
            });
    return params;
  }

  private static Map<String, String> form(@Nullable String text) {
    Map<String, String> params = new LinkedHashMap<>();
    if (text == null) {
      return params;
    }
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        params.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return params;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    proxy.close();
    server.close();
  }
}
