package dev.hoop.slackbot.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A few clicks while the bot reads and announces five hundred reviews that came at once. */
final class ClicksInAFlood implements Scenario {

  private static final int REVIEWS = 500;
  private static final int CLICKS = 10;
  private static final Duration GAP = Duration.ofMillis(100);

  @Override
  public Set<String> names() {
    return Set.of("flood");
  }

  @Override
  public List<BenchmarkRow> measure(Options options) {
    try (BenchmarkEnvironment environment = BenchmarkEnvironment.startUsed(options)) {
      List<WaitingCard> cards = environment.announce(CLICKS);
      BenchmarkEnvironment.pause(BenchmarkEnvironment.POLL);
      int before = environment.env().gateway().requests().size();
      for (int i = 0; i < REVIEWS; i++) {
        var unused = environment.ask();
      }
      environment
          .env()
          .gateway()
          .await(
              "a first read of the new reviews",
              Duration.ofSeconds(20),
              () ->
                  environment.env().gateway().requests().stream()
                      .skip(before)
                      .filter(seen -> seen.path().startsWith("/sessions/"))
                      .findFirst());
      List<PressedApprove> clicks = new ArrayList<>();
      for (WaitingCard card : cards) {
        long began = System.nanoTime();
        clicks.add(environment.click(card));
        BenchmarkEnvironment.pauseUntil(began + GAP.toNanos());
      }
      return List.of(
          new BenchmarkRow(
              "click → card closed while " + REVIEWS + " reviews pour in",
              "ms",
              Percentiles.of(environment.closed(clicks)),
              "as alone + 20",
              List.of()),
          new BenchmarkRow(
              "click → ack while " + REVIEWS + " reviews pour in",
              "ms",
              Percentiles.of(clicks.stream().map(PressedApprove::acked).toList()),
              "",
              List.of()));
    }
  }
}
