package dev.hoop.slackbot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeliveryFailuresTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String OF_THE_STORE = "C0OPS 1.1";
  private static final String OF_OUR_OWN = "C0OTHER 1.1";

  private final DeliveryFailures failures =
      new DeliveryFailures(
          new RetryBackoff(Duration.ofSeconds(10), Duration.ofMinutes(5), new Random(1)));

  @BeforeEach
  void fail() {
    boolean unusedFirst = failures.met(OF_THE_STORE, true, NOW);
    boolean unusedSecond = failures.met(OF_OUR_OWN, false, NOW);
  }

  @Test
  void anOutcomeThatIsWrittenDownEndsThePausesOfTheStoreAlone() {
    failures.writing("U0BOB", () -> {});
    failures.over("U0BOB");

    assertThat(failures.next(OF_THE_STORE, NOW)).isEqualTo(NOW);
    assertThat(failures.next(OF_OUR_OWN, NOW)).isAfter(NOW);
  }

  /** What Slack holds back ends without a write, also while the disk is full. */
  @Test
  void aDeliveryThatWroteNothingEndsNoPause() {
    failures.over("U0BOB");

    assertThat(failures.next(OF_THE_STORE, NOW)).isAfter(NOW);
  }

  @Test
  void whatCouldNotBeWrittenDownIsKeptWhenItsPauseEnds() {
    Runnable outcome = () -> {};
    failures.writing(OF_THE_STORE, outcome);
    failures.writing("U0BOB", () -> {});
    failures.over("U0BOB");

    assertThat(failures.unwritten(OF_THE_STORE)).isSameAs(outcome);
  }
}
