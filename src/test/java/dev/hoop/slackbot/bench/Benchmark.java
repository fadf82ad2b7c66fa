package dev.hoop.slackbot.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints how long the main job takes as one Markdown table. Started by {@code mvn -Pbench}; {@code
 * -Dbench.rows} chooses rows, {@code -Dbot.jar} another jar.
 */
final class Benchmark {

  private static final int WARM_UP = 400;

  private Benchmark() {}

  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Options options = Options.fromSystemProperties();
    warmUpTheStandIns(options);
    List<BenchmarkRow> rows = new ArrayList<>();
    String before = load();
    for (Scenario scenario :
        List.of(
            new StartUp(),
            new ClicksApart(),
            new ClicksBackToBack(),
            new DiskWrites(),
            new ClicksInAFlood(),
            new ManyDecisions())) {
      if (scenario.names().stream().anyMatch(options::wants)) {
        out.println("measuring " + scenario.names());
        rows.addAll(scenario.measure(options));
      }
    }
    out.println();
    out.println(BenchmarkRow.HEADER);
    rows.forEach(row -> out.println(row.markdown()));
    out.println();
    out.println("load average " + before + " before, " + load() + " after");
  }

  /**
   * They must not be compiled at the bot's expense. Done by the floors, which are no bot, so that
   * the bot is as cold as it is a minute after its start.
   */
  private static void warmUpTheStandIns(Options options) throws IOException {
    try (AckFloor bare = AckFloor.bareSocket(options);
        CloseFloor plain = CloseFloor.start(options)) {
      plain.hurry();
      for (int i = 0; i < WARM_UP; i++) {
        JsonNode payload = plain.clickInVain().payload();
        double unusedAck = bare.ack(payload);
        double unusedClose = plain.decide();
      }
    }
  }

  private static String load() {
    return String.format(
        Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
