package dev.hoop.slackbot.slack.socket;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.hoop.slackbot.review.Backoff;
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
import java.util.concurrent.ConcurrentHashMap;
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
  private static final long CLOSE_MILLIS = 1_000;

  private final SocketUrls urls;
  private final Envelopes envelopes;
  private final SocketListener listener;
  private final SocketSettings settings;
  private final @Nullable Proxy proxy;
  private final Executor dispatch;
  private final Executor connector;
  private final ScheduledExecutorService timer;
  private final Clock clock;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final Socket.Owner owner = new Owner();

  // Of the timer's thread alone, but for reads of the volatile ones.
  private @Nullable Socket candidate;
  private final Set<Socket> retiring = new HashSet<>();
  // From the first attempt at a connection to its hello; there is one at a time.
  private boolean seeking;
  private int failures;
  private int shortLives;
  private Instant connectedSince = Instant.MIN;
  private String lastSaid = "";
  // The long wait after a refusal, while there is one.
  private @Nullable Future<?> resting;
  private volatile @Nullable Socket current;
  private volatile boolean closed;

  /**
   * @param dispatch works envelopes off; what it refuses is not acknowledged
   * @param connector asks for addresses, which may take a while
   * @param timer one thread
   */
  public SocketModeConnection(
      SocketUrls urls,
      Envelopes envelopes,
      SocketListener listener,
      SocketSettings settings,
      @Nullable Proxy proxy,
      Executor dispatch,
      Executor connector,
      ScheduledExecutorService timer,
      Clock clock,
      RandomGenerator random) {
    this.urls = urls;
    this.envelopes = envelopes;
    this.listener = listener;
    this.settings = settings;
    this.proxy = proxy;
    this.dispatch = dispatch;
    this.connector = connector;
    this.timer = timer;
    this.clock = clock;
    this.backoff = new Backoff(settings.firstPause(), settings.longestPause());
    this.random = random;
  }

  /** Begins to seek a connection; returns at once. */
  public void start() {
    after(Duration.ZERO, () -> seek(Duration.ZERO));
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
    Set<Socket> left = ConcurrentHashMap.newKeySet();
    try {
      after(
              Duration.ZERO,
              () -> {
                left.addAll(sockets());
                if (candidate != null) {
                  candidate.abandon("closing");
                  candidate = null;
                }
                left.forEach(Socket::close);
              })
          .get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
      Instant end = clock.instant().plusMillis(CLOSE_MILLIS);
      for (Socket socket : left) {
        socket.awaitEnd(Duration.between(clock.instant(), end));
      }
    } catch (ExecutionException | TimeoutException e) {
      log.debug("The Slack connection is left to end with the process");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    left.forEach(socket -> socket.abandon("closing"));
  }

  private void seek(Duration pause) {
    if (!seeking && !closed) {
      seeking = true;
      after(pause, this::attempt);
    }
  }

  private void attempt() {
    resting = null;
    if (closed) {
      return;
    }
    try {
      connector.execute(this::ask);
    } catch (RejectedExecutionException e) {
      failed("there is no thread to ask Slack with");
    }
  }

  private void ask() {
    // What an Error leaves behind: without a next step the search would end for good.
    Runnable next = () -> failed("Slack could not be asked for an address");
    try {
      URI address = urls.open();
      next = () -> connect(address);
    } catch (ConnectRefusedException e) {
      String code = String.valueOf(e.getMessage());
      next = () -> refused(code);
    } catch (ConnectLaterException e) {
      next = () -> failed("Slack gave no address yet", e.pause());
    } catch (IOException | RuntimeException e) {
      String why = "Slack gave no address (" + e.getClass().getSimpleName() + ")";
      next = () -> failed(why);
    } finally {
      after(Duration.ZERO, next);
    }
  }

  private void connect(URI address) {
    if (closed) {
      return;
    }
    boolean begun = false;
    try {
      Socket socket = new Socket(address, proxy, owner, clock);
      candidate = socket;
      socket.connect();
      after(
          settings.helloWithin(),
          () -> {
            if (candidate == socket) {
              ended(socket, "a connection was made and said no hello");
            }
          });
      begun = true;
    } finally {
      // An address no socket can be made for, or a process that is out of threads.
      if (!begun) {
        candidate = null;
        failed("a connection could not be begun");
      }
    }
  }

  private void hello(Socket socket) {
    if (candidate != socket) {
      return;
    }
    Socket old = current;
    candidate = null;
    seeking = false;
    failures = 0;
    connectedSince = clock.instant();
    current = socket;
    if (old != null) {
      retire(old);
    }
    if (!"connected".equals(lastSaid)) {
      lastSaid = "connected";
      tell(listener::connected);
    }
  }

  /**
   * Leaves an old socket open for a while, so that what it has delivered is still acknowledged on
   * it. It is watched to its end, since the other side may be gone and never answer.
   */
  private void retire(Socket old) {
    retiring.add(old);
    after(settings.overlap(), old::close);
  }

  private void toldToLeave(Socket socket, String reason) {
    if (socket != current && socket != candidate) {
      return;
    }
    if (!reason.equals("link_disabled")) {
      if (socket == current) {
        log.debug("Slack asks to leave a connection ({})", reason);
        seekAfterLife();
      }
      return;
    }
    // A socket that is still being opened is disabled too; its hello may be under way already.
    boolean mustAskAgain = candidate != null || !seeking;
    Socket opening = candidate;
    if (opening != null) {
      candidate = null;
      leave(opening);
    }
    if (socket == current) {
      current = null;
      leave(socket);
    }
    seeking = true;
    if (mustAskAgain) {
      refused(reason);
    } else {
      sayRefused(reason);
    }
  }

  /** Closes a socket, which is watched to its end. */
  private void leave(Socket socket) {
    retiring.add(socket);
    socket.close();
  }

  private void ended(Socket socket, String why) {
    retiring.remove(socket);
    if (socket == candidate) {
      candidate = null;
      socket.abandon(why);
      failed(why);
    } else if (socket == current) {
      current = null;
      if (!closed) {
        seekAfterLife();
        sayLost(why);
        endRest();
      }
    }
  }

  /** Slack refused a second connection while there was one; now that there is none, ask sooner. */
  private void endRest() {
    Future<?> rest = resting;
    if (rest != null && rest.cancel(false)) {
      resting = null;
      after(backoff.after(failures++, random), this::attempt);
    }
  }

  /** Seeks at once, but ever later when connections do not last, or Slack would be hammered. */
  private void seekAfterLife() {
    if (seeking) {
      return;
    }
    boolean lasted = !clock.instant().isBefore(connectedSince.plus(settings.longestPause()));
    shortLives = lasted ? 0 : shortLives + 1;
    seek(shortLives <= 1 ? Duration.ZERO : backoff.after(shortLives - 2, random));
  }

  private void failed(String why) {
    failed(why, Duration.ZERO);
  }

  private void failed(String why, Duration leastPause) {
    if (closed) {
      return;
    }
    Duration pause = backoff.after(failures++, random);
    after(pause.compareTo(leastPause) < 0 ? leastPause : pause, this::attempt);
    if (current == null) {
      sayLost(why);
    }
  }

  private void refused(String code) {
    resting = after(settings.refusedPause(), this::attempt);
    sayRefused(code);
  }

  private void sayRefused(String code) {
    String what = "refused " + code;
    if (!closed && !what.equals(lastSaid)) {
      lastSaid = what;
      tell(() -> listener.refused(code));
    }
  }

  private void sayLost(String why) {
    // A refusal is the better explanation of a loss and is not followed by one.
    if (!lastSaid.equals("lost") && !lastSaid.startsWith("refused")) {
      lastSaid = "lost";
      tell(() -> listener.lost(why));
    }
  }

  /** A listener that fails must not end the search. */
  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      log.error("News of the Slack connection could not be told", e);
    }
  }

  private void beat() {
    try {
      Instant silentSince = clock.instant().minus(settings.deadAfter());
      for (Socket socket : sockets()) {
        if (socket.lastHeard().isBefore(silentSince)) {
          socket.abandon("silent");
          ended(socket, "nothing was heard for " + settings.deadAfter().toSeconds() + " s");
        } else if (socket.isOpen()) {
          socket.tryPing();
        }
      }
    } finally {
      after(settings.pingEvery(), this::beat);
    }
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
    AtomicBoolean ended = new AtomicBoolean();
    try {
      dispatch.execute(
          () -> {
            Ack ack = deliver(envelope, answered);
            ack.due()
                .thenRun(
                    () -> {
                      if (answered.compareAndSet(false, true)) {
                        acknowledge(socket, envelope, ack);
                      }
                      ended.set(true);
                    });
          });
    } catch (RejectedExecutionException e) {
      log.error("Too much arrives at once; an envelope is left to fail where its author sees it");
      return;
    }
    // After the work was begun, which it would only delay, and never taken back: that would wake
    // the timer's thread while the ack is made.
    after(
        settings.ackWithin(),
        () -> {
          if (!ended.get()) {
            loseThePatience(socket, envelope, answered);
          }
        });
  }

  private static void loseThePatience(Socket socket, Envelope envelope, AtomicBoolean answered) {
    if (envelope.mustBeKept()) {
      log.warn(
          "What somebody pressed or asked takes long; it stays unacknowledged until it is kept");
    } else if (answered.compareAndSet(false, true)) {
      log.warn("An envelope takes long and is acknowledged before it is worked off");
      acknowledge(socket, envelope, Ack.plain());
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
