package dev.hoop.slackbot.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The forced writes of single clicks; apart from the rest, since watching costs a little time. */
final class DiskWrites implements Scenario {

  private static final int CLICKS = 20;
  private static final Duration PAUSE = Duration.ofMillis(600);

  @Override
  public Set<String> names() {
    return Set.of("writes");
  }

  @Override
  public List<BenchmarkRow> measure(Options options) {
    try (BenchmarkEnvironment environment = BenchmarkEnvironment.startUsed(options);
        WalCommits commits = WalCommits.of(environment.database())) {
      List<PressedApprove> clicks = new ArrayList<>();
      for (WaitingCard card : environment.announce(CLICKS)) {
        BenchmarkEnvironment.pause(PAUSE);
        PressedApprove click = environment.click(card);
        clicks.add(click);
        long unused = environment.closedAt(click);
      }
      BenchmarkEnvironment.pause(PAUSE);
      environment.decided(clicks);
      return List.of(
          row(
              "forced disk writes for one click, ack → card closed",
              "2",
              clicks.stream()
                  .map(click -> commits.between(click.ackedAt(), environment.closedAt(click)))
                  .toList()),
          row(
              "forced disk writes for one click, in all",
              "",
              clicks.stream()
                  .map(
                      click ->
                          commits.between(
                              click.at(), environment.closedAt(click) + PAUSE.toNanos()))
                  .toList()));
    }
  }

  private static BenchmarkRow row(String what, String target, List<Integer> counts) {
    return new BenchmarkRow(
        what,
        "",
        Percentiles.of(counts.stream().map(Integer::doubleValue).toList()),
        target,
        List.of());
  }
}
