package dev.hoop.slackbot.bench;

import dev.hoop.slackbot.bench.BenchmarkRow.Floor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/** Fifty clicks a second. */
final class ClicksBackToBack implements Scenario {

  private static final int CLICKS = 100;
  private static final int WARM_UP = 5;
  private static final Duration GAP = Duration.ofMillis(20);

  @Override
  public Set<String> names() {
    return Set.of("burst");
  }

  @Override
  public List<BenchmarkRow> measure(Options options) {
    List<PressedApprove> clicks = new ArrayList<>();
    try (BenchmarkEnvironment environment = BenchmarkEnvironment.startUsed(options)) {
      List<WaitingCard> cards = environment.announce(CLICKS);
      BenchmarkEnvironment.pause(BenchmarkEnvironment.POLL);
      evenly(i -> clicks.add(environment.click(cards.get(i))));
      environment.decided(clicks);
    }
    Floor bare;
    try (AckFloor floor = AckFloor.bareSocket(options)) {
      bare = new Floor("bare socket", acks(floor, clicks));
    }
    Floor bolt;
    try (AckFloor floor = AckFloor.bolt(options)) {
      bolt = new Floor("bare Bolt listener", acks(floor, clicks));
    }
    return List.of(
        new BenchmarkRow(
            "click → ack, 50 a second",
            "ms",
            Percentiles.of(clicks.stream().map(PressedApprove::acked).toList()),
            "median ≤ 2, p99 ≤ 10, below Bolt's",
            List.of(bare, bolt)),
        BenchmarkRow.of(bare, "ms"),
        BenchmarkRow.of(bolt, "ms"));
  }

  private static Percentiles acks(AckFloor floor, List<PressedApprove> like) {
    List<Double> acks = new ArrayList<>();
    like.subList(0, WARM_UP).forEach(click -> floor.ack(click.delivery().payload()));
    evenly(i -> acks.add(floor.ack(like.get(i).delivery().payload())));
    return Percentiles.of(acks);
  }

  private static void evenly(IntConsumer press) {
    long began = System.nanoTime();
    for (int i = 0; i < CLICKS; i++) {
      BenchmarkEnvironment.pauseUntil(began + i * GAP.toNanos());
      press.accept(i);
    }
  }
}
