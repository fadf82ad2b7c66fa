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

  private final RateLimiter pace =
      new RateLimiter(Duration.ofSeconds(1), 3, Duration.ofSeconds(2), 4);

  @Test
  void aBurstGoesAtOnceAndTheRestASecondApart() {
    for (int i = 0; i < 3; i++) {
      assertThat(pace.nextPost(HOT, T)).as("post %s of the burst", i).isEqualTo(T);
      pace.posts(HOT, T);
    }

    assertThat(pace.nextPost(HOT, T)).isEqualTo(T.plusSeconds(1));
    pace.posts(HOT, T.plusSeconds(1));
    assertThat(pace.nextPost(HOT, T.plusSeconds(1))).isEqualTo(T.plusSeconds(2));
  }

  @Test
  void aHotChannelDelaysNoOtherAndNoUpdate() {
    for (int i = 0; i < 10; i++) {
      pace.posts(HOT, T);
    }

    assertThat(pace.nextPost(COOL, T)).isEqualTo(T);
    assertThat(pace.nextUpdate(false, T)).isEqualTo(T);
  }

  @Test
  void whereSlackAsksForPatienceNothingIsPostedAndUpdatesGoOn() {
    pace.hold(HOT, T.plusSeconds(30));

    assertThat(pace.nextPost(HOT, T)).isEqualTo(T.plusSeconds(30));
    assertThat(pace.nextUpdate(true, T)).isEqualTo(T);
    assertThat(pace.nextPost(COOL, T)).isEqualTo(T);
  }

  @Test
  void aShorterHoldDoesNotEndALongerOne() {
    pace.hold(HOT, T.plusSeconds(30));
    pace.hold(HOT, T.plusSeconds(1));

    assertThat(pace.nextPost(HOT, T)).isEqualTo(T.plusSeconds(30));
  }

  @Test
  void aRestFillsTheBurstAgain() {
    for (int i = 0; i < 3; i++) {
      pace.posts(HOT, T);
    }
    Instant rested = T.plusSeconds(10);

    for (int i = 0; i < 3; i++) {
      assertThat(pace.nextPost(HOT, rested)).isEqualTo(rested);
      pace.posts(HOT, rested);
    }
    assertThat(pace.nextPost(HOT, rested)).isAfter(rested);
  }

  @Test
  void updatesAreCountedForAllChannelsTogetherAndDelayNoPost() {
    for (int i = 0; i < 4; i++) {
      assertThat(pace.nextUpdate(false, T)).as("update %s of the burst", i).isEqualTo(T);
      pace.updates(T);
    }

    assertThat(pace.nextUpdate(false, T)).isEqualTo(T.plusSeconds(2));
    assertThat(pace.nextPost(HOT, T)).isEqualTo(T);
  }

  @Test
  void aBrakeOnUpdatesHoldsNoPost() {
    pace.holdUpdates(T.plusSeconds(7), T);

    assertThat(pace.nextUpdate(true, T)).isEqualTo(T.plusSeconds(7));
    assertThat(pace.nextPost(COOL, T)).isEqualTo(T);
  }

  @Test
  void updatesThatSlackRefusedGoOneByOneAfterwards() {
    Instant brake = T.plusSeconds(7);

    pace.holdUpdates(brake, T);
    pace.updates(brake);

    assertThat(pace.nextUpdate(true, brake))
        .as("the second update")
        .isEqualTo(brake.plusSeconds(2));
  }

  @Test
  void channelsThatAreHeldHoldNoOtherHoweverMany() {
    for (int i = 0; i < 10; i++) {
      pace.hold(new ChannelId("C000" + i), T.plusSeconds(40));
    }

    assertThat(pace.nextPost(COOL, T)).isEqualTo(T);
    assertThat(pace.nextUpdate(true, T)).isEqualTo(T);
  }

  @Test
  void whereSlackMeansTheWholeWorkspaceAllPostsWaitAndNoUpdate() {
    pace.holdPosts(T.plusSeconds(6));

    assertThat(pace.nextPost(COOL, T)).isEqualTo(T.plusSeconds(6));
    assertThat(pace.nextUpdate(true, T)).isEqualTo(T);
  }
}
