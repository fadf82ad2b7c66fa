package dev.hoop.slackbot.sandbox.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server on loopback that injects the planned faults and leaves the rest to its handler;
 * thread-safe.
 *
 * @param <R> a request as the handler reads it
 */
public final class StandInServer<R> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StandInServer.class);

  static {
    // Without it the server's small packets wait 40 ms each for the client's delayed ACK.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final RequestHandler<R> handler;
  private final FaultPlan faults;
  private final ExecutorService threads;
  private final ScheduledExecutorService timer;
  private final int port;

  @GuardedBy("this")
  private @Nullable HttpServer server;

  /** Listens when this returns; the threads are named after {@code name}. */
  public StandInServer(String name, RequestHandler<R> handler, FaultPlan faults)
      throws IOException {
    this.handler = handler;
    this.faults = faults;
    this.threads = Executors.newCachedThreadPool(DaemonThreads.named(name));
    this.timer = Executors.newScheduledThreadPool(1, DaemonThreads.named(name + "-timer"));
    HttpServer first = listen(0);
    this.server = first;
    this.port = first.getAddress().getPort();
  }

  public int port() {
    return port;
  }

  /** Refuses connections and closes the present ones. */
  public synchronized void down() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  /** Undoes {@link #down}, on the same port. */
  public synchronized void up() throws IOException {
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

  private HttpServer listen(int onPort) throws IOException {
    HttpServer fresh =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 100);
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
    R request;
    try {
      request = handler.read(exchange);
    } catch (UnreadableRequestException e) {
      send(exchange, e.reply(), false);
      return;
    }
    HttpFault fault = faults.take(handler.faultKey(request)).orElse(HttpFault.NONE);
    handler.awaitResponseTime(request);
    if (fault.delay().isZero()) {
      finish(exchange, request, fault);
    } else {
      var unused =
          timer.schedule(
              () -> threads.execute(() -> finish(exchange, request, fault)),
              fault.delay().toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private void finish(HttpExchange exchange, R request, HttpFault fault) {
    boolean stalled = fault.delivery() == HttpFault.Delivery.STALLED;
    try {
      answer(exchange, request, fault);
    } catch (IOException e) {
      LOG.debug("{}: the client is gone", exchange.getRequestURI(), e);
    } catch (RuntimeException | AssertionError e) {
      LOG.error("{} met a defect of the stand-in", exchange.getRequestURI(), e);
      handler.failed(request, e);
    } finally {
      fault.arrived().countDown();
      if (!stalled) {
        exchange.close();
      }
    }
  }

  private void answer(HttpExchange exchange, R request, HttpFault fault) throws IOException {
    Optional<HttpReply> instead = fault.performed() ? handler.rateLimit(request) : fault.reply();
    if (instead.isPresent()) {
      logAndSend(exchange, request, instead.get());
      return;
    }
    if (!fault.performed()) {
      handler.log(request, 0, fault.toString());
      return;
    }
    fault.before().run();
    HttpReply reply = handler.perform(request);
    switch (fault.delivery()) {
      case WHOLE -> logAndSend(exchange, request, reply);
      case TRUNCATED -> {
        handler.log(request, 0, fault.toString());
        send(exchange, reply, true);
      }
      case DROPPED, STALLED -> handler.log(request, 0, fault.toString());
    }
  }

  private void logAndSend(HttpExchange exchange, R request, HttpReply reply) throws IOException {
    handler.log(request, reply.status(), reply.error());
    send(exchange, reply, false);
  }

  private static void send(HttpExchange exchange, HttpReply reply, boolean truncated)
      throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    if (body.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(reply.status(), -1);
    } else {
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body, 0, truncated ? body.length / 2 : body.length);
      exchange.getResponseBody().flush();
    }
    exchange.close();
  }
}
