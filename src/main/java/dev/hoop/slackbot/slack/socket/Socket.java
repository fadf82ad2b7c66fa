package dev.hoop.slackbot.slack.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/** One WebSocket, which tells its owner what happens and when it was last heard. Thread-safe. */
final class Socket extends WebSocketClient {

  /** What the owner of a socket hears, on the socket's own threads. */
  interface Owner {
    void heard(Socket socket, String text);

    void closed(Socket socket, String why);
  }

  private static final int CONNECT_MILLIS = 10_000;

  private final Owner owner;
  private final Clock clock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Instant lastHeard;
  private volatile java.net.@Nullable Socket tcp;
  private volatile boolean abandoned;

  Socket(URI address, @Nullable Proxy proxy, Owner owner, Clock clock) {
    super(address, new org.java_websocket.drafts.Draft_6455(), null, CONNECT_MILLIS);
    this.owner = owner;
    this.clock = clock;
    this.lastHeard = clock.instant();
    setTcpNoDelay(true);
    setDaemon(true);
    // Its own watch would take a minute; the connection pings by itself.
    setConnectionLostTimeout(0);
    if (proxy == null) {
      setDnsResolver(this::resolve);
    } else {
      setProxy(proxy);
    }
  }

  /** The library asks here once its TCP socket exists, which is the first chance to hold it. */
  private InetAddress resolve(URI address) throws UnknownHostException {
    tcp = getSocket();
    if (abandoned) {
      throw new UnknownHostException("abandoned");
    }
    return InetAddress.getByName(address.getHost());
  }

  /** Waits for its end, for a while. */
  void awaitEnd(Duration longest) throws InterruptedException {
    boolean unused = ended.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  Instant lastHeard() {
    return lastHeard;
  }

  /** Sends a frame; false when the socket has gone. */
  boolean trySend(String frame) {
    try {
      send(frame);
      return true;
    } catch (WebsocketNotConnectedException e) {
      return false;
    }
  }

  void tryPing() {
    try {
      sendPing();
    } catch (WebsocketNotConnectedException e) {
      // Its end is on the way to the owner already.
    }
  }

  /**
   * Ends it without waiting for the other side, which may be gone. The library alone would leave
   * the TCP connection and a thread behind when it is not yet connected, or stuck in a write.
   */
  void abandon(String why) {
    abandoned = true;
    closeConnection(CloseFrame.ABNORMAL_CLOSE, why);
    java.net.Socket held = tcp == null ? getSocket() : tcp;
    if (held != null) {
      try {
        held.close();
      } catch (IOException e) {
        // It is gone, which is all that is wanted.
      }
    }
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    lastHeard = clock.instant();
  }

  @Override
  public void onMessage(String text) {
    lastHeard = clock.instant();
    owner.heard(this, text);
  }

  @Override
  public void onWebsocketPong(WebSocket socket, Framedata frame) {
    lastHeard = clock.instant();
  }

  @Override
  public void onWebsocketPing(WebSocket socket, Framedata frame) {
    lastHeard = clock.instant();
    super.onWebsocketPing(socket, frame);
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    ended.countDown();
    owner.closed(this, "closed with code " + code);
  }

  @Override
  public void onError(Exception e) {
    // A close follows; the message can hold the address, which carries a ticket.
  }
}
