package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP end of the gateway: addresses, faults, and the log of what was asked. */
final class RestApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);
  private static final String JSON = "application/json; charset=utf-8";
  private static final String PLAIN_JSON = "application/json";
  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Hoop</title></head><body></body></html>";

  static {
    // Without it the server's small packets wait 40 ms each for the client's delayed ACK.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private record Answer(int status, String type, String body) {
    static Answer of(int status, @Nullable JsonNode json) {
      return json == null ? new Answer(status, "", "") : new Answer(status, JSON, Json.write(json));
    }
  }

  private final GatewayState world;
  private final RestRoutes routes;
  private final GatewayFaults faults;
  private final String basePath;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Daemons.named("stand-in-gateway"));
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(1, Daemons.named("stand-in-gateway-timer"));
  private final int port;
  private volatile Delays delays = Delays.NONE;

  @GuardedBy("this")
  private @Nullable HttpServer server;

  RestApi(GatewayState world, RestRoutes routes, GatewayFaults faults, String basePath)
      throws IOException {
    this.world = world;
    this.routes = routes;
    this.faults = faults;
    this.basePath = basePath;
    HttpServer first = listen(0);
    this.server = first;
    this.port = first.getAddress().getPort();
  }

  String origin() {
    return "http://127.0.0.1:" + port;
  }

  URI url() {
    return URI.create(origin() + basePath);
  }

  void delays(Delays from) {
    delays = from;
  }

  synchronized void down() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  synchronized void up() throws IOException {
    if (server == null) {
      server = listen(port);
    }
  }

  @Override
  public void close() {
    down();
    timer.shutdownNow();
    threads.shutdownNow();
  }

  private HttpServer listen(int where) throws IOException {
    HttpServer fresh =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 100);
    fresh.setExecutor(threads);
    fresh.createContext("/", this::receive);
    try {
      // The server's dispatcher is a daemon only when the thread that starts it is one.
      threads.submit(fresh::start).get();
    } catch (ExecutionException e) {
      throw new IOException("the web server does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return fresh;
  }

  private void receive(HttpExchange exchange) throws IOException {
    long arrived = System.nanoTime();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Optional<GatewayFault> fault = faults.take(exchange.getRequestMethod() + " " + shown(exchange));
    // In the request's own thread, so that none waits for another.
    pauseUntil(arrived + delays.of(exchange.getRequestMethod(), shown(exchange)).toNanos());
    if (fault.orElse(null) instanceof GatewayFault.Slow slow) {
      var unused =
          timer.schedule(
              () -> threads.execute(() -> finish(exchange, body, null, arrived)),
              slow.delay().toMillis(),
              TimeUnit.MILLISECONDS);
    } else {
      finish(exchange, body, fault.orElse(null), arrived);
    }
  }

  private static void pauseUntil(long end) {
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  private void finish(
      HttpExchange exchange, String body, @Nullable GatewayFault fault, long arrived) {
    if (fault instanceof GatewayFault.Stall stall) {
      if (stall.done()) {
        var unused = answer(exchange, body, null);
      }
      log(exchange, body, 0, arrived);
      stall.arrived().countDown();
      return;
    }
    try {
      if (fault instanceof GatewayFault.DropBefore) {
        log(exchange, body, 0, arrived);
        return;
      }
      boolean withheld = fault instanceof GatewayFault.DropAfter;
      if (fault instanceof GatewayFault.Raced raced) {
        raced.first().run();
        withheld = raced.lost();
      }
      Answer answer = answer(exchange, body, fault);
      log(exchange, body, withheld ? 0 : answer.status(), arrived);
      if (!withheld) {
        send(exchange, answer, fault instanceof GatewayFault.Truncated);
      }
    } catch (IOException e) {
      LOG.debug("{}: the client is gone", exchange.getRequestURI(), e);
    } catch (RuntimeException | AssertionError e) {
      LOG.error("{} broke the stand-in", exchange.getRequestURI(), e);
    } finally {
      exchange.close();
    }
  }

  private Answer answer(HttpExchange exchange, String body, @Nullable GatewayFault fault) {
    if (fault instanceof GatewayFault.Html) {
      return new Answer(200, "text/html; charset=utf-8", PAGE);
    }
    if (fault instanceof GatewayFault.Body body200) {
      return new Answer(200, JSON, body200.json());
    }
    if (fault instanceof GatewayFault.Status status) {
      return Answer.of(status.code(), Answers.message(status.message()));
    }
    String path = exchange.getRequestURI().getRawPath();
    String root = basePath + "/api";
    if (!path.equals(root) && !path.startsWith(root + "/")) {
      return new Answer(200, "text/html; charset=utf-8", PAGE);
    }
    RestRoutes.Request request = request(exchange, body);
    if (path.endsWith("/") && !request.path().isEmpty() && routes.known(request.path())) {
      exchange.getResponseHeaders().set("Location", path.substring(0, path.length() - 1));
      return new Answer(request.method().equals("GET") ? 301 : 307, "text/html", "");
    }
    try {
      RestReply reply = world.refusable(() -> routes.answer(request));
      Answer answer = Answer.of(reply.status(), reply.body());
      return isOneSession(request) ? new Answer(200, PLAIN_JSON, answer.body()) : answer;
    } catch (Refusal refusal) {
      return refusal.isPlainText()
          ? new Answer(404, "text/plain", refusal.text())
          : Answer.of(refusal.status(), Answers.message(refusal.text()));
    }
  }

  /** The one answer that the gateway writes by hand, and labels otherwise. */
  private static boolean isOneSession(RestRoutes.Request request) {
    List<String> path = request.path();
    return request.method().equals("GET") && path.size() == 2 && path.get(0).equals("sessions");
  }

  private RestRoutes.Request request(HttpExchange exchange, String body) {
    String path =
        exchange.getRequestURI().getRawPath().substring(basePath.length() + "/api".length());
    List<String> parts =
        Arrays.stream(path.split("/", -1))
            .filter(part -> !part.isEmpty())
            .map(RestApi::decodePath)
            .toList();
    String method = exchange.getRequestMethod();
    return new RestRoutes.Request(
        method.equals("HEAD") ? "GET" : method,
        parts,
        query(exchange.getRequestURI().getRawQuery()),
        body,
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
  private String shown(HttpExchange exchange) {
    String whole = exchange.getRequestURI().toString();
    String root = basePath + "/api";
    return whole.startsWith(root + "/") ? whole.substring(root.length()) : whole;
  }

  private void log(HttpExchange exchange, String body, int status, long arrived) {
    boolean inside = exchange.getRequestURI().getRawPath().startsWith(basePath + "/api/");
    world.change(
        () ->
            world.seen.add(
                new SeenRequest(
                    exchange.getRequestMethod(),
                    shown(exchange),
                    inside
                        ? routes.caller(request(exchange, body)).map(Caller::name).orElse("")
                        : "",
                    body,
                    status,
                    GatewayState.now(),
                    arrived,
                    System.nanoTime())));
  }

  private static void send(HttpExchange exchange, Answer answer, boolean truncated)
      throws IOException {
    exchange.getResponseHeaders().set("Server", "hoopgateway/" + Answers.VERSION);
    if (!answer.type().isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", answer.type());
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    if (body.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body, 0, truncated ? body.length / 2 : body.length);
    exchange.getResponseBody().flush();
  }
}
