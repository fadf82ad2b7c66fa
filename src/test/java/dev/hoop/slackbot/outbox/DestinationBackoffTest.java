package dev.hoop.slackbot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.ReviewId;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DestinationBackoffTest {

  private static final Instant BEGAN = Instant.parse("2026-03-01T10:00:00Z");
  private static final ChannelId OPS = new ChannelId("C0OPS");
  private static final ChannelId OTHER = new ChannelId("C0OTHER");
  private static final int MANY = 8;
  private static final StaleCard CARD =
      new StaleCard(new ReviewId("r1"), OPS, null, 1, MANY, 0, true, false);

  private final DestinationBackoff backoff =
      new DestinationBackoff(
          new RetryBackoff(Duration.ofSeconds(1), Duration.ofMinutes(5), new Random(1)),
          Duration.ofSeconds(12));

  @Test
  void whatHungUntilSlackWasWellAgainIsTriedAgainSoon() {
    DestinationBackoff.Recovered unused = backoff.delivered(OTHER, BEGAN.plusSeconds(9));

    Duration pause = backoff.failed(CARD, BEGAN, MANY, BEGAN.plusSeconds(10));

    assertThat(pause).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatFailedAtOnceWaitsByItsAttempts() {
    DestinationBackoff.Recovered unused = backoff.delivered(OTHER, BEGAN.plusMillis(1));

    Duration pause = backoff.failed(CARD, BEGAN, MANY, BEGAN.plusMillis(2));

    assertThat(pause).isGreaterThan(Duration.ofMinutes(1));
  }

  @Test
  void whatHungWhileNothingWentThroughWaitsByItsAttempts() {
    Duration pause = backoff.failed(CARD, BEGAN, MANY, BEGAN.plusSeconds(10));

    assertThat(pause).isGreaterThan(Duration.ofMinutes(1));
  }
}
