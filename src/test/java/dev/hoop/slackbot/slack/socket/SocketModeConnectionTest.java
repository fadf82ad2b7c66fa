package dev.hoop.slackbot.slack.socket;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.Slack;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.EnvelopeDelivery;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import dev.hoop.slackbot.slack.SlackClients;
import dev.hoop.slackbot.slack.SlackSocketUrls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SocketModeConnectionTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String LINKS = "apps.connections.open";

  private final List<String> news = new CopyOnWriteArrayList<>();
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private SlackStandIn slack;
  private Slack sdk;
  private @Nullable SocketModeConnection opened;

  @BeforeEach
  void start() {
    timer.setRemoveOnCancelPolicy(true);
    slack = SlackStandIn.start();
    sdk = SlackClients.open(slack.apiUrl());
  }

  @AfterEach
  void stop() throws Exception {
    if (opened != null) {
      opened.close();
    }
    timer.shutdownNow();
    pool.shutdownNow();
    slack.close();
    sdk.close();
  }

  @Test
  void acknowledgesWhatArrivesOnTheSocketThatDeliveredIt() {
    connect(envelope -> Ack.plain());

    EnvelopeDelivery sent = send("interactive");

    assertThat(sent.acked().payload()).isNull();
    assertThat(news).containsExactly("connected");
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void answersWithinTheAckWhereSlackTakesOne() {
    slack.addUser("U1", "ann", null);
    slack.addChannel("C1", "reviews", false, true);
    connect(envelope -> new Ack("{\"text\":\"hi\"}"));

    EnvelopeDelivery command = slack.slashCommand("U1", "C1", "/hoop", "");
    EnvelopeDelivery click = send("interactive");

    assertThat(String.valueOf(command.acked().payload())).contains("\"hi\"");
    assertThat(click.acked().payload()).isNull();
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void acknowledgesOnceWithinThePatienceWhenWorkTakesLong() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger finished = new AtomicInteger();
    connect(
        envelope -> {
          awaitQuietly(release);
          finished.incrementAndGet();
          return Ack.plain();
        });

    EnvelopeDelivery slow = send("slash_commands");
    assertThat(slow.acked().nanos()).isLessThan(Duration.ofSeconds(3).toNanos());
    release.countDown();
    await("the work to end", () -> finished.get() == 1);
    EnvelopeDelivery next = send("interactive");

    next.acked();
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void aClickIsNotAcknowledgedBeforeItIsKeptHoweverLongThatTakes() {
    slack.deadline(Duration.ofMillis(600));
    CountDownLatch release = new CountDownLatch(1);
    connect(
        envelope -> {
          awaitQuietly(release);
          return Ack.plain();
        });

    EnvelopeDelivery slow = send("interactive");

    assertThat(slack.await("a warning", LONG, () -> slack.unacked().stream().findFirst()))
        .isEqualTo(slow);
    assertThat(slow.ack()).as("an ack while nothing is kept").isNotDone();
    release.countDown();
    assertThat(slow.acked().payload()).isNull();
  }

  @Test
  void aConnectionLostAfterARefusalIsReplacedEarly() {
    SocketSettings patient = settings(Duration.ofHours(1));
    open(new SlackSocketUrls(sdk, new Secret(slack.appToken())), envelope -> Ack.plain(), patient);
    await("connected", () -> connected() && news.contains("connected"));
    slack.faults().failNext(LINKS, 1, SlackFaults.okFalse("invalid_auth"));
    slack.warn();
    await("the refusal", () -> news.contains("refused invalid_auth"));

    slack.cutSockets();

    await("connected again", () -> answering() > 0);
  }

  @Test
  void leavesSlackAloneAsLongAsItAsksBeforeItWantsAnAddressAgain() {
    slack.faults().failNext(LINKS, 1, SlackFaults.tooManyRequests(3_600));
    AtomicInteger asked = new AtomicInteger();
    SlackSocketUrls links = new SlackSocketUrls(sdk, new Secret(slack.appToken()));
    SocketUrls counting =
        () -> {
          asked.incrementAndGet();
          return links.open();
        };

    open(counting, envelope -> Ack.plain(), settings(Duration.ofHours(1)));

    await("the next try, an hour away", () -> triesIn().toMinutes() >= 59);
    assertThat(asked).hasValue(1);
  }

  /** How far away the latest thing is that the connection has in mind. */
  private Duration triesIn() {
    return timer.getQueue().stream()
        .map(task -> Duration.ofMillis(((Delayed) task).getDelay(TimeUnit.MILLISECONDS)))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  @Test
  void livesThroughFramesOfAnyShape() {
    List<Envelope> seen = new CopyOnWriteArrayList<>();
    connect(
        envelope -> {
          seen.add(envelope);
          return Ack.plain();
        });

    send("a_type_of_tomorrow").acked();
    for (String frame :
        List.of("no json", "", "[]", "null", "{}", "{\"type\":\"x\"}", "[".repeat(5_000))) {
      assertThat(slack.sendRaw(frame)).isTrue();
    }
    ObjectNode huge = JsonNodeFactory.instance.objectNode().put("text", "x".repeat(5_000_000));
    slack.sendEnvelope("interactive", huge).acked();

    assertThat(seen).hasSize(2);
    assertThat(news).containsExactly("connected");
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void acknowledgesPlainlyWhatCouldNotBeWorkedOff() {
    connect(
        envelope -> {
          throw new IllegalStateException("a bug");
        });

    assertThat(send("interactive").acked().payload()).isNull();
  }

  @Test
  void leavesUnacknowledgedWhatCouldNotBeStored() {
    slack.deadline(Duration.ofMillis(600));
    connect(
        envelope -> {
          throw new NotStoredException("the disk is full");
        });

    EnvelopeDelivery lost = send("interactive");

    assertThat(slack.await("a warning", LONG, () -> slack.unacked().stream().findFirst()))
        .isEqualTo(lost);
    assertThat(lost.ack()).isNotDone();
  }

  @Test
  void losesNoEnvelopeAroundRefreshesAndWarnings() {
    connect(envelope -> Ack.plain());
    List<EnvelopeDelivery> sent = new ArrayList<>();
    int warned = 0;

    for (int i = 0; i < 200; i++) {
      if (i % 40 == 20) {
        warned = carrier();
        slack.warn();
      } else if (i % 40 == 0) {
        // While the search goes on that the warning before began, another would begin none.
        int left = warned;
        await("its successor alone", () -> slack.connectionCount() == 1 && carrier() > left);
        int askedBefore = slack.calls(LINKS).size();
        slack.warn();
        await("a new connection", () -> slack.calls(LINKS).size() > askedBefore);
        await("both", () -> slack.connectionCount() >= 2);
        slack.refresh();
      }
      sent.add(send("interactive"));
    }

    sent.forEach(EnvelopeDelivery::acked);
    assertThat(slack.undelivered()).isEmpty();
    assertThat(slack.unacked()).isEmpty();
    assertThat(slack.complaints()).isEmpty();
    assertThat(news).containsExactly("connected");
  }

  static List<Arguments> anyFault() {
    return List.of(
        Arguments.of(SlackFaults.okFalse("internal_error"), 5),
        Arguments.of(SlackFaults.html200(), 5),
        Arguments.of(SlackFaults.status(500, "<html>"), 5),
        // Each is waited for as long as it asks, which is a second at least.
        Arguments.of(SlackFaults.tooManyRequests(1), 2),
        Arguments.of(HttpFault.dropBefore(), 5),
        Arguments.of(HttpFault.dropAfter(), 5));
  }

  @ParameterizedTest
  @MethodSource("anyFault")
  void noAnswerToTheRequestForAnAddressEndsTheSearch(HttpFault fault, int times) {
    connect(envelope -> Ack.plain());
    slack.faults().failNext(LINKS, times, fault);

    slack.cutSockets();

    await("the loss", () -> news.contains("lost"));
    await("connected again", () -> connected() && news.size() >= 3);
    assertThat(news).containsExactly("connected", "lost", "connected");
    send("interactive").acked();
  }

  @Test
  void saysOnceThatTheLinkIsDisabledAndRecoversWhenItIsEnabled() {
    connect(envelope -> Ack.plain());
    slack.warn();
    await("two connections", () -> slack.connectionCount() == 2);

    slack.disableSocketMode();
    await("the refusal", () -> news.contains("refused link_disabled"));
    int asked = slack.calls(LINKS).size();
    await("some more tries", () -> slack.calls(LINKS).size() >= asked + 3);
    slack.enableSocketMode();

    await("connected again", () -> connected() && news.size() >= 3);
    assertThat(news).containsExactly("connected", "refused link_disabled", "connected");
    await("one connection", () -> slack.connectionCount() == 1);
  }

  @Test
  void aRefusalWhileConnectedDropsNothing() {
    connect(envelope -> Ack.plain());
    slack.faults().failNext(LINKS, 2, SlackFaults.okFalse("invalid_auth"));

    slack.warn();
    await("the refusal", () -> news.contains("refused invalid_auth"));

    assertThat(connected()).isTrue();
    send("interactive").acked();
  }

  @Test
  void aHalfOpenConnectionIsNoticedAndNothingOfItIsLeft() {
    connect(envelope -> Ack.plain());
    slack.warn();
    // Its hello must be through, or the freeze would only fail an attempt, which is no loss.
    await("the second to answer", () -> answering() == 2);

    slack.freezeSockets();

    await("the loss", () -> news.contains("lost"));
    await("connected again", this::connected);
    await("only the new one", () -> slack.connectionCount() == 1);
    await("its threads alone", () -> clientThreads() <= 2);
  }

  @Test
  void aConnectionThatSaysNoHelloIsLeftForAnother() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      AtomicInteger asked = new AtomicInteger();
      SocketUrls links = new SlackSocketUrls(sdk, new Secret(slack.appToken()));
      open(
          () ->
              asked.incrementAndGet() <= 2
                  ? URI.create("ws://127.0.0.1:" + mute.getLocalPort() + "/")
                  : links.open(),
          envelope -> Ack.plain(),
          settings());

      await("connected", this::connected);
      await("its threads alone", () -> clientThreads() <= 2);
    }
    await("the news", () -> news.equals(List.of("lost", "connected")));
  }

  @Test
  void noAddressAndNoErrorEndsTheSearch() {
    AtomicInteger asked = new AtomicInteger();
    SocketUrls links = new SlackSocketUrls(sdk, new Secret(slack.appToken()));
    open(
        () ->
            switch (asked.incrementAndGet()) {
              case 1 -> throw new StackOverflowError();
              case 2 -> URI.create("mailto:a@example.com");
              case 3 -> URI.create("http:///nowhere");
              case 4 -> throw new IOException("a bad line");
              default -> links.open();
            },
        envelope -> Ack.plain(),
        settings());

    await("connected", this::connected);
  }

  @Test
  void aListenerThatFailsDoesNotEndTheSearch() {
    SocketListener listener =
        new SocketListener() {
          @Override
          public void connected() {
            throw new IllegalStateException("a bug");
          }

          @Override
          public void lost(String why) {
            throw new IllegalStateException("a bug");
          }

          @Override
          public void refused(String code) {
            throw new IllegalStateException("a bug");
          }
        };
    slack.faults().failNext(LINKS, 1, SlackFaults.okFalse("invalid_auth"));
    open(
        new SlackSocketUrls(sdk, new Secret(slack.appToken())),
        e -> Ack.plain(),
        settings(),
        listener);
    await("connected", this::connected);

    slack.freezeSockets();
    await("lost", () -> !connected());

    await("connected again", this::connected);
  }

  @Test
  void aConnectionThatNeverLastsIsNotSoughtInAHotLoop() {
    SocketSettings slow =
        new SocketSettings(
            Duration.ofMillis(200),
            Duration.ofSeconds(30),
            LONG,
            LONG,
            Duration.ofMillis(50),
            LONG,
            Duration.ofSeconds(20),
            Duration.ofSeconds(2));
    open(new SlackSocketUrls(sdk, new Secret(slack.appToken())), e -> Ack.plain(), slow);
    await("connected", this::connected);
    long start = System.nanoTime();

    for (int i = 0; i < 4; i++) {
      slack.cutSockets();
      int told = 2 * i + 3;
      await("connected again", () -> news.size() >= told && connected());
    }

    // The pauses are none, then at least 100, 200 and 400 ms.
    assertThat(System.nanoTime() - start).isGreaterThan(650_000_000L);
  }

  @Test
  void oneSearchAtATimeLeavesOneConnection() {
    connect(envelope -> Ack.plain());
    slack.faults().failNext(LINKS, 4, SlackFaults.okFalse("internal_error"));

    slack.warn();
    slack.warn();
    slack.cutSockets();
    await("the loss", () -> news.contains("lost"));
    await("connected again", this::connected);
    int asked = slack.calls(LINKS).size();

    await("nothing but the next ping to be planned", () -> timer.getQueue().size() == 1);
    assertThat(slack.calls(LINKS)).hasSize(asked);
    assertThat(slack.connectionCount()).isEqualTo(1);
  }

  @Test
  void reconnectsLeaveNothingBehind() {
    slack.graceOnRefresh(Duration.ofMillis(20));
    open(new SlackSocketUrls(sdk, new Secret(slack.appToken())), e -> Ack.plain(), brief());
    await("connected", this::connected);

    for (int i = 0; i < 20; i++) {
      // Slack refreshes its oldest connection, which could be one that is left already.
      await("one connection", () -> slack.connectionCount() == 1 && connected());
      AtomicInteger old = new AtomicInteger();
      await("an answer", () -> old.updateAndGet(any -> answering()) > 0);
      if (i % 2 == 0) {
        slack.refresh();
      } else {
        slack.cutSockets();
      }
      await("a new connection", () -> answering() > old.get());
    }

    await("one connection", () -> slack.connectionCount() == 1);
    await("its threads alone", () -> clientThreads() <= 2);
    send("interactive").acked();
  }

  @Test
  void closesSoonEvenWhenTheOtherSideIsGone() {
    connect(envelope -> Ack.plain());
    slack.freezeSockets();
    long start = System.nanoTime();

    close();

    assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(2).toNanos());
    await("no connection", () -> slack.connectionCount() == 0);
    await("no thread", () -> clientThreads() == 0);
    assertThat(news).containsExactly("connected");
  }

  @Test
  void closingWhileConnectingLeavesNothingBehind() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CountDownLatch asked = new CountDownLatch(1);
      open(
          () -> {
            asked.countDown();
            return URI.create("ws://127.0.0.1:" + mute.getLocalPort() + "/");
          },
          envelope -> Ack.plain(),
          settings());
      awaitQuietly(asked);
      await("a try", () -> clientThreads() > 0);

      close();

      await("no thread", () -> clientThreads() == 0);
      assertThat(connected()).isFalse();
    }
  }

  @Test
  void printsHowLongAnAckTakes() {
    connect(envelope -> Ack.plain());
    long[] nanos = new long[500];

    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = send("interactive").acked().nanos();
    }

    Arrays.sort(nanos);
    System.out.printf("ack median %.2f ms, p99 %.2f ms%n", nanos[250] / 1e6, nanos[494] / 1e6);
    assertThat(slack.complaints()).isEmpty();
  }

  private static SocketSettings settings() {
    return settings(Duration.ofMillis(100));
  }

  private static SocketSettings settings(Duration refusedPause) {
    return new SocketSettings(
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        refusedPause,
        Duration.ofMillis(300),
        Duration.ofMillis(100),
        Duration.ofMillis(100),
        Duration.ofMillis(600),
        Duration.ofMillis(400));
  }

  private void connect(Envelopes envelopes) {
    open(new SlackSocketUrls(sdk, new Secret(slack.appToken())), envelopes, settings());
    await("connected", () -> connected() && news.contains("connected"));
  }

  private void open(SocketUrls links, Envelopes envelopes, SocketSettings settings) {
    open(
        links,
        envelopes,
        settings,
        new SocketListener() {
          @Override
          public void connected() {
            news.add("connected");
          }

          @Override
          public void lost(String why) {
            news.add("lost");
          }

          @Override
          public void refused(String code) {
            news.add("refused " + code);
          }
        });
  }

  private void open(
      SocketUrls links, Envelopes envelopes, SocketSettings settings, SocketListener listener) {
    SocketModeConnection connection =
        new SocketModeConnection(
            links,
            envelopes,
            listener,
            settings,
            null,
            pool,
            pool,
            timer,
            Clock.systemUTC(),
            RandomGenerator.getDefault());
    opened = connection;
    connection.start();
  }

  /** The number of the connection that an envelope goes to now. */
  private int carrier() {
    return send("interactive").acked().connection();
  }

  /** The number of the connection that answers now; 0 when none does. */
  private int answering() {
    try {
      return send("probe").ack().get(30, TimeUnit.MILLISECONDS).connection();
    } catch (ExecutionException | TimeoutException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static SocketSettings brief() {
    Duration overlap = Duration.ofMillis(5);
    return new SocketSettings(
        Duration.ofMillis(2), Duration.ofMillis(4), LONG, LONG, overlap, LONG, LONG, LONG);
  }

  private boolean connected() {
    return requireNonNull(opened).connected();
  }

  private void close() {
    requireNonNull(opened).close();
  }

  private EnvelopeDelivery send(String type) {
    return slack.sendEnvelope(type, JsonNodeFactory.instance.objectNode().put("type", "x"));
  }

  /** The client's threads alone: the stand-in's server names its own otherwise. */
  private static long clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                name.startsWith("WebSocketConnectReadThread")
                    || name.startsWith("WebSocketWriteThread"))
        .count();
  }

  private static void await(String what, BooleanSupplier done) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain for: %s", what).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
