package dev.hoop.slackbot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PercentilesTest {

  @Test
  void areSamplesThatWereMeasured() {
    List<Double> samples = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList();

    assertThat(Percentiles.of(samples)).isEqualTo(new Percentiles(100, 50, 99, 100));
  }

  @Test
  void ofOneSampleAreThatSample() {
    assertThat(Percentiles.of(List.of(7.0))).isEqualTo(new Percentiles(1, 7, 7, 7));
  }
}
