package dev.hoop.slackbot.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  @ParameterizedTest(name = "{1} s after {0} failures before")
  @CsvSource({"0,1", "1,2", "4,16", "5,30", "6,30", "64,30", "2147483647,30"})
  void theWaitDoublesUpToItsLimit(int failures, int seconds) {
    assertThat(backoff.after(failures)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void aFirstWaitAboveTheLimitIsCut() {
    Backoff inverted = new Backoff(Duration.ofMinutes(1), Duration.ofSeconds(30));

    assertThat(inverted.after(0)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void jitterTakesAwayUpToHalf() {
    Backoff brief = new Backoff(Duration.ofMillis(2), Duration.ofMillis(8));
    Random random = new Random(1);

    Set<Long> waits =
        IntStream.range(0, 500)
            .mapToObj(i -> brief.after(7, random).toMillis())
            .collect(Collectors.toSet());

    assertThat(waits).containsExactlyInAnyOrder(4L, 5L, 6L, 7L, 8L);
  }
}
