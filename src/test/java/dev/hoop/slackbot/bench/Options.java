package dev.hoop.slackbot.bench;

import java.util.List;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param rows which rows to measure, all when empty
 * @param flags for the bot's JVM
 * @param recording where a flight recording of the row {@code close} goes, empty for none
 */
record Options(Set<String> rows, List<String> flags, String recording) {

  /** As the container runs it. */
  private static final String CONTAINER = "-XX:+UseSerialGC -Xmx128m";

  Options {
    rows = Set.copyOf(rows);
    flags = List.copyOf(flags);
  }

  static Options fromSystemProperties() {
    return new Options(
        Set.copyOf(words(System.getProperty("bench.rows", ""), ",")),
        words(System.getProperty("bench.flags", CONTAINER), " "),
        System.getProperty("bench.jfr", ""));
  }

  boolean wants(String row) {
    return rows.isEmpty() || rows.contains(row);
  }

  private static List<String> words(String text, String between) {
    return List.of(text.split(between, -1)).stream()
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }
}
