package dev.hoop.slackbot.slack.socket;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Socket Mode connection that is kept for as long as the process lives. Thread-safe: all of its
 * state belongs to the timer's one thread, and everybody else only leaves a task there.
 *
 * <p>A new socket is opened and has said hello before an old one is left; every envelope is
 * acknowledged exactly once, on the socket that delivered it; no answer to the request for an
 * address ends the search for one.
 */
public final class SocketModeConnection implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SocketModeConnection.class);
  private static final int DOUBLINGS = 10;
  private static final long CLOSE_MILLIS = 1_000;

  private final Links links;
  private final Envelopes envelopes;
  private final SocketListener listener;
  private final SocketSettings settings;
  private final @Nullable Proxy proxy;
  private final Executor dispatch;
  private final Executor connector;
  private final ScheduledExecutorService timer;
  private final Clock clock;
  private final RandomGenerator random;
  private final Socket.Owner owner = new Owner();

  // Of the timer's thread alone, but for reads of the volatile ones.
  private @Nullable Socket candidate;
  private final Set<Socket> retiring = new HashSet<>();
  private boolean seeking;
  private int failures;
  private String lastSaid = "";
  private volatile @Nullable Socket current;
  private volatile boolean closed;

  /**
   * @param dispatch works envelopes off; what it refuses is not acknowledged
   * @param connector asks for addresses, which may take a while
   * @param timer one thread
   */
  public SocketModeConnection(
      Links links,
      Envelopes envelopes,
      SocketListener listener,
      SocketSettings settings,
      @Nullable Proxy proxy,
      Executor dispatch,
      Executor connector,
      ScheduledExecutorService timer,
      Clock clock,
      RandomGenerator random) {
    this.links = links;
    this.envelopes = envelopes;
    this.listener = listener;
    this.settings = settings;
    this.proxy = proxy;
    this.dispatch = dispatch;
    this.connector = connector;
    this.timer = timer;
    this.clock = clock;
    this.random = random;
  }

  /** Begins to seek a connection; returns at once. */
  public void start() {
    after(Duration.ZERO, this::seek);
    after(settings.pingEvery(), this::beat);
  }

  /** Whether there is a connection that has said hello and is not known to be dead. */
  public boolean connected() {
    Socket socket = current;
    return socket != null && socket.isOpen();
  }

  @Override
  public void close() {
    closed = true;
    try {
      after(Duration.ZERO, () -> sockets().forEach(Socket::close))
          .get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("The Slack connection is left to end with the process");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void seek() {
    if (seeking || closed) {
      return;
    }
    seeking = true;
    try {
      connector.execute(this::ask);
    } catch (RejectedExecutionException e) {
      failed("there is no thread to ask Slack with");
    }
  }

  private void ask() {
    try {
      URI address = links.open();
      after(Duration.ZERO, () -> connect(address));
    } catch (LinkRefusedException e) {
      String code = String.valueOf(e.getMessage());
      after(Duration.ZERO, () -> refused(code));
    } catch (IOException | RuntimeException e) {
      String why = "Slack gave no address (" + e.getClass().getSimpleName() + ")";
      after(Duration.ZERO, () -> failed(why));
    }
  }

  private void connect(URI address) {
    if (closed) {
      return;
    }
    Socket socket = new Socket(address, proxy, owner, clock);
    candidate = socket;
    socket.connect();
    after(
        settings.helloWithin(),
        () -> {
          if (candidate == socket) {
            socket.abandon("no hello");
            ended(socket, "a connection was made and said no hello");
          }
        });
  }

  private void hello(Socket socket) {
    if (candidate != socket) {
      return;
    }
    Socket old = current;
    candidate = null;
    seeking = false;
    failures = 0;
    current = socket;
    if (old != null) {
      retire(old);
    }
    if (!"connected".equals(lastSaid)) {
      lastSaid = "connected";
      listener.connected();
    }
  }

  /**
   * Leaves an old socket open for a while, so that what it has delivered is still acknowledged on
   * it.
   */
  private void retire(Socket old) {
    retiring.add(old);
    after(
        settings.overlap(),
        () -> {
          retiring.remove(old);
          old.close();
        });
  }

  private void toldToLeave(Socket socket, String reason) {
    if (reason.equals("link_disabled")) {
      // First, so that the end of the socket finds a search that waits instead of starting one.
      seeking = true;
      socket.close();
      if (current == socket) {
        current = null;
      }
      refused(reason);
    } else if (socket == current) {
      log.debug("Slack asks to leave a connection ({})", reason);
      seek();
    }
  }

  private void ended(Socket socket, String why) {
    retiring.remove(socket);
    if (socket == candidate) {
      candidate = null;
      failed(why);
    } else if (socket == current) {
      current = null;
      if (!closed) {
        say("lost", why);
        seek();
      }
    }
  }

  private void failed(String why) {
    seeking = false;
    if (closed) {
      return;
    }
    if (current == null) {
      say("lost", why);
    }
    int doublings = Math.min(failures++, DOUBLINGS);
    long longest =
        Math.min(settings.firstPause().toMillis() << doublings, settings.longestPause().toMillis());
    after(Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1)), this::seek);
  }

  private void refused(String code) {
    say("refused " + code, code);
    after(
        settings.refusedPause(),
        () -> {
          seeking = false;
          seek();
        });
  }

  private void say(String what, String why) {
    // A refusal is the better explanation of a loss and is not followed by one.
    if (what.equals(lastSaid) || (what.equals("lost") && lastSaid.startsWith("refused"))) {
      return;
    }
    lastSaid = what;
    if (what.equals("lost")) {
      listener.lost(why);
    } else {
      listener.refused(why);
    }
  }

  private void beat() {
    Instant silentSince = clock.instant().minus(settings.deadAfter());
    for (Socket socket : sockets()) {
      if (socket.lastHeard().isBefore(silentSince)) {
        socket.abandon("silent");
        ended(socket, "nothing was heard for " + settings.deadAfter().toSeconds() + " s");
      } else if (socket.isOpen()) {
        socket.tryPing();
      }
    }
    after(settings.pingEvery(), this::beat);
  }

  private List<Socket> sockets() {
    Set<Socket> all = new HashSet<>(retiring);
    if (current != null) {
      all.add(current);
    }
    if (candidate != null) {
      all.add(candidate);
    }
    return List.copyOf(all);
  }

  private void workOff(Socket socket, Envelope envelope) {
    AtomicBoolean answered = new AtomicBoolean();
    Future<?> patience =
        after(
            settings.ackWithin(),
            () -> {
              if (answered.compareAndSet(false, true)) {
                log.warn("An envelope takes long and is acknowledged before it is worked off");
                acknowledge(socket, envelope, Ack.plain());
              }
            });
    try {
      dispatch.execute(
          () -> {
            Ack ack = deliver(envelope, answered);
            if (answered.compareAndSet(false, true)) {
              acknowledge(socket, envelope, ack);
            }
            patience.cancel(false);
          });
    } catch (RejectedExecutionException e) {
      answered.set(true);
      patience.cancel(false);
      log.error("Too much arrives at once; an envelope is left to fail where its author sees it");
    }
  }

  private Ack deliver(Envelope envelope, AtomicBoolean answered) {
    try {
      return envelopes.deliver(envelope);
    } catch (NotStoredException e) {
      answered.set(true);
      return Ack.plain();
    } catch (RuntimeException e) {
      log.error("An envelope of type {} could not be worked off", envelope.type(), e);
      return Ack.plain();
    }
  }

  private static void acknowledge(Socket socket, Envelope envelope, Ack ack) {
    if (!socket.trySend(Frame.ack(envelope, ack))) {
      log.warn("A connection ended before an envelope could be acknowledged on it");
    }
  }

  @CanIgnoreReturnValue
  private Future<?> after(Duration pause, Runnable task) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            log.error("A step of the Slack connection failed; it goes on", e);
          }
        };
    try {
      return timer.schedule(guarded, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(null);
    }
  }

  /** What the sockets' own threads call. */
  private final class Owner implements Socket.Owner {

    @Override
    public void heard(Socket socket, String text) {
      Frame frame = Frame.read(text);
      if (frame == null) {
        log.warn("Slack sent a frame that is no JSON object; it is ignored");
        return;
      }
      Envelope envelope = frame.envelope();
      if (envelope != null) {
        workOff(socket, envelope);
      } else if (frame.type().equals("hello")) {
        after(Duration.ZERO, () -> hello(socket));
      } else if (frame.type().equals("disconnect")) {
        after(Duration.ZERO, () -> toldToLeave(socket, frame.reason()));
      }
    }

    @Override
    public void closed(Socket socket, String why) {
      after(Duration.ZERO, () -> ended(socket, why));
    }
  }
}
