package dev.hoop.slackbot.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.bench.BenchmarkRow.Floor;
import dev.hoop.slackbot.sandbox.gateway.ReceivedRequest;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A hundred clicks a second apart, as people click: what each needed until its ack and until its
 * card was closed, and meanwhile how long new reviews took to be posted. The floors take their
 * turns between the clicks, so that the machine is the same for all.
 */
final class ClicksApart implements Scenario {

  private static final int CLICKS = 100;
  private static final int AHEAD = 3;
  private static final long TURN_NANOS = Duration.ofMillis(250).toNanos();
  private static final int ASK_WITHIN_MILLIS = 200;
  private static final int UNEVEN_MILLIS = 200;

  private final Random random = new Random(1);
  private final List<PressedApprove> clicks = new ArrayList<>();
  private final List<Double> posted = new ArrayList<>();
  private final List<Double> bareAcks = new ArrayList<>();
  private final List<Double> boltAcks = new ArrayList<>();
  private final List<Double> plainCloses = new ArrayList<>();

  /** A review and when it was asked for. */
  private record Request(RequestedSession asked, long at) {}

  @Override
  public Set<String> names() {
    return Set.of("ack", "close", "requests", "posted");
  }

  @Override
  public List<BenchmarkRow> measure(Options options) throws IOException {
    try (BenchmarkEnvironment environment = BenchmarkEnvironment.startUsedRecorded(options);
        AckFloor bare = AckFloor.bareSocket(options);
        AckFloor bolt = AckFloor.bolt(options);
        CloseFloor plain = CloseFloor.start(options)) {
      Deque<Request> asked = new ArrayDeque<>();
      for (int i = 0; i < AHEAD; i++) {
        asked.add(ask(environment));
        BenchmarkEnvironment.pause(BenchmarkEnvironment.POLL);
      }
      for (int i = 0; i < CLICKS; i++) {
        long began = System.nanoTime();
        JsonNode payload = click(environment, asked.remove()).delivery().payload();
        BenchmarkEnvironment.pause(Duration.ofMillis(random.nextInt(ASK_WITHIN_MILLIS)));
        asked.add(ask(environment));
        BenchmarkEnvironment.pauseUntil(began + TURN_NANOS);
        bareAcks.add(bare.ack(payload));
        BenchmarkEnvironment.pauseUntil(began + 2 * TURN_NANOS);
        boltAcks.add(bolt.ack(payload));
        BenchmarkEnvironment.pauseUntil(began + 3 * TURN_NANOS);
        plainCloses.add(plain.decide());
        BenchmarkEnvironment.pauseUntil(began + 4 * TURN_NANOS);
        BenchmarkEnvironment.pause(Duration.ofMillis(random.nextInt(UNEVEN_MILLIS)));
      }
      return rows(environment);
    }
  }

  private static Request ask(BenchmarkEnvironment environment) {
    long at = System.nanoTime();
    return new Request(environment.ask(), at);
  }

  private PressedApprove click(BenchmarkEnvironment environment, Request request) {
    WaitingCard card = environment.card(request.asked());
    posted.add((card.message().postedAt() - request.at()) / 1e6);
    PressedApprove click = environment.click(card);
    clicks.add(click);
    return click;
  }

  private List<BenchmarkRow> rows(BenchmarkEnvironment environment) {
    List<Double> closes = environment.closed(clicks);
    Floor bare = new Floor("bare socket", Percentiles.of(bareAcks));
    Floor bolt = new Floor("bare Bolt listener", Percentiles.of(boltAcks));
    Floor plain = new Floor("plain HTTP calls", Percentiles.of(plainCloses));
    List<ReceivedRequest> requests = environment.env().gateway().requests();
    List<Double> toTheVerdict = new ArrayList<>();
    List<Double> toTheClosing = new ArrayList<>();
    List<Double> inAll = new ArrayList<>();
    for (PressedApprove click : clicks) {
      List<ReceivedRequest> caused = caused(environment, requests, click);
      toTheVerdict.add((double) RequestChain.upToTheVerdict(caused, click.card().asked()));
      toTheClosing.add((double) RequestChain.inARow(caused, environment.closedAt(click)));
      inAll.add((double) caused.size());
    }
    PressedApprove last = clicks.get(clicks.size() - 1);
    System.out.println("requests of the last click:");
    System.out.println(RequestChain.describe(caused(environment, requests, last), last.at()));
    return List.of(
        new BenchmarkRow(
            "click → ack, a second apart",
            "ms",
            Percentiles.of(clicks.stream().map(PressedApprove::acked).toList()),
            "median ≤ 2, longest ≤ 10",
            List.of(bare, bolt)),
        BenchmarkRow.of(bare, "ms"),
        BenchmarkRow.of(bolt, "ms"),
        new BenchmarkRow(
            "click → card closed, key made",
            "ms",
            Percentiles.of(closes),
            "median ≤ 25, p99 ≤ 45",
            List.of(plain)),
        BenchmarkRow.of(plain, "ms"),
        new BenchmarkRow(
            "requests to the gateway for one click, in a row up to the verdict",
            "",
            Percentiles.of(toTheVerdict),
            "≤ 4",
            List.of()),
        new BenchmarkRow(
            "requests to the gateway for one click, in a row and done when the card was closed",
            "",
            Percentiles.of(toTheClosing),
            "",
            List.of()),
        new BenchmarkRow(
            "requests to the gateway for one click, in all",
            "",
            Percentiles.of(inAll),
            "",
            List.of()),
        new BenchmarkRow(
            "created → posted, poll 1 s",
            "ms",
            Percentiles.of(posted),
            "median ≤ 550, p99 ≤ 1,100",
            List.of()));
  }

  private static List<ReceivedRequest> caused(
      BenchmarkEnvironment environment, List<ReceivedRequest> requests, PressedApprove click) {
    return RequestChain.of(
        click.card(), requests, click.at(), environment.closedAt(click) + 2 * TURN_NANOS);
  }
}
