package dev.hoop.slackbot.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.chaos.InjectedFault.Kind;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run of the endurance test is sure to meet, whatever its seed. */
final class InjectedFaultTest {

  private static final Duration LONG = Duration.ofSeconds(8);
  private static final int SEEDS = 300;

  @ParameterizedTest
  @CsvSource({"SINGLE_READS_FAIL, 60", "DISK_FULL, 60", "SINGLE_READS_FAIL, 300", "DISK_FULL, 300"})
  void lastsLongOnceAndIsOverBeforeTheRunIs(Kind kind, int seconds) {
    Duration length = Duration.ofSeconds(seconds);
    for (int seed = 0; seed < SEEDS; seed++) {
      List<InjectedFault> plan = InjectedFault.plan(new SplittableRandom(seed), length);

      assertThat(plan.stream().filter(fault -> fault.kind() == kind).filter(this::isLong))
          .as("seed " + seed)
          .singleElement()
          .satisfies(fault -> assertThat(end(fault)).isLessThanOrEqualTo(length));
    }
  }

  /** The end of another fault of the gateway would clear it too. */
  @ParameterizedTest
  @CsvSource({"60", "300"})
  void nothingElseGoesWrongWhileOneLastsLong(int seconds) {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<InjectedFault> plan =
          InjectedFault.plan(new SplittableRandom(seed), Duration.ofSeconds(seconds));

      for (InjectedFault fault : plan.stream().filter(this::isLong).toList()) {
        assertThat(plan)
            .as("seed " + seed)
            .filteredOn(other -> !other.equals(fault))
            .allSatisfy(
                other ->
                    assertThat(
                            end(other).compareTo(fault.at()) <= 0
                                || other.at().compareTo(end(fault)) >= 0)
                        .isTrue());
      }
    }
  }

  private boolean isLong(InjectedFault fault) {
    return fault.lasting().compareTo(LONG) >= 0;
  }

  private static Duration end(InjectedFault fault) {
    return fault.at().plus(fault.lasting());
  }
}
