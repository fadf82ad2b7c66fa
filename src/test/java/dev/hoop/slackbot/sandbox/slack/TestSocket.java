package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** A bare Socket Mode client that acks only when told. */
final class TestSocket extends WebSocketClient {
  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();

  TestSocket(String url) {
    super(URI.create(url));
    setDaemon(true);
  }

  static TestSocket open(String url) throws InterruptedException {
    TestSocket socket = new TestSocket(url);
    if (!socket.connectBlocking(5, TimeUnit.SECONDS)) {
      throw new AssertionError("not connected");
    }
    return socket;
  }

  JsonNode next() throws InterruptedException {
    JsonNode frame = frames.poll(3, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("no frame came");
    }
    return frame;
  }

  void ack(String envelopeId, String payload) {
    send(
        "{\"envelope_id\":\""
            + envelopeId
            + "\""
            + (payload.isEmpty() ? "" : ",\"payload\":" + payload)
            + "}");
  }

  CompletableFuture<Integer> closed() {
    return closed;
  }

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onMessage(String message) {
    try {
      frames.add(Json.parse(message));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(message, e);
    }
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    closed.complete(code);
  }

  @Override
  public void onError(Exception e) {
    // A close follows.
  }
}
