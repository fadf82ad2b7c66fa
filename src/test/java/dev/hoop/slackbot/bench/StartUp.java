package dev.hoop.slackbot.bench;

import dev.hoop.slackbot.bench.BenchmarkRow.Floor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** From the start of the process to Slack's connection, and what the bot then keeps in memory. */
final class StartUp implements Scenario {

  private static final int STARTS = 5;

  @Override
  public Set<String> names() {
    return Set.of("start", "memory");
  }

  @Override
  public List<BenchmarkRow> measure(Options options) {
    List<Double> connected = new ArrayList<>();
    List<Double> boltConnected = new ArrayList<>();
    List<Double> boltResident = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      try (BenchmarkEnvironment environment = BenchmarkEnvironment.start(options)) {
        connected.add(environment.connectedMillis());
      }
      try (AckFloor bolt = AckFloor.bolt(options)) {
        boltConnected.add(bolt.connectedMillis());
        boltResident.add(bolt.residentMegabytes());
      }
    }
    double resident;
    try (BenchmarkEnvironment environment = BenchmarkEnvironment.startUsed(options)) {
      resident = environment.residentMegabytes();
    }
    Floor start = new Floor("bare Bolt listener", Percentiles.of(boltConnected));
    Floor memory = new Floor("bare Bolt listener", Percentiles.of(boltResident));
    return List.of(
        new BenchmarkRow("start → connected", "ms", Percentiles.of(connected), "", List.of(start)),
        BenchmarkRow.of(start, "ms"),
        new BenchmarkRow(
            "resident memory after a few clicks",
            "MB",
            Percentiles.of(List.of(resident)),
            "",
            List.of(memory)),
        BenchmarkRow.of(memory, "MB"));
  }
}
