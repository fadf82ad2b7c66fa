package dev.hoop.slackbot.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/**
 * Serves {@code /healthz} (the process lives) and {@code /readyz} (socket, gateway and store work).
 */
final class StatusServer implements AutoCloseable {

  private final HttpServer server;
  private final Readiness readiness;

  private StatusServer(HttpServer server, Readiness readiness) {
    this.server = server;
    this.readiness = readiness;
  }

  static StatusServer start(InetSocketAddress address, ExecutorService pool, Readiness readiness)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    StatusServer status = new StatusServer(server, readiness);
    server.setExecutor(pool);
    server.createContext("/healthz", exchange -> answer(exchange, 200, "ok\n"));
    server.createContext("/readyz", status::ready);
    server.start();
    return status;
  }

  private void ready(HttpExchange exchange) throws IOException {
    Map<String, Boolean> parts = readiness.now();
    boolean all = !parts.containsValue(false);
    String body =
        parts.entrySet().stream()
            .map(part -> part.getKey() + ": " + (part.getValue() ? "up" : "down"))
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    answer(exchange, all ? 200 : 503, body);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
