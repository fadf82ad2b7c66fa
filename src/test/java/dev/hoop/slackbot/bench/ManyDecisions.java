package dev.hoop.slackbot.bench;

import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Forty cards decided within six seconds, each run by its requester soon after, which is a second
 * update of each card; Slack limits nothing.
 */
final class ManyDecisions implements Scenario {

  private static final int CARDS = 40;
  private static final Duration GAP = Duration.ofMillis(150);
  private static final Duration UNTIL_RUN = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public Set<String> names() {
    return Set.of("crowd");
  }

  @Override
  public List<BenchmarkRow> measure(Options options) {
    try (BenchmarkEnvironment environment = BenchmarkEnvironment.startUsed(options)) {
      GatewayStandIn gateway = environment.env().gateway();
      List<WaitingCard> cards = environment.announce(CARDS);
      BenchmarkEnvironment.pause(BenchmarkEnvironment.POLL);
      List<PressedApprove> clicks = new ArrayList<>();
      Deque<PressedApprove> approved = new ArrayDeque<>();
      for (WaitingCard card : cards) {
        long began = System.nanoTime();
        PressedApprove click = environment.click(card);
        clicks.add(click);
        approved.add(click);
        run(gateway, approved);
        BenchmarkEnvironment.pauseUntil(began + GAP.toNanos());
      }
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!approved.isEmpty() && System.nanoTime() < deadline) {
        BenchmarkEnvironment.pause(GAP);
        run(gateway, approved);
      }
      return List.of(
          new BenchmarkRow(
              "40 cards decided within 6 s, two updates each: click → card closed",
              "ms",
              Percentiles.of(environment.closed(clicks)),
              "longest ≤ 300",
              List.of()));
    }
  }

  private static void run(GatewayStandIn gateway, Deque<PressedApprove> approved) {
    while (!approved.isEmpty()
        && System.nanoTime() - approved.getFirst().at() > UNTIL_RUN.toNanos()
        && gateway.status(approved.getFirst().card().asked().review()).equals("APPROVED")) {
      String session = approved.removeFirst().card().asked().session();
      gateway.startRun(session);
      gateway.closeSession(session, 0);
    }
  }
}
