package dev.hoop.slackbot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ChannelId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RateLimiterTest {

  private static final Instant T = Instant.parse("2026-11-24T03:00:00Z");
  private static final ChannelId HOT = new ChannelId("C0HOT");
  private static final ChannelId COOL = new ChannelId("C0COOL");

  private final RateLimiter rateLimiter =
      new RateLimiter(Duration.ofSeconds(1), 3, Duration.ofSeconds(2), 4);

  @Test
  void aBurstGoesAtOnceAndTheRestASecondApart() {
    for (int i = 0; i < 3; i++) {
      assertThat(rateLimiter.nextPost(HOT, T)).as("post %s of the burst", i).isEqualTo(T);
      rateLimiter.posts(HOT, T);
    }

    assertThat(rateLimiter.nextPost(HOT, T)).isEqualTo(T.plusSeconds(1));
    rateLimiter.posts(HOT, T.plusSeconds(1));
    assertThat(rateLimiter.nextPost(HOT, T.plusSeconds(1))).isEqualTo(T.plusSeconds(2));
  }

  @Test
  void aHotChannelDelaysNoOtherAndNoUpdate() {
    for (int i = 0; i < 10; i++) {
      rateLimiter.posts(HOT, T);
    }

    assertThat(rateLimiter.nextPost(COOL, T)).isEqualTo(T);
    assertThat(rateLimiter.updates().next(false, T)).isEqualTo(T);
  }

  @Test
  void whereSlackAsksForPatienceNothingIsPostedAndUpdatesGoOn() {
    rateLimiter.hold(HOT, T.plusSeconds(30));

    assertThat(rateLimiter.nextPost(HOT, T)).isEqualTo(T.plusSeconds(30));
    assertThat(rateLimiter.updates().next(true, T)).isEqualTo(T);
    assertThat(rateLimiter.nextPost(COOL, T)).isEqualTo(T);
  }

  @Test
  void aShorterHoldDoesNotEndALongerOne() {
    rateLimiter.hold(HOT, T.plusSeconds(30));
    rateLimiter.hold(HOT, T.plusSeconds(1));

    assertThat(rateLimiter.nextPost(HOT, T)).isEqualTo(T.plusSeconds(30));
  }

  @Test
  void aRestFillsTheBurstAgain() {
    for (int i = 0; i < 3; i++) {
      rateLimiter.posts(HOT, T);
    }
    Instant rested = T.plusSeconds(10);

    for (int i = 0; i < 3; i++) {
      assertThat(rateLimiter.nextPost(HOT, rested)).isEqualTo(rested);
      rateLimiter.posts(HOT, rested);
    }
    assertThat(rateLimiter.nextPost(HOT, rested)).isAfter(rested);
  }

  @Test
  void updatesAreCountedForAllChannelsTogetherAndDelayNoPost() {
    for (int i = 0; i < 4; i++) {
      assertThat(rateLimiter.updates().next(false, T)).as("update %s of the burst", i).isEqualTo(T);
      rateLimiter.updates().used(T);
    }

    assertThat(rateLimiter.updates().next(false, T)).isEqualTo(T.plusSeconds(2));
    assertThat(rateLimiter.nextPost(HOT, T)).isEqualTo(T);
  }

  @Test
  void aBrakeOnUpdatesHoldsNoPost() {
    rateLimiter.updates().refused(T.plusSeconds(7), T);

    assertThat(rateLimiter.updates().next(true, T)).isEqualTo(T.plusSeconds(7));
    assertThat(rateLimiter.nextPost(COOL, T)).isEqualTo(T);
  }

  @Test
  void updatesThatSlackRefusedGoOneByOneAfterwards() {
    Instant brake = T.plusSeconds(7);

    rateLimiter.updates().refused(brake, T);
    rateLimiter.updates().used(brake);

    assertThat(rateLimiter.updates().next(true, brake))
        .as("the second update")
        .isEqualTo(brake.plusSeconds(2));
  }

  @Test
  void channelsThatAreHeldHoldNoOtherHoweverMany() {
    for (int i = 0; i < 10; i++) {
      rateLimiter.hold(new ChannelId("C000" + i), T.plusSeconds(40));
    }

    assertThat(rateLimiter.nextPost(COOL, T)).isEqualTo(T);
    assertThat(rateLimiter.updates().next(true, T)).isEqualTo(T);
  }

  @Test
  void whereSlackMeansTheWholeWorkspaceAllPostsWaitAndNoUpdate() {
    rateLimiter.hold(null, T.plusSeconds(6));

    assertThat(rateLimiter.nextPost(COOL, T)).isEqualTo(T.plusSeconds(6));
    assertThat(rateLimiter.updates().next(true, T)).isEqualTo(T);
  }
}
