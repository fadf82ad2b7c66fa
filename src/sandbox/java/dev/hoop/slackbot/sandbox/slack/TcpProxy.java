package dev.hoop.slackbot.sandbox.slack;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.sandbox.http.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A TCP proxy in front of a server, which can reset, freeze and refuse connections; thread-safe.
 * The bot so meets real network failures.
 */
final class TcpProxy implements AutoCloseable {
  private final int target;
  private final int port;
  private final ExecutorService threads;
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

  @GuardedBy("this")
  private ServerSocket listener;

  private TcpProxy(int target, ServerSocket listener, String name) {
    this.target = target;
    this.listener = listener;
    this.port = listener.getLocalPort();
    this.threads = Executors.newCachedThreadPool(DaemonThreads.named(name));
  }

  static TcpProxy to(int target, String name) throws IOException {
    TcpProxy proxy = new TcpProxy(target, listen(0), name);
    proxy.accept();
    return proxy;
  }

  int port() {
    return port;
  }

  /** Ends every connection with a TCP reset. */
  void cut() {
    List.copyOf(connections).forEach(ProxiedConnection::reset);
  }

  /** Discards all further data of the present connections; new ones are not affected. */
  void freeze() {
    connections.forEach(ProxiedConnection::freeze);
  }

  /** Refuses connections and resets the present ones. */
  synchronized void down() {
    closeQuietly(listener);
    cut();
  }

  synchronized void up() throws IOException {
    if (listener.isClosed()) {
      listener = listen(port);
      accept();
    }
  }

  @Override
  public void close() {
    down();
    threads.shutdownNow();
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    return socket;
  }

  private synchronized void accept() {
    ServerSocket socket = listener;
    threads.execute(
        () -> {
          while (!socket.isClosed()) {
            try {
              connect(socket, socket.accept());
            } catch (IOException e) {
              // Either the listener was closed, which ends the loop, or one client left early.
            }
          }
        });
  }

  private void connect(ServerSocket from, Socket client) throws IOException {
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    ProxiedConnection connection = new ProxiedConnection(client, server);
    connections.add(connection);
    if (from.isClosed()) {
      // It was accepted while the listener was closed, and the reset may have missed it.
      connection.reset();
    }
    threads.execute(() -> pump(connection, client, server));
    threads.execute(() -> pump(connection, server, client));
  }

  private void pump(ProxiedConnection connection, Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!connection.frozen) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // One side has closed; the other is closed below.
    } finally {
      connections.remove(connection);
      connection.close();
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is given up anyway.
    }
  }

  private static final class ProxiedConnection {
    private final Socket client;
    private final Socket server;
    private volatile boolean frozen;

    ProxiedConnection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void freeze() {
      frozen = true;
    }

    void reset() {
      try {
        client.setSoLinger(true, 0);
        server.setSoLinger(true, 0);
      } catch (IOException e) {
        // It is closed already.
      }
      close();
    }

    void close() {
      closeQuietly(client);
      closeQuietly(server);
    }
  }
}
