package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.hoop.slackbot.sandbox.http.FaultPlan;
import dev.hoop.slackbot.sandbox.http.HttpReply;
import dev.hoop.slackbot.sandbox.http.Json;
import dev.hoop.slackbot.sandbox.http.RequestHandler;
import dev.hoop.slackbot.sandbox.http.StandInServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Serves the REST API and the web UI's page over HTTP, and logs every request. */
final class RestApi implements RequestHandler<RestApi.Incoming>, AutoCloseable {
  static final String JSON = "application/json; charset=utf-8";
  private static final String PLAIN_JSON = "application/json";
  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Hoop</title></head><body></body></html>";

  /** A request with its body, as it arrived at this moment of {@link System#nanoTime}. */
  record Incoming(HttpExchange exchange, String body, long arrived) {
    String method() {
      return exchange.getRequestMethod();
    }

    String rawPath() {
      return exchange.getRequestURI().getRawPath();
    }
  }

  private final GatewayState state;
  private final RestRoutes routes;
  private final String basePath;
  private final StandInServer<Incoming> server;
  private volatile Delays delays = Delays.NONE;

  RestApi(GatewayState state, RestRoutes routes, FaultPlan faults, String basePath)
      throws IOException {
    this.state = state;
    this.routes = routes;
    this.basePath = basePath;
    this.server = new StandInServer<>("stand-in-gateway", this, faults);
  }

  String origin() {
    return "http://127.0.0.1:" + server.port();
  }

  URI url() {
    return URI.create(origin() + basePath);
  }

  void delays(Delays from) {
    delays = from;
  }

  void down() {
    server.down();
  }

  void up() throws IOException {
    server.up();
  }

  @Override
  public void close() {
    server.close();
  }

  /** An answer with the gateway's headers; without a Content-Type if that is empty. */
  static HttpReply reply(int status, String contentType, String body) {
    HttpReply reply =
        new HttpReply(
            status, Map.of("Server", "hoopgateway/" + ResponseBodies.VERSION), body, null);
    return contentType.isEmpty() ? reply : reply.withHeader("Content-Type", contentType);
  }

  static HttpReply json(int status, @Nullable JsonNode json) {
    return json == null ? reply(status, "", "") : reply(status, JSON, Json.write(json));
  }

  /** The page of the web UI. */
  static HttpReply page() {
    return reply(200, "text/html; charset=utf-8", PAGE);
  }

  @Override
  public Incoming read(HttpExchange exchange) throws IOException {
    long arrived = System.nanoTime();
    byte[] body = exchange.getRequestBody().readAllBytes();
    return new Incoming(exchange, new String(body, StandardCharsets.UTF_8), arrived);
  }

  @Override
  public String faultKey(Incoming incoming) {
    return incoming.method() + " " + shownPath(incoming);
  }

  /** Waits in the request's own thread, so that requests do not wait for each other. */
  @Override
  public void awaitResponseTime(Incoming incoming) {
    long end = incoming.arrived() + delays.of(incoming.method(), shownPath(incoming)).toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  @Override
  public HttpReply perform(Incoming incoming) {
    String path = incoming.rawPath();
    String root = basePath + "/api";
    if (!path.equals(root) && !path.startsWith(root + "/")) {
      return page();
    }
    RestRoutes.Request request = parse(incoming);
    if (path.endsWith("/")
        && !request.path().isEmpty()
        && state.look(() -> routes.known(request.path()))) {
      return reply(request.method().equals("GET") ? 301 : 307, "text/html", "")
          .withHeader("Location", path.substring(0, path.length() - 1));
    }
    try {
      RestReply reply = state.refusable(() -> routes.answer(request));
      return isOneSession(request)
          ? reply(200, PLAIN_JSON, reply.body() == null ? "" : Json.write(reply.body()))
          : json(reply.status(), reply.body());
    } catch (Refusal refusal) {
      return refusal.isPlainText()
          ? reply(404, "text/plain", refusal.text())
          : json(refusal.status(), ResponseBodies.message(refusal.text()));
    }
  }

  /** The one answer with another Content-Type. */
  private static boolean isOneSession(RestRoutes.Request request) {
    List<String> path = request.path();
    return request.method().equals("GET") && path.size() == 2 && path.get(0).equals("sessions");
  }

  private RestRoutes.Request parse(Incoming incoming) {
    HttpExchange exchange = incoming.exchange();
    String path = incoming.rawPath().substring(basePath.length() + "/api".length());
    List<String> parts =
        Arrays.stream(path.split("/", -1))
            .filter(part -> !part.isEmpty())
            .map(RestApi::decodePath)
            .toList();
    String method = incoming.method();
    return new RestRoutes.Request(
        method.equals("HEAD") ? "GET" : method,
        parts,
        query(exchange.getRequestURI().getRawQuery()),
        incoming.body(),
        exchange.getRequestHeaders().getFirst("Api-Key"),
        exchange.getRequestHeaders().getFirst("Authorization"),
        origin());
  }

  private static String decodePath(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The first value of each name. */
  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.putIfAbsent(
            URLDecoder.decode(name, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  /** The path below the REST root with its query; the whole path outside of it. */
  private String shownPath(Incoming incoming) {
    String whole = incoming.exchange().getRequestURI().toString();
    String root = basePath + "/api";
    return whole.startsWith(root + "/") ? whole.substring(root.length()) : whole;
  }

  @Override
  public void log(Incoming incoming, int status, @Nullable String error) {
    boolean inside = incoming.rawPath().startsWith(basePath + "/api/");
    state.change(
        () ->
            state.requests.add(
                new ReceivedRequest(
                    incoming.method(),
                    shownPath(incoming),
                    inside ? routes.caller(parse(incoming)).map(Caller::name).orElse("") : "",
                    incoming.body(),
                    status,
                    GatewayState.now(),
                    incoming.arrived(),
                    System.nanoTime())));
  }
}
