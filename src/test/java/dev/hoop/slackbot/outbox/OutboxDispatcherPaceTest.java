package dev.hoop.slackbot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the dispatcher keeps Slack's pace. */
final class OutboxDispatcherPaceTest {

  private static final Delivery REFUSED = OutboxFixture.limited(Duration.ofSeconds(30));

  @TempDir private Path folder;

  private @Nullable OutboxFixture open;

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  private OutboxFixture outbox(Duration updateGap, int updateBurst) {
    OutboxFixture outbox =
        new OutboxFixture(
            folder, new RateLimiter(Duration.ofMillis(1), 1_000, updateGap, updateBurst));
    open = outbox;
    return outbox;
  }

  private OutboxFixture outbox() {
    return outbox(Duration.ofMillis(1), 1_000);
  }

  @Test
  void updatesThatSlackRefusesHoldNeitherPostsNorMessages() {
    OutboxFixture outbox = outbox();
    for (int i = 0; i < 5; i++) {
      outbox.ask("r" + i, "C000" + i);
    }
    outbox.pass(Duration.ofSeconds(1));
    outbox.slack = call -> call.what().equals("update") ? REFUSED : OutboxFixture.taken(call);
    for (int i = 0; i < 5; i++) {
      outbox.reject("r" + i);
    }
    outbox.pass(Duration.ofSeconds(1));

    outbox.ask("new", "C0000");
    outbox.enqueue("U0BOB");
    outbox.pass(Duration.ofSeconds(1));

    assertThat(outbox.sent("post")).hasSize(6);
    assertThat(outbox.sent("tell")).containsExactly("U0BOB");
    assertThat(outbox.sent("update")).as("updates, of which the first was refused").hasSize(1);
  }

  @Test
  void whatWaitsForAThreadWhileSlackAsksForPatienceIsPutBack() {
    OutboxFixture outbox = outbox();
    outbox.slack =
        call ->
            new Delivery.Later(
                Duration.ofSeconds(30), Delivery.Arrival.NO, true, "Slack answers 429");
    for (int i = 0; i < 150; i++) {
      outbox.enqueue("U0" + i);
    }

    outbox.pass(Duration.ofSeconds(1));
    assertThat(outbox.sent("tell")).as("messages until it was clear").hasSize(1);
    outbox.slack = OutboxFixture::taken;
    outbox.pass(Duration.ofSeconds(31));

    assertThat(outbox.sent("tell")).hasSize(151);
    assertThat(outbox.messagesWaiting()).isZero();
  }

  @Test
  void aNewProcessHasNoBurstOfDetailsSinceTheLastMayHaveUsedIt() {
    OutboxFixture outbox = outbox(Duration.ofSeconds(1), 40);
    for (int i = 0; i < 5; i++) {
      outbox.ask("r" + i, "C000" + i);
    }
    outbox.pass(Duration.ofMillis(10));
    for (int i = 0; i < 5; i++) {
      outbox.learnMore("r" + i);
    }

    outbox.pass(Duration.ofMillis(500));
    assertThat(outbox.sent("update")).hasSize(1);
    outbox.pass(Duration.ofSeconds(4));
    assertThat(outbox.sent("update")).hasSize(5);
  }

  @Test
  void aChannelWithManyStaleCardsTakesOnlyItsShare() {
    OutboxFixture outbox = outbox(Duration.ofMillis(1_200), 1);
    for (int i = 0; i < 20; i++) {
      outbox.ask("hot-" + i, "C0HOT");
    }
    outbox.ask("later", "C0CALM");
    outbox.pass(Duration.ofSeconds(2));
    for (int i = 0; i < 20; i++) {
      outbox.learnMore("hot-" + i);
    }
    outbox.learnMore("later");

    outbox.pass(Duration.ofSeconds(2));

    assertThat(outbox.sent("update")).containsExactly("C0HOT", "C0CALM");
  }

  @Test
  void aPostDoesNotWaitForAnUpdateOfItsChannelThatWaitsForTheCount() {
    OutboxFixture outbox = outbox(Duration.ofMinutes(1), 1);
    outbox.ask("r1", "C0HOT");
    outbox.ask("r2", "C0CALM");
    outbox.pass(Duration.ofSeconds(1));
    outbox.learnMore("r1");
    outbox.pass(Duration.ofSeconds(1));
    outbox.learnMore("r2");

    outbox.ask("r3", "C0CALM");
    outbox.pass(Duration.ofSeconds(1));

    assertThat(outbox.sent("update")).containsExactly("C0HOT");
    assertThat(outbox.sent("post")).containsExactly("C0HOT", "C0CALM", "C0CALM");
  }

  @Test
  void settingTheClockBackStopsNeitherPostsNorUpdates() {
    OutboxFixture outbox =
        new OutboxFixture(
            folder, new RateLimiter(Duration.ofSeconds(1), 1, Duration.ofSeconds(1), 1));
    open = outbox;
    outbox.ask("r1", "C0OPS");
    outbox.ask("r2", "C0DBA");
    outbox.pass(Duration.ofSeconds(2));
    outbox.reject("r1");
    outbox.pass(Duration.ofSeconds(2));

    outbox.wall.forward(Duration.ofHours(-1));
    outbox.reject("r2");
    outbox.ask("r3", "C0OPS");
    outbox.pass(Duration.ofSeconds(2));

    assertThat(outbox.sent("update")).containsExactly("C0OPS", "C0DBA");
    assertThat(outbox.sent("post")).containsExactly("C0OPS", "C0DBA", "C0OPS");
  }

  @Test
  void aStartDelaysNoClosing() {
    OutboxFixture outbox = outbox(Duration.ofMillis(1_200), 20);
    for (int i = 0; i < 10; i++) {
      outbox.ask("r" + i, "C0OPS");
    }
    outbox.pass(Duration.ofMillis(100));

    for (int i = 0; i < 10; i++) {
      outbox.reject("r" + i);
    }
    outbox.pass(Duration.ofMillis(5));

    assertThat(outbox.sent("update")).hasSize(10);
  }

  @Test
  void aClosingGoesBeforeUpdatesThatOnlyAddDetail() {
    OutboxFixture outbox = outbox(Duration.ofMillis(1_200), 1);
    for (int i = 0; i < 10; i++) {
      outbox.ask("r" + i, "C000" + i);
    }
    outbox.pass(Duration.ofSeconds(10));
    for (int i = 0; i < 9; i++) {
      outbox.learnMore("r" + i);
    }
    outbox.slack = call -> call.what().equals("update") ? REFUSED : OutboxFixture.taken(call);
    outbox.pass(Duration.ofSeconds(1));
    outbox.slack = OutboxFixture::taken;
    int before = outbox.sent("update").size();
    outbox.reject("r9");

    outbox.pass(Duration.ofSeconds(31));

    assertThat(outbox.sent("update")).element(before).isEqualTo("C0009");
  }

  @Test
  void aPostThatSlackIsSlowToAnswerHoldsUpNoUpdateInItsChannel() {
    OutboxFixture outbox = outbox();
    outbox.ask("r1", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));
    List<String> meanwhile = new ArrayList<>();
    outbox.slack =
        call -> {
          if (call.what().equals("post")) {
            outbox.reject("r1");
            outbox.pass(Duration.ofMillis(100));
            meanwhile.addAll(outbox.sent("update"));
          }
          return OutboxFixture.taken(call);
        };

    outbox.ask("r2", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));

    assertThat(meanwhile).as("updates while the post was under way").containsExactly("C0OPS");
  }

  @Test
  void anUpdateThatSlackIsSlowToAnswerHoldsUpNoOtherInItsChannel() {
    OutboxFixture outbox = outbox();
    outbox.ask("r1", "C0OPS");
    outbox.ask("r2", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));
    List<Integer> meanwhile = new ArrayList<>();
    outbox.slack =
        call -> {
          outbox.slack = OutboxFixture::taken;
          outbox.reject("r1");
          outbox.reject("r2");
          outbox.pass(Duration.ofMillis(100));
          meanwhile.add(outbox.sent("update").size());
          return OutboxFixture.taken(call);
        };

    outbox.reject("r1");
    outbox.pass(Duration.ofSeconds(1));

    assertThat(meanwhile).as("the first, and the other card's").containsExactly(2);
  }

  @Test
  void aClosingGoesAlthoughAllOtherThreadsWaitForSlack() {
    OutboxFixture outbox = outbox();
    outbox.ask("r1", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));
    outbox.stuck = true;
    outbox.ask("r2", "C0OPS");
    outbox.reject("r1");

    outbox.pass(Duration.ofSeconds(1));

    assertThat(outbox.sent("update")).containsExactly("C0OPS");
  }

  @Test
  void aCardClosesAlthoughItsDetailFoundNoThread() {
    OutboxFixture outbox = outbox();
    outbox.ask("r1", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));
    outbox.stuck = true;
    for (int i = 0; i < 4; i++) {
      outbox.ask("new" + i, "C000" + i);
    }
    outbox.pass(Duration.ofSeconds(1));
    outbox.learnMore("r1");
    outbox.pass(Duration.ofSeconds(1));

    outbox.reject("r1");
    outbox.pass(Duration.ofSeconds(1));

    assertThat(outbox.sent("update")).containsExactly("C0OPS");
  }

  @Test
  void postsThatSlackRefusesHoldNoUpdateInTheirChannel() {
    OutboxFixture outbox = outbox();
    outbox.ask("r1", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));
    outbox.slack = call -> call.what().equals("post") ? REFUSED : OutboxFixture.taken(call);
    outbox.ask("r2", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));

    outbox.reject("r1");
    outbox.pass(Duration.ofSeconds(1));

    assertThat(outbox.sent("update")).containsExactly("C0OPS");
  }

  @Test
  void limitedChannelsHoldNeitherThePostsNorTheClosingsOfAnother() {
    OutboxFixture outbox = outbox();
    outbox.ask("r1", "C0FREE");
    outbox.pass(Duration.ofSeconds(1));
    outbox.slack =
        call ->
            call.what().equals("post") && !call.where().equals("C0FREE")
                ? REFUSED
                : OutboxFixture.taken(call);
    for (int i = 0; i < 5; i++) {
      outbox.ask("limited" + i, "C000" + i);
    }
    outbox.pass(Duration.ofSeconds(1));

    outbox.reject("r1");
    outbox.ask("r2", "C0FREE");
    outbox.pass(Duration.ofSeconds(1));

    assertThat(outbox.sent("update")).containsExactly("C0FREE");
    assertThat(outbox.sent("post")).filteredOn("C0FREE"::equals).hasSize(2);
  }

  @Test
  void aClosingWaitsForNoDetailOfTheOlderCardsInItsChannel() {
    OutboxFixture outbox = outbox(Duration.ofMillis(1_200), 20);
    for (int i = 0; i < 46; i++) {
      outbox.ask("r" + i, "C0OPS");
    }
    outbox.pass(Duration.ofMinutes(2));
    for (int i = 0; i < 46; i++) {
      outbox.learnMore("r" + i);
    }
    outbox.pass(Duration.ofSeconds(1));

    outbox.reject("r45");

    assertThat(outbox.untilUpdated("ts-r45")).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void deadChannelsLeaveTheUpdatesToOthers() {
    OutboxFixture outbox = outbox(Duration.ofMillis(1_200), 20);
    for (int i = 0; i < 190; i++) {
      outbox.ask("dead" + i, "C0DEAD" + i % 3);
    }
    outbox.ask("r1", "C0CALM");
    outbox.pass(Duration.ofMinutes(2));
    outbox.slack =
        call ->
            call.where().startsWith("C0DEAD")
                ? OutboxFixture.archived()
                : OutboxFixture.taken(call);
    for (int i = 0; i < 190; i++) {
      outbox.learnMore("dead" + i);
    }
    outbox.pass(Duration.ofMinutes(10));
    outbox.sent.clear();

    outbox.learnMore("r1");
    Duration wait = outbox.untilUpdated("ts-r1");
    outbox.pass(Duration.ofMinutes(10));

    assertThat(wait).isLessThan(Duration.ofSeconds(2));
    assertThat(outbox.sent("update")).hasSizeLessThan(20);
  }

  @Test
  void manyDeadChannelsLeaveTheUpdatesToOthers() {
    OutboxFixture outbox = outbox(Duration.ofMillis(1_200), 20);
    for (int i = 0; i < 190; i++) {
      outbox.ask("dead" + i, "C0DEAD" + i);
    }
    outbox.pass(Duration.ofMinutes(2));
    outbox.slack = call -> OutboxFixture.archived();
    for (int i = 0; i < 190; i++) {
      outbox.learnMore("dead" + i);
    }
    outbox.pass(Duration.ofMinutes(10));
    outbox.sent.clear();

    outbox.pass(Duration.ofMinutes(10));

    assertThat(outbox.sent).as("of 500 that Slack takes").hasSizeLessThan(100);
    assertThat(outbox.sent.stream().map(OutboxFixture.Sent::where).distinct())
        .as("channels that had their turn")
        .hasSizeGreaterThan(40);
  }

  /** By a bucket of fifty, filled at fifty a minute. */
  @Test
  void fortyCardsCloseInTimeWithinSlacksLimitsAndDetailsFollow() {
    OutboxFixture outbox = outbox(Duration.ofMillis(1_200), 20);
    for (int i = 0; i < 40; i++) {
      outbox.ask("r" + i, "C0" + i % 4);
    }
    outbox.pass(Duration.ofSeconds(1));
    Tier tier = new Tier();
    outbox.slack =
        call -> call.what().equals("update") ? tier.answer(call) : OutboxFixture.taken(call);

    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      outbox.reject("r" + i);
      waits.add(outbox.untilUpdated("ts-r" + i));
      outbox.learnMore("r" + i);
      outbox.pass(Duration.ofMillis(150));
    }
    assertThat(waits).allMatch(wait -> wait.toMillis() <= 300);
    assertThat(tier.refusals).isZero();

    outbox.pass(Duration.ofMinutes(2));
    assertThat(outbox.cardsWaiting()).isZero();
    assertThat(tier.refusals).isLessThanOrEqualTo(4);
  }

  /** What Slack does with updates. */
  private static final class Tier {
    private double tokens = 50;
    private @Nullable Instant at;
    private int refusals;

    Delivery answer(OutboxFixture.Sent call) {
      Instant before = at == null ? call.at() : at;
      tokens = Math.min(50, tokens + Duration.between(before, call.at()).toMillis() / 1_200.0);
      at = call.at();
      if (tokens < 1) {
        refusals++;
        return OutboxFixture.limited(Duration.ofSeconds(2));
      }
      tokens--;
      return OutboxFixture.taken(call);
    }
  }
}
