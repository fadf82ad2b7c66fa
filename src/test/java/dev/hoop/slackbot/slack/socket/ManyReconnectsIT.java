package dev.hoop.slackbot.slack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.slack.api.Slack;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import dev.hoop.slackbot.slack.SlackClients;
import dev.hoop.slackbot.slack.SlackSocketUrls;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Weeks of Socket Mode: what each of two thousand connections leaves behind would be seen. */
final class ManyReconnectsIT {

  private static final int RECONNECTS = 2_000;
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** The present one, one that is just left, and one that waits to be collected. */
  private static final int FEW = 3;

  private final SlackStandIn slack = SlackStandIn.start();

  @Test
  void leaveNoThreadNoConnectionAndNoMemoryBehind() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    timer.setRemoveOnCancelPolicy(true);
    Slack sdk = SlackClients.open(slack.apiUrl());
    slack.graceOnRefresh(Duration.ofMillis(10));
    try (SocketModeConnection connection = connection(sdk, pool, timer)) {
      connection.start();
      await("connected", connection::connected);
      for (int i = 0; i < RECONNECTS; i++) {
        reconnect(connection, i);
      }

      await("one connection", () -> slack.connectionCount() == 1);
      await("few threads", () -> threadsOfSockets() <= 2);
      long[] sockets = new long[1];
      await(
          () -> "few sockets in memory, of which there were " + sockets[0],
          () -> (sockets[0] = socketsInMemory()) <= FEW);
      // What looks after a hello or an ack is never taken back: it goes once its second is over.
      await(
          () -> "few planned tasks, of which there were " + timer.getQueue().size(),
          () -> timer.getQueue().size() < FEW);
      assertThat(slack.complaints()).isEmpty();
    } finally {
      timer.shutdownNow();
      pool.shutdownNow();
      sdk.close();
      slack.close();
    }
  }

  private void reconnect(SocketModeConnection connection, int round) {
    await("one connection", () -> slack.connectionCount() == 1 && connection.connected());
    int old = answering();
    if (round % 2 == 0) {
      slack.refresh();
    } else {
      slack.cutSockets();
    }
    await("a new connection", () -> answeringNow() > old);
  }

  private SocketModeConnection connection(
      Slack sdk, ExecutorService pool, ScheduledThreadPoolExecutor timer) {
    Duration brief = Duration.ofMillis(2);
    return new SocketModeConnection(
        new SlackSocketUrls(sdk, new Secret(slack.appToken())),
        envelope -> Ack.plain(),
        new Silent(),
        new SocketSettings(
            brief, brief.multipliedBy(2), SHORT, SHORT, brief, SHORT.dividedBy(5), SHORT, SHORT),
        null,
        pool,
        pool,
        timer,
        Clock.systemUTC(),
        RandomGenerator.getDefault());
  }

  private int answering() {
    int[] number = new int[1];
    await(
        "an answer",
        () -> {
          number[0] = answeringNow();
          return number[0] > 0;
        });
    return number[0];
  }

  /** The number of the connection that answers now; 0 when none does. */
  private int answeringNow() {
    try {
      return slack
          .sendEnvelope("probe", JsonNodeFactory.instance.objectNode())
          .ack()
          .get(30, TimeUnit.MILLISECONDS)
          .connection();
    } catch (ExecutionException | TimeoutException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static long threadsOfSockets() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                name.startsWith("WebSocketConnectReadThread")
                    || name.startsWith("WebSocketWriteThread"))
        .count();
  }

  /** How many sockets are alive after a collection, as the virtual machine counts them. */
  private static long socketsInMemory() {
    try {
      String histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
      return histogram
          .lines()
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns.length > 3 && columns[3].equals(Socket.class.getName()))
          .mapToLong(columns -> Long.parseLong(columns[1]))
          .sum();
    } catch (JMException e) {
      throw new AssertionError("the virtual machine does not count its objects", e);
    }
  }

  private static void await(String what, BooleanSupplier done) {
    await(() -> what, done);
  }

  private static void await(Supplier<String> what, BooleanSupplier done) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as(() -> "waited in vain for: " + what.get()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static final class Silent implements SocketListener {

    @Override
    public void connected() {}

    @Override
    public void lost(String why) {}

    @Override
    public void refused(String code) {}
  }
}
