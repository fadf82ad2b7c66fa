package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP end of Slack: tokens, faults, pacing, and the log of what was asked. */
final class WebApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebApiServer.class);

  static {
    // Without it the server's small packets wait 40 ms each for the client's delayed ACK.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  /** Refusals that tell how the world is, not that the bot asked wrongly. */
  private static final Set<String> NO_FAULT_OF_THE_BOT =
      Set.of(
          "channel_not_found",
          "not_in_channel",
          "is_archived",
          "message_not_found",
          "thread_not_found",
          "user_not_found",
          "users_not_found",
          "user_not_in_channel",
          "not_found",
          "hash_conflict",
          "link_disabled");

  private record Request(String method, Map<String, String> params, String token, long arrivedAt) {}

  private final Workspace world;
  private final WebMethods methods;
  private final SlackFaults faults;
  private final RateLimits limits;
  private final ScheduledExecutorService timer;
  private final String botToken;
  private final String appToken;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Daemons.named("stand-in-slack-web-api"));
  private final HttpServer server;
  private final TcpProxy relay;

  WebApiServer(
      Workspace world,
      WebMethods methods,
      SlackFaults faults,
      RateLimits limits,
      ScheduledExecutorService timer,
      Tokens tokens)
      throws IOException {
    this.world = world;
    this.methods = methods;
    this.faults = faults;
    this.limits = limits;
    this.timer = timer;
    this.botToken = tokens.bot();
    this.appToken = tokens.app();
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/api/", exchange -> receive(exchange, false));
    server.createContext("/", exchange -> receive(exchange, true));
    startAsDaemon();
    this.relay = TcpProxy.to(server.getAddress().getPort(), "stand-in-slack-web-wire");
  }

  /** The two tokens that are valid here. */
  record Tokens(String bot, String app) {}

  TcpProxy wire() {
    return relay;
  }

  String base() {
    return "http://127.0.0.1:" + relay.port();
  }

  /** The server's dispatcher is a daemon only when the thread that starts it is one. */
  private void startAsDaemon() throws IOException {
    try {
      threads.submit(server::start).get();
    } catch (ExecutionException e) {
      throw new IOException("the web server does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void receive(HttpExchange exchange, boolean responseUrl) throws IOException {
    Request request;
    try {
      request = responseUrl ? response(exchange) : request(exchange);
    } catch (JsonProcessingException e) {
      world.complain(exchange.getRequestURI() + " with a body that is no JSON");
      send(exchange, 400, "text/plain", "invalid_payload");
      return;
    }
    Optional<SlackFault> fault = faults.take(request.method());
    if (fault.orElse(null) instanceof SlackFault.Slow slow) {
      var unused =
          timer.schedule(
              () -> threads.execute(() -> finish(exchange, request, Optional.empty())),
              slow.delay().toMillis(),
              TimeUnit.MILLISECONDS);
    } else {
      finish(exchange, request, fault);
    }
  }

  private void finish(HttpExchange exchange, Request request, Optional<SlackFault> fault) {
    if (fault.orElse(null) instanceof SlackFault.Stall stall) {
      stall(exchange, request, stall);
      return;
    }
    try {
      if (fault.isEmpty()) {
        perform(exchange, request, true);
      } else {
        fail(exchange, request, fault.get());
      }
    } catch (IOException e) {
      LOG.debug("{}: the client is gone", request.method(), e);
    } catch (RuntimeException e) {
      LOG.error("{} broke the stand-in", request.method(), e);
      world.complain(request.method() + " broke the stand-in: " + e);
    } finally {
      exchange.close();
    }
  }

  private void stall(HttpExchange exchange, Request request, SlackFault.Stall stall) {
    try {
      if (stall.done()) {
        perform(exchange, request, false);
      } else {
        log(request, 0, "stalled");
      }
    } catch (IOException e) {
      LOG.debug("{}: the client is gone", request.method(), e);
    }
    stall.arrived().countDown();
  }

  private void fail(HttpExchange exchange, Request request, SlackFault fault) throws IOException {
    if (fault instanceof SlackFault.TooManyRequests limited) {
      tooMany(exchange, request, limited.retryAfterSeconds());
    } else if (fault instanceof SlackFault.Status page) {
      log(request, page.status(), "HTTP " + page.status() + " page");
      send(exchange, page.status(), "text/html", page.html());
    } else if (fault instanceof SlackFault.OkFalse refused) {
      log(request, 200, refused.error());
      json(exchange, 200, new ApiRefusal(refused.error()).body());
    } else if (fault instanceof SlackFault.DropAfter) {
      perform(exchange, request, false);
    } else {
      log(request, 0, "dropped before");
    }
  }

  private void tooMany(HttpExchange exchange, Request request, int seconds) throws IOException {
    exchange.getResponseHeaders().set("Retry-After", Integer.toString(seconds));
    log(request, 429, "ratelimited");
    json(exchange, 429, new ApiRefusal("ratelimited").body());
  }

  private void perform(HttpExchange exchange, Request request, boolean answered)
      throws IOException {
    OptionalInt wait =
        limits.refuse(
            request.method(), request.params().getOrDefault("channel", ""), request.arrivedAt());
    if (wait.isPresent()) {
      tooMany(exchange, request, wait.getAsInt());
      return;
    }
    boolean responseUrl = request.method().equals(SlackFaults.RESPONSE_URL);
    int status = 200;
    ObjectNode body;
    String error = null;
    try {
      body = responseUrl ? respond(exchange, request) : call(request);
    } catch (ApiRefusal refusal) {
      body = refusal.body();
      error = refusal.error();
      status = responseUrl ? (error.endsWith("_url") ? 404 : 400) : 200;
      complain(request, refusal);
    }
    log(request, answered ? status : 0, answered ? error : "dropped after");
    if (!answered) {
      return;
    }
    if (responseUrl) {
      send(exchange, status, "text/plain", error == null ? "ok" : error);
    } else {
      if (request.token().equals(botToken)) {
        exchange.getResponseHeaders().set("x-oauth-scopes", String.join(",", world.scopes()));
      }
      json(exchange, status, body);
    }
  }

  private void complain(Request request, ApiRefusal refusal) {
    if (!NO_FAULT_OF_THE_BOT.contains(refusal.error())) {
      world.complain(request.method() + " refused: " + refusal.getMessage());
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
      // Not under the world's lock, which connections take while they hold their own.
      return methods.answer(request.method(), request.params());
    }
    // One at a time, so that what is checked still holds when it is done.
    synchronized (world) {
      return methods.answer(request.method(), request.params());
    }
  }

  private ObjectNode respond(HttpExchange exchange, Request request) throws ApiRefusal {
    Map<String, String> params = request.params();
    synchronized (world) {
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
      Workspace.Origin origin = world.useResponsePath(exchange.getRequestURI().getPath());
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
              exchange.getRequestURI().getPath(),
              System.nanoTime());
      show(post, origin.messageTs());
      world.respond(post);
    }
    return Json.object().put("ok", true);
  }

  private void show(ResponseUrlPost post, @Nullable String messageTs) {
    Optional<Message> original =
        messageTs == null ? Optional.empty() : world.message(post.channel(), messageTs);
    if (original.isPresent() && post.deleteOriginal()) {
      world.delete(original.get());
    } else if (original.isPresent() && post.replaceOriginal()) {
      world.edit(
          original.get(),
          new Message.Version(
              post.text(), post.blocks(), original.get().metadata(), System.nanoTime()));
    } else if (post.responseType().equals("in_channel")) {
      world
          .channel(post.channel())
          .ifPresent(channel -> world.post(channel, post.text(), post.blocks(), null, null));
    }
  }

  private void log(Request request, int status, @Nullable String error) {
    world.called(new ApiCall(request.method(), request.params(), status, error, System.nanoTime()));
  }

  private static Request request(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> params = form(exchange.getRequestURI().getRawQuery());
    params.putAll(body(exchange));
    String inBody = params.remove("token");
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String token =
        header != null && header.startsWith("Bearer ")
            ? header.substring("Bearer ".length()).strip()
            : inBody == null ? "" : inBody;
    return new Request(path.substring("/api/".length()), params, token, System.nanoTime());
  }

  private static Request response(HttpExchange exchange) throws IOException {
    return new Request(SlackFaults.RESPONSE_URL, body(exchange), "", System.nanoTime());
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

  private static void json(HttpExchange exchange, int status, JsonNode body) throws IOException {
    send(exchange, status, "application/json; charset=utf-8", Json.write(body));
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    relay.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
