package dev.hoop.slackbot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AdaptiveRateTest {

  private static final Instant T = Instant.parse("2026-11-24T03:00:00Z");

  private final AdaptiveRate rate = new AdaptiveRate(Duration.ofSeconds(1), 4);

  @Test
  void whatPeopleWaitForGoesAtOnceUntilSlackRefuses() {
    for (int i = 0; i < 100; i++) {
      assertThat(rate.next(true, T)).as("update %s", i).isEqualTo(T);
      rate.used(T);
    }
  }

  @Test
  void whatOnlyAddsDetailLeavesHalfToWhatPeopleWaitFor() {
    for (int i = 0; i < 4; i++) {
      assertThat(rate.next(false, T)).as("update %s", i).isEqualTo(T);
      rate.used(T);
    }

    assertThat(rate.next(false, T)).isEqualTo(T.plusSeconds(1));
  }

  @Test
  void whatSlackTakesMakesTheRateGrowStepByStep() {
    for (int i = 0; i < 8; i++) {
      rate.used(T);
    }
    rate.taken(T);
    Instant first = rate.next(false, T);
    for (int i = 0; i < 7; i++) {
      rate.taken(T);
    }

    assertThat(first).isBetween(T.plusMillis(4_400), T.plusMillis(4_500));
    assertThat(rate.next(false, T)).isBetween(T.plusMillis(2_450), T.plusMillis(2_550));
  }

  @Test
  void aRefusalHoldsAllAndHalvesTheRate() {
    grow(24);

    rate.refused(T.plusSeconds(7), T);

    assertThat(rate.next(true, T)).isEqualTo(T.plusSeconds(7));
    rate.used(T.plusSeconds(7));
    assertThat(rate.next(true, T.plusSeconds(7))).isEqualTo(T.plusMillis(7_500));
  }

  @Test
  void severalRefusalsOfWhatWasUnderWayTogetherHalveTheRateOnce() {
    grow(24);

    rate.refused(T.plusSeconds(7), T);
    rate.refused(T.plusSeconds(7), T.plusMillis(5));
    rate.used(T.plusSeconds(7));

    assertThat(rate.next(true, T.plusSeconds(7))).isEqualTo(T.plusMillis(7_500));
  }

  @Test
  void theRateNeverFallsBelowWhatSlackDocuments() {
    for (int i = 0; i < 5; i++) {
      rate.refused(T.plusSeconds(i + 1), T.plusSeconds(i));
    }
    rate.used(T.plusSeconds(5));

    assertThat(rate.next(true, T.plusSeconds(5))).isEqualTo(T.plusSeconds(6));
  }

  @Test
  void aRestForgetsARefusal() {
    rate.refused(T.plusSeconds(1), T);
    Instant rested = T.plusSeconds(60);

    for (int i = 0; i < 20; i++) {
      assertThat(rate.next(true, rested)).as("update %s", i).isEqualTo(rested);
      rate.used(rested);
    }
  }

  /** By so many eighths of what is documented. */
  private void grow(int updates) {
    for (int i = 0; i < 8; i++) {
      rate.used(T);
    }
    for (int i = 0; i < updates; i++) {
      rate.taken(T);
    }
  }
}
