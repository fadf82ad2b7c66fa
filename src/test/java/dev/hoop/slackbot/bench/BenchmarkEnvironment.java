package dev.hoop.slackbot.bench;

import dev.hoop.slackbot.BotProcess;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.Delays;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The jar between stand-ins, the gateway as slow as a real one. There are many channels, since
 * Slack takes only one post a second in each, and nobody wants to wait for the cards.
 */
final class BenchmarkEnvironment implements AutoCloseable {

  static final Duration POLL = Duration.ofSeconds(1);

  private static final int CHANNELS = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * A bot that has been up for a minute has polled, and taken a few clicks: its classes are loaded
   * and next to nothing is compiled. These do the same, and make the approver's key; the stand-ins
   * are warmed elsewhere, by clients that are no bot.
   */
  private static final int FIRST_CLICKS = 5;

  private final Path folder;
  private final TestEnvironment env;
  private final BotProcess bot;
  private final double connectedMillis;

  /** The number of the connection and its channel, by review. */
  private final Map<String, Integer> places = new HashMap<>();

  private int made;

  private BenchmarkEnvironment(Path folder, List<String> flags) {
    this.folder = folder;
    this.env = TestEnvironment.open(folder);
    people();
    long began = System.nanoTime();
    this.bot = BotProcess.start(flags, env.environment());
    try {
      await("the bot connected to Slack", () -> env.slack().connectionCount() > 0);
    } catch (AssertionError e) {
      throw new AssertionError("the bot printed:\n" + bot.output(), e);
    }
    this.connectedMillis = (System.nanoTime() - began) / 1e6;
  }

  private void people() {
    Map<String, List<String>> routes = new TreeMap<>();
    for (int i = 0; i < CHANNELS; i++) {
      env.slack().addChannel(channel(i), "bench-" + i, false, true);
      env.gateway().addConnection("db-" + i, "dba");
      routes.put("db-" + i, List.of(channel(i)));
      env.slack().addUser("U0DEV" + i, "Dev" + i, "dev" + i + "@acme.io");
      env.gateway().addUser("Dev" + i, "U0DEV" + i, "dev");
    }
    env.gateway().slackPlugin(routes);
    env.gateway().delays(Delays.REAL);
    env.environment().remove("SLACK_CHANNEL");
    env.environment().put("HOOP_POLL_INTERVAL", POLL.toSeconds() + "s");
  }

  private static String channel(int i) {
    return "C0BENCH" + i;
  }

  /** The bot has just connected, and nothing has happened. */
  static BenchmarkEnvironment start(Options options) {
    return start(options.flags());
  }

  /** The same, up for a minute by its looks. */
  static BenchmarkEnvironment startUsed(Options options) {
    return used(start(options.flags()));
  }

  /** The same with a flight recording of the bot, where one was asked for. */
  static BenchmarkEnvironment startUsedRecorded(Options options) {
    String file = options.recording();
    Stream<String> recording =
        file.isEmpty()
            ? Stream.empty()
            : Stream.of("-XX:StartFlightRecording=settings=profile,filename=" + file);
    return used(start(Stream.concat(options.flags().stream(), recording).toList()));
  }

  private static BenchmarkEnvironment start(List<String> flags) {
    try {
      return new BenchmarkEnvironment(Files.createTempDirectory("bench"), flags);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BenchmarkEnvironment used(BenchmarkEnvironment fresh) {
    List<PressedApprove> clicks = new ArrayList<>();
    for (WaitingCard card : fresh.announce(FIRST_CLICKS)) {
      clicks.add(fresh.click(card));
      pause(Duration.ofMillis(500));
    }
    fresh.closed(clicks);
    pause(POLL.multipliedBy(2));
    return fresh;
  }

  TestEnvironment env() {
    return env;
  }

  Path database() {
    return folder.resolve("bot.db");
  }

  /** From the start of the process to the open WebSocket. */
  double connectedMillis() {
    return connectedMillis;
  }

  /** What the bot keeps in memory. */
  double residentMegabytes() {
    return residentMegabytes(bot.pid());
  }

  static double residentMegabytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      // Only Linux tells.
      return Double.NaN;
    }
  }

  /** Somebody asks to run a script; in the next channel each time. */
  RequestedSession ask() {
    int i = made++ % CHANNELS;
    RequestedSession asked =
        env.gateway().exec("dev" + i + "@acme.io", "db-" + i, "select " + made + ";");
    places.put(asked.review(), i);
    return asked;
  }

  /** Asks so often, and waits until all have their cards. */
  List<WaitingCard> announce(int count) {
    List<RequestedSession> asked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      asked.add(ask());
    }
    return asked.stream().map(this::card).toList();
  }

  /** The card of a review, once it is posted. */
  WaitingCard card(RequestedSession asked) {
    int place = Objects.requireNonNull(places.get(asked.review()));
    return env.slack()
        .await(
            "the card of " + asked,
            PATIENCE,
            () ->
                env.slack().messages(channel(place)).stream()
                    .filter(message -> TestEnvironment.of(message, asked.review()))
                    .map(message -> new WaitingCard(asked, "db-" + place, message))
                    .findFirst());
  }

  /** Ann approves. */
  PressedApprove click(WaitingCard card) {
    long at = System.nanoTime();
    return new PressedApprove(
        card, at, env.slack().click(TestEnvironment.ANN, card.message(), "review-approved"));
  }

  /** Milliseconds until each card was closed; fails the run when one click was lost. */
  List<Double> closed(List<PressedApprove> clicks) {
    decided(clicks);
    List<Double> times = new ArrayList<>();
    for (PressedApprove click : clicks) {
      times.add((closedAt(click) - click.at()) / 1e6);
    }
    return times;
  }

  /** When the card no longer offered what was pressed. */
  long closedAt(PressedApprove click) {
    return env.slack().await("a closed card", PATIENCE, () -> closing(click.card().message()));
  }

  private Optional<Long> closing(Message message) {
    return env.slack().current(message).versions().stream()
        .filter(version -> !version.blocks().toString().contains("review-approved"))
        .map(Message.Version::at)
        .findFirst();
  }

  /** Fails the run unless each click was acked and is what the gateway says. */
  void decided(List<PressedApprove> clicks) {
    for (PressedApprove click : clicks) {
      double unused = click.acked();
    }
    env.gateway()
        .await(
            "all " + clicks.size() + " clicks decided",
            PATIENCE,
            () -> Optional.of(clicks).filter(all -> all.stream().allMatch(this::isDecided)));
    if (!env.slack().complaints().isEmpty()) {
      throw new AssertionError("Slack complains: " + env.slack().complaints());
    }
  }

  boolean isDecided(PressedApprove click) {
    return !env.gateway().status(click.card().asked().review()).equals("PENDING");
  }

  private void await(String what, BooleanSupplier wanted) {
    boolean unused =
        env.slack()
            .await(
                what,
                Duration.ofSeconds(60),
                () -> Optional.of(true).filter(any -> wanted.getAsBoolean()));
  }

  static void pause(Duration length) {
    pauseUntil(System.nanoTime() + length.toNanos());
  }

  static void pauseUntil(long end) {
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** With SIGTERM, so that a flight recording is written. */
  @Override
  public void close() {
    bot.terminate();
    int unused = bot.ends();
    env.close();
    delete(folder);
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
