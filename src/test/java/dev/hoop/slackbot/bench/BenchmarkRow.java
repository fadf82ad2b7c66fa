package dev.hoop.slackbot.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One line of the table.
 *
 * @param unit empty where something is counted
 * @param target what issue 10 wants, empty for a floor
 * @param floors what the same harness measured in the same run without the bot
 */
record BenchmarkRow(
    String what, String unit, Percentiles measured, String target, List<Floor> floors) {

  static final String HEADER =
      "| what | samples | median | p99 | longest | target | median to the floor's |\n"
          + "|---|---|---|---|---|---|---|";

  BenchmarkRow {
    floors = List.copyOf(floors);
  }

  /** The least that can be measured here, or what others reach. */
  record Floor(String name, Percentiles measured) {}

  /** The row of a floor itself. */
  static BenchmarkRow of(Floor floor, String unit) {
    return new BenchmarkRow("*floor: " + floor.name() + "*", unit, floor.measured(), "", List.of());
  }

  String markdown() {
    String ratios =
        floors.stream()
            .map(
                floor ->
                    String.format(
                        Locale.ROOT,
                        "%.1f × %s",
                        measured.median() / floor.measured().median(),
                        floor.name()))
            .collect(Collectors.joining("; "));
    return String.format(
        "| %s | %d | %s | %s | %s | %s | %s |",
        what,
        measured.count(),
        value(measured.median()),
        value(measured.p99()),
        value(measured.longest()),
        target,
        ratios);
  }

  private String value(double number) {
    return unit.isEmpty()
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.format(Locale.ROOT, "%.1f %s", number, unit);
  }
}
