package dev.hoop.slackbot.app.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hoop.slackbot.review.StoreFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /healthz} (the process lives), {@code /readyz} (socket, gateway, credentials and
 * store work) and {@code /metrics} (for Prometheus).
 */
public final class StatusServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StatusServer.class);

  private static final String PLAIN = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final Readiness readiness;
  private final Metrics metrics;

  private StatusServer(HttpServer server, Readiness readiness, Metrics metrics) {
    this.server = server;
    this.readiness = readiness;
    this.metrics = metrics;
  }

  public static StatusServer start(
      InetSocketAddress address, ExecutorService pool, Readiness readiness, Metrics metrics)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    StatusServer status = new StatusServer(server, readiness, metrics);
    server.setExecutor(pool);
    server.createContext("/healthz", exchange -> answer(exchange, 200, PLAIN, "ok\n"));
    server.createContext("/readyz", status::ready);
    server.createContext("/metrics", status::measured);
    server.start();
    return status;
  }

  private void ready(HttpExchange exchange) throws IOException {
    Map<String, Boolean> parts = readiness.now();
    boolean all = !parts.containsValue(false);
    String body =
        parts.entrySet().stream()
            .map(
                part ->
                    part.getKey()
                        + ": "
                        + (part.getValue() ? "up" : "down")
                        + detail(part.getKey()))
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    answer(exchange, all ? 200 : 503, PLAIN, body);
  }

  private String detail(String part) {
    String detail = readiness.detail(part);
    return detail.isEmpty() ? "" : " (" + detail + ")";
  }

  private void measured(HttpExchange exchange) throws IOException {
    String body;
    try {
      body = metrics.text();
    } catch (RuntimeException e) {
      if (!StoreFailedException.isSaid(e)) {
        log.warn("The metrics cannot be read from the store: {}", e.getMessage());
      }
      answer(exchange, 503, PLAIN, "the store cannot be read\n");
      return;
    }
    answer(exchange, 200, Metrics.CONTENT_TYPE, body);
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
