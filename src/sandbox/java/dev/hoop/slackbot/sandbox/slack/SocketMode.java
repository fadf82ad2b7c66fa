package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.sandbox.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * Slack's Socket Mode server: sends each envelope on one connection, and accepts its ack only
 * there.
 */
final class SocketMode implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 10;

  /** Called with an ack before a waiting test is notified, for example to close a dialog. */
  interface OnAck {
    void acked(ReceivedAck ack);
  }

  private static final class Connection {
    final int number;
    final WebSocket socket;
    boolean leaving;

    Connection(int number, WebSocket socket) {
      this.number = number;
      this.socket = socket;
    }
  }

  private static final class Sent {
    final EnvelopeDelivery delivery;
    final int connection;
    final long at;
    final boolean takesPayload;
    final OnAck onAck;
    boolean acked;

    Sent(EnvelopeDelivery delivery, int connection, long at, boolean takesPayload, OnAck onAck) {
      this.delivery = delivery;
      this.connection = connection;
      this.at = at;
      this.takesPayload = takesPayload;
      this.onAck = onAck;
    }
  }

  private final Workspace workspace;
  private final ScheduledExecutorService timer;
  private final Server server;
  private final TcpProxy proxy;

  @GuardedBy("this")
  private final Set<String> tickets = new HashSet<>();

  @GuardedBy("this")
  private final Map<WebSocket, Connection> connections = new LinkedHashMap<>();

  // The server's threads may report that a socket closed before they report that it opened.
  @GuardedBy("this")
  private final Set<WebSocket> gone = Collections.newSetFromMap(new WeakHashMap<>());

  @GuardedBy("this")
  private final Map<String, Sent> sent = new HashMap<>();

  @GuardedBy("this")
  private final List<EnvelopeDelivery> unacked = new ArrayList<>();

  @GuardedBy("this")
  private final List<EnvelopeDelivery> undelivered = new ArrayList<>();

  @GuardedBy("this")
  private boolean enabled = true;

  @GuardedBy("this")
  private Duration grace = Duration.ofMillis(500);

  @GuardedBy("this")
  private int lastNumber;

  @GuardedBy("this")
  private int turn;

  SocketMode(Workspace workspace, ScheduledExecutorService timer) throws IOException {
    this.workspace = workspace;
    this.timer = timer;
    this.server = new Server();
    server.setDaemon(true);
    server.setReuseAddr(true);
    server.setTcpNoDelay(true);
    server.setConnectionLostTimeout(0);
    server.start();
    server.awaitStart();
    this.proxy = TcpProxy.to(server.getPort(), "stand-in-slack-socket-proxy");
  }

  TcpProxy proxy() {
    return proxy;
  }

  synchronized String open() throws ApiRefusal {
    if (!enabled) {
      // Slack's error code for this is not documented.
      throw new ApiRefusal("link_disabled");
    }
    String ticket = UUID.randomUUID().toString();
    tickets.add(ticket);
    return "ws://127.0.0.1:"
        + proxy.port()
        + "/link/?ticket="
        + ticket
        + "&app_id="
        + Workspace.APP;
  }

  synchronized int connectionCount() {
    return connections.size();
  }

  synchronized List<EnvelopeDelivery> unacked() {
    return List.copyOf(unacked);
  }

  synchronized List<EnvelopeDelivery> undelivered() {
    return List.copyOf(undelivered);
  }

  synchronized void grace(Duration newGrace) {
    grace = newGrace;
  }

  EnvelopeDelivery deliver(
      String type, JsonNode payload, boolean takesPayload, int retry, OnAck onAck) {
    String id = UUID.randomUUID().toString();
    ObjectNode envelope = Json.object().put("envelope_id", id).put("type", type);
    envelope.put("accepts_response_payload", takesPayload);
    if (type.equals("events_api")) {
      envelope.put("retry_attempt", retry).put("retry_reason", retry == 0 ? "" : "timeout");
    }
    envelope.set("payload", payload);
    EnvelopeDelivery delivery = new EnvelopeDelivery(id, type, payload, new CompletableFuture<>());
    if (!send(delivery, Json.write(envelope), takesPayload, onAck)) {
      delivery
          .ack()
          .completeExceptionally(new IllegalStateException("the app has no open connection"));
    }
    workspace.changed();
    return delivery;
  }

  private synchronized boolean send(
      EnvelopeDelivery delivery, String envelope, boolean takesPayload, OnAck onAck) {
    Connection connection = next().orElse(null);
    if (connection == null) {
      undelivered.add(delivery);
      return false;
    }
    sent.put(
        delivery.envelopeId(),
        new Sent(delivery, connection.number, System.nanoTime(), takesPayload, onAck));
    var unused =
        timer.schedule(
            () -> expire(delivery.envelopeId()), workspace.deadlineNanos(), TimeUnit.NANOSECONDS);
    if (!trySend(connection, envelope)) {
      sent.remove(delivery.envelopeId());
      undelivered.add(delivery);
      return false;
    }
    return true;
  }

  /** False when the connection has closed. */
  private static boolean trySend(Connection connection, String text) {
    try {
      connection.socket.send(text);
      return true;
    } catch (WebsocketNotConnectedException e) {
      return false;
    }
  }

  private synchronized Optional<Connection> next() {
    List<Connection> live =
        connections.values().stream()
            .filter(connection -> !connection.leaving && connection.socket.isOpen())
            .toList();
    return live.isEmpty() ? Optional.empty() : Optional.of(live.get(turn++ % live.size()));
  }

  private void expire(String id) {
    synchronized (this) {
      Sent late = sent.get(id);
      if (late == null || late.acked) {
        return;
      }
      unacked.add(late.delivery);
    }
    workspace.changed();
  }

  /** Sends the text unchanged on the next connection; false when it could not be sent. */
  synchronized boolean sendRaw(String text) {
    Optional<Connection> connection = next();
    return connection.isPresent() && trySend(connection.get(), text);
  }

  private void received(WebSocket socket, String text) {
    Sent envelope;
    ReceivedAck ack;
    synchronized (this) {
      Connection connection = connections.get(socket);
      JsonNode answer = parse(text);
      String id = answer.path("envelope_id").asText();
      envelope = sent.get(id);
      if (envelope == null || connection == null) {
        workspace.complain("ack for an unknown envelope: " + text);
        return;
      }
      if (envelope.acked) {
        workspace.complain("second ack for envelope " + id);
        return;
      }
      if (envelope.connection != connection.number) {
        // Slack ignores it: an ack counts only on the connection that carried the envelope.
        workspace.complain(
            "envelope "
                + id
                + " went to connection "
                + envelope.connection
                + ", ack came on "
                + connection.number);
        return;
      }
      envelope.acked = true;
      if (answer.hasNonNull("payload") && !envelope.takesPayload) {
        workspace.complain("ack with a payload Slack does not take: " + text);
      }
      JsonNode payload = answer.get("payload");
      ack = new ReceivedAck(id, payload, System.nanoTime() - envelope.at, connection.number);
    }
    envelope.onAck.acked(ack);
    envelope.delivery.ack().complete(ack);
    workspace.changed();
  }

  private static JsonNode parse(String text) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      return Json.object();
    }
  }

  /** Sends a disconnect request on the oldest connection; its number, 0 if there is none. */
  synchronized int refresh() {
    Optional<Connection> oldest =
        connections.values().stream().filter(connection -> !connection.leaving).findFirst();
    oldest.ifPresent(connection -> disconnect(connection, "refresh_requested", grace));
    return oldest.map(connection -> connection.number).orElse(0);
  }

  /** Sends a warning on every connection. */
  synchronized void warn() {
    connections
        .values()
        .forEach(
            connection -> {
              boolean unused = trySend(connection, disconnectFrame("warning"));
            });
  }

  synchronized void disable() {
    enabled = false;
    tickets.clear();
    List.copyOf(connections.values())
        .forEach(connection -> disconnect(connection, "link_disabled", Duration.ZERO));
  }

  synchronized void enable() {
    enabled = true;
  }

  private synchronized void disconnect(Connection connection, String reason, Duration after) {
    connection.leaving = true;
    boolean unusedSent = trySend(connection, disconnectFrame(reason));
    var unused =
        timer.schedule(
            () -> connection.socket.close(CloseFrame.NORMAL, reason),
            after.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static String disconnectFrame(String reason) {
    ObjectNode frame = Json.object().put("type", "disconnect").put("reason", reason);
    frame.putObject("debug_info").put("host", "applink-stand-in");
    return Json.write(frame);
  }

  private void opened(WebSocket socket) {
    synchronized (this) {
      if (gone.contains(socket)) {
        return;
      }
      Connection connection = new Connection(++lastNumber, socket);
      connections.put(socket, connection);
      if (connections.size() > MAX_CONNECTIONS) {
        disconnect(connection, "too_many_websockets", Duration.ZERO);
        return;
      }
      ObjectNode hello =
          Json.object().put("type", "hello").put("num_connections", connections.size());
      hello
          .putObject("debug_info")
          .put("host", "applink-stand-in")
          .put("build_number", 10)
          .put("approximate_connection_time", 18060);
      hello.putObject("connection_info").put("app_id", Workspace.APP);
      boolean unused = trySend(connection, Json.write(hello));
    }
    workspace.changed();
  }

  private void closed(WebSocket socket) {
    synchronized (this) {
      connections.remove(socket);
      gone.add(socket);
    }
    workspace.changed();
  }

  private synchronized boolean takeTicket(String resource) {
    int at = resource.indexOf("ticket=");
    if (!enabled || at < 0) {
      return false;
    }
    String ticket = resource.substring(at + "ticket=".length()).replaceAll("&.*", "");
    return tickets.remove(ticket);
  }

  @Override
  public void close() {
    proxy.close();
    try {
      server.stop(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Server extends WebSocketServer {
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile @Nullable Exception failure;

    Server() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2);
    }

    void awaitStart() throws IOException {
      try {
        if (!started.await(10, TimeUnit.SECONDS) || failure != null) {
          throw new IOException("the WebSocket server does not start", failure);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
        WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
      if (!takeTicket(request.getResourceDescriptor())) {
        workspace.complain("WebSocket opened without a fresh ticket");
        throw new InvalidDataException(CloseFrame.POLICY_VALIDATION, "no fresh ticket");
      }
      return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
      opened(socket);
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
      closed(socket);
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
      received(socket, message);
    }

    @Override
    public void onError(@Nullable WebSocket socket, Exception e) {
      if (socket == null) {
        failure = e;
        started.countDown();
      }
    }

    @Override
    public void onStart() {
      started.countDown();
    }
  }
}
