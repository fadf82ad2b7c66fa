package dev.hoop.slackbot.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that answers what it was told to, by method and path, and records what it was asked;
 * thread-safe.
 */
public final class ScriptedGateway implements AutoCloseable {

  static final String JSON = "application/json; charset=utf-8";

  /** What is done with one request. */
  interface Act {
    void on(HttpExchange exchange) throws IOException;
  }

  /** One request as it arrived; the path is the one below the REST root with its query. */
  public record Request(
      String method, String path, Map<String, List<String>> headers, String body) {

    public String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> String.join(",", header.getValue()))
          .findFirst()
          .orElse("");
    }
  }

  private final Map<String, Deque<Act>> script = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  public ScriptedGateway() {
    // Otherwise head and body of each answer lie forty milliseconds apart.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next answer to this request, such as {@code GET /users}; the last one stays. */
  public ScriptedGateway on(String request, Act act) {
    Deque<Act> acts = script.computeIfAbsent(request, key -> new ArrayDeque<>());
    synchronized (acts) {
      acts.add(act);
    }
    return this;
  }

  public ScriptedGateway on(String request, int status, String body) {
    return on(request, answer(status, JSON, body));
  }

  public ScriptedGateway on(String request, int status, String contentType, String body) {
    return on(request, answer(status, contentType, body));
  }

  /** What a running gateway answered. */
  public ScriptedGateway onRecorded(String request, String recording) {
    JsonNode node = recording(recording);
    if (request.startsWith("PUT /reviews/") && node.get("body").has("id")) {
      // It was recorded of another review.
      ((ObjectNode) node.get("body")).put("id", request.substring("PUT /reviews/".length()));
    }
    return on(request, node.get("status").asInt(), node.get("body").toString());
  }

  static JsonNode recording(String name) {
    String path = "/recordings/" + name + ".json";
    try (InputStream in = ScriptedGateway.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no recording " + path);
      }
      return Wire.JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Act answer(int status, String contentType, String body) {
    return exchange -> {
      if (!contentType.isEmpty()) {
        exchange.getResponseHeaders().set("Content-Type", contentType);
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    };
  }

  /** The connection ends before anything is answered. */
  public static Act drop() {
    return exchange -> {
      throw new IOException("dropped");
    };
  }

  /** The connection ends in the middle of an answer. */
  public static Act cutOff(String beginning) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", JSON);
      byte[] bytes = beginning.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length + 1000L);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
      throw new IOException("cut off");
    };
  }

  /** The head of an answer arrives at once, its end never. */
  public Act stall() {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", JSON);
      exchange.sendResponseHeaders(200, 1000L);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public List<String> asked() {
    return requests.stream().map(request -> request.method() + " " + request.path()).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString().replaceFirst("^/api", "");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(
            exchange.getRequestMethod(), path, Map.copyOf(exchange.getRequestHeaders()), body));
    Act act = next(exchange.getRequestMethod() + " " + path);
    if (act == null) {
      answer(404, "text/plain", "404 page not found").on(exchange);
    } else {
      act.on(exchange);
    }
  }

  private @Nullable Act next(String request) {
    Deque<Act> acts = script.get(request);
    if (acts == null) {
      return null;
    }
    synchronized (acts) {
      return acts.size() > 1 ? acts.poll() : acts.peek();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
