package dev.hoop.slackbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeadlineTest {

  @Test
  void isSharedFromTheFirstWaitOnAndEndsAtZero() {
    MutableClock clock = new MutableClock();
    Deadline deadline = new Deadline(Duration.ofSeconds(2), clock);
    clock.forward(Duration.ofHours(1));

    assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(2));
    clock.forward(Duration.ofMillis(1_500));
    assertThat(deadline.left()).isEqualTo(Duration.ofMillis(500));
    clock.forward(Duration.ofSeconds(9));
    assertThat(deadline.left()).isZero();
  }
}
