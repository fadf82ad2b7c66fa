package dev.hoop.slackbot.bench;

import java.util.List;

/**
 * What a row says of its samples; percentiles by nearest rank, so each is a sample that was
 * measured.
 */
record Percentiles(int count, double median, double p99, double longest) {

  /** There must be a sample. */
  static Percentiles of(List<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    List<Double> sorted = samples.stream().sorted().toList();
    return new Percentiles(
        sorted.size(), rank(sorted, 0.5), rank(sorted, 0.99), sorted.get(sorted.size() - 1));
  }

  private static double rank(List<Double> sorted, double part) {
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }
}
