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

/** How the courier keeps Slack's pace. */
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

  private OutboxFixture depot(Duration updateGap, int updateBurst) {
    OutboxFixture depot =
        new OutboxFixture(
            folder, new RateLimiter(Duration.ofMillis(1), 1_000, updateGap, updateBurst));
    open = depot;
    return depot;
  }

  private OutboxFixture depot() {
    return depot(Duration.ofMillis(1), 1_000);
  }

  @Test
  void updatesThatSlackRefusesHoldNeitherPostsNorMessages() {
    OutboxFixture depot = depot();
    for (int i = 0; i < 5; i++) {
      depot.ask("r" + i, "C000" + i);
    }
    depot.pass(Duration.ofSeconds(1));
    depot.slack = call -> call.what().equals("update") ? REFUSED : OutboxFixture.taken(call);
    for (int i = 0; i < 5; i++) {
      depot.reject("r" + i);
    }
    depot.pass(Duration.ofSeconds(1));

    depot.ask("new", "C0000");
    depot.owe("U0BOB");
    depot.pass(Duration.ofSeconds(1));

    assertThat(depot.sent("post")).hasSize(6);
    assertThat(depot.sent("tell")).containsExactly("U0BOB");
    assertThat(depot.sent("update")).as("updates, of which the first was refused").hasSize(1);
  }

  @Test
  void whatWaitsForAThreadWhileSlackAsksForPatienceIsPutBack() {
    OutboxFixture depot = depot();
    depot.slack =
        call ->
            new Delivery.Later(
                Duration.ofSeconds(30), Delivery.Arrival.NO, true, "Slack answers 429");
    for (int i = 0; i < 150; i++) {
      depot.owe("U0" + i);
    }

    depot.pass(Duration.ofSeconds(1));
    assertThat(depot.sent("tell")).as("messages until it was clear").hasSize(1);
    depot.slack = OutboxFixture::taken;
    depot.pass(Duration.ofSeconds(31));

    assertThat(depot.sent("tell")).hasSize(151);
    assertThat(depot.messagesWaiting()).isZero();
  }

  @Test
  void aNewProcessHasNoBurstOfDetailsSinceTheLastMayHaveUsedIt() {
    OutboxFixture depot = depot(Duration.ofSeconds(1), 40);
    for (int i = 0; i < 5; i++) {
      depot.ask("r" + i, "C000" + i);
    }
    depot.pass(Duration.ofMillis(10));
    for (int i = 0; i < 5; i++) {
      depot.learnMore("r" + i);
    }

    depot.pass(Duration.ofMillis(500));
    assertThat(depot.sent("update")).hasSize(1);
    depot.pass(Duration.ofSeconds(4));
    assertThat(depot.sent("update")).hasSize(5);
  }

  @Test
  void aChannelWithManyStaleCardsTakesNoMoreThanItsShareOfTheUpdates() {
    OutboxFixture depot = depot(Duration.ofMillis(1_200), 1);
    for (int i = 0; i < 20; i++) {
      depot.ask("hot-" + i, "C0HOT");
    }
    depot.ask("later", "C0CALM");
    depot.pass(Duration.ofSeconds(2));
    for (int i = 0; i < 20; i++) {
      depot.learnMore("hot-" + i);
    }
    depot.learnMore("later");

    depot.pass(Duration.ofSeconds(2));

    assertThat(depot.sent("update")).containsExactly("C0HOT", "C0CALM");
  }

  @Test
  void aPostDoesNotWaitForAnUpdateOfItsChannelThatWaitsForTheCount() {
    OutboxFixture depot = depot(Duration.ofMinutes(1), 1);
    depot.ask("r1", "C0HOT");
    depot.ask("r2", "C0CALM");
    depot.pass(Duration.ofSeconds(1));
    depot.learnMore("r1");
    depot.pass(Duration.ofSeconds(1));
    depot.learnMore("r2");

    depot.ask("r3", "C0CALM");
    depot.pass(Duration.ofSeconds(1));

    assertThat(depot.sent("update")).containsExactly("C0HOT");
    assertThat(depot.sent("post")).containsExactly("C0HOT", "C0CALM", "C0CALM");
  }

  @Test
  void settingTheClockBackStopsNeitherPostsNorUpdates() {
    OutboxFixture depot =
        new OutboxFixture(
            folder, new RateLimiter(Duration.ofSeconds(1), 1, Duration.ofSeconds(1), 1));
    open = depot;
    depot.ask("r1", "C0OPS");
    depot.ask("r2", "C0DBA");
    depot.pass(Duration.ofSeconds(2));
    depot.reject("r1");
    depot.pass(Duration.ofSeconds(2));

    depot.wall.forward(Duration.ofHours(-1));
    depot.reject("r2");
    depot.ask("r3", "C0OPS");
    depot.pass(Duration.ofSeconds(2));

    assertThat(depot.sent("update")).containsExactly("C0OPS", "C0DBA");
    assertThat(depot.sent("post")).containsExactly("C0OPS", "C0DBA", "C0OPS");
  }

  @Test
  void aStartDelaysNoClosing() {
    OutboxFixture depot = depot(Duration.ofMillis(1_200), 20);
    for (int i = 0; i < 10; i++) {
      depot.ask("r" + i, "C0OPS");
    }
    depot.pass(Duration.ofMillis(100));

    for (int i = 0; i < 10; i++) {
      depot.reject("r" + i);
    }
    depot.pass(Duration.ofMillis(5));

    assertThat(depot.sent("update")).hasSize(10);
  }

  @Test
  void aClosingGoesBeforeUpdatesThatOnlyAddDetail() {
    OutboxFixture depot = depot(Duration.ofMillis(1_200), 1);
    for (int i = 0; i < 10; i++) {
      depot.ask("r" + i, "C000" + i);
    }
    depot.pass(Duration.ofSeconds(10));
    for (int i = 0; i < 9; i++) {
      depot.learnMore("r" + i);
    }
    depot.slack = call -> call.what().equals("update") ? REFUSED : OutboxFixture.taken(call);
    depot.pass(Duration.ofSeconds(1));
    depot.slack = OutboxFixture::taken;
    int before = depot.sent("update").size();
    depot.reject("r9");

    depot.pass(Duration.ofSeconds(31));

    assertThat(depot.sent("update")).element(before).isEqualTo("C0009");
  }

  @Test
  void aPostThatSlackIsSlowToAnswerHoldsUpNoUpdateInItsChannel() {
    OutboxFixture depot = depot();
    depot.ask("r1", "C0OPS");
    depot.pass(Duration.ofSeconds(1));
    List<String> meanwhile = new ArrayList<>();
    depot.slack =
        call -> {
          if (call.what().equals("post")) {
            depot.reject("r1");
            depot.pass(Duration.ofMillis(100));
            meanwhile.addAll(depot.sent("update"));
          }
          return OutboxFixture.taken(call);
        };

    depot.ask("r2", "C0OPS");
    depot.pass(Duration.ofSeconds(1));

    assertThat(meanwhile).as("updates while the post was under way").containsExactly("C0OPS");
  }

  @Test
  void anUpdateThatSlackIsSlowToAnswerHoldsUpNoOtherInItsChannel() {
    OutboxFixture depot = depot();
    depot.ask("r1", "C0OPS");
    depot.ask("r2", "C0OPS");
    depot.pass(Duration.ofSeconds(1));
    List<Integer> meanwhile = new ArrayList<>();
    depot.slack =
        call -> {
          depot.slack = OutboxFixture::taken;
          depot.reject("r1");
          depot.reject("r2");
          depot.pass(Duration.ofMillis(100));
          meanwhile.add(depot.sent("update").size());
          return OutboxFixture.taken(call);
        };

    depot.reject("r1");
    depot.pass(Duration.ofSeconds(1));

    assertThat(meanwhile).as("the first, and the other card's").containsExactly(2);
  }

  @Test
  void aClosingGoesAlthoughAllOtherThreadsWaitForSlack() {
    OutboxFixture depot = depot();
    depot.ask("r1", "C0OPS");
    depot.pass(Duration.ofSeconds(1));
    depot.stuck = true;
    depot.ask("r2", "C0OPS");
    depot.reject("r1");

    depot.pass(Duration.ofSeconds(1));

    assertThat(depot.sent("update")).containsExactly("C0OPS");
  }

  @Test
  void aCardClosesAlthoughItsDetailFoundNoThread() {
    OutboxFixture depot = depot();
    depot.ask("r1", "C0OPS");
    depot.pass(Duration.ofSeconds(1));
    depot.stuck = true;
    for (int i = 0; i < 4; i++) {
      depot.ask("new" + i, "C000" + i);
    }
    depot.pass(Duration.ofSeconds(1));
    depot.learnMore("r1");
    depot.pass(Duration.ofSeconds(1));

    depot.reject("r1");
    depot.pass(Duration.ofSeconds(1));

    assertThat(depot.sent("update")).containsExactly("C0OPS");
  }

  @Test
  void postsThatSlackRefusesHoldNoUpdateInTheirChannel() {
    OutboxFixture depot = depot();
    depot.ask("r1", "C0OPS");
    depot.pass(Duration.ofSeconds(1));
    depot.slack = call -> call.what().equals("post") ? REFUSED : OutboxFixture.taken(call);
    depot.ask("r2", "C0OPS");
    depot.pass(Duration.ofSeconds(1));

    depot.reject("r1");
    depot.pass(Duration.ofSeconds(1));

    assertThat(depot.sent("update")).containsExactly("C0OPS");
  }

  @Test
  void limitedChannelsHoldNeitherThePostsNorTheClosingsOfAnother() {
    OutboxFixture depot = depot();
    depot.ask("r1", "C0FREE");
    depot.pass(Duration.ofSeconds(1));
    depot.slack =
        call ->
            call.what().equals("post") && !call.where().equals("C0FREE")
                ? REFUSED
                : OutboxFixture.taken(call);
    for (int i = 0; i < 5; i++) {
      depot.ask("limited" + i, "C000" + i);
    }
    depot.pass(Duration.ofSeconds(1));

    depot.reject("r1");
    depot.ask("r2", "C0FREE");
    depot.pass(Duration.ofSeconds(1));

    assertThat(depot.sent("update")).containsExactly("C0FREE");
    assertThat(depot.sent("post")).filteredOn("C0FREE"::equals).hasSize(2);
  }

  @Test
  void aClosingWaitsForNoDetailOfTheOlderCardsInItsChannel() {
    OutboxFixture depot = depot(Duration.ofMillis(1_200), 20);
    for (int i = 0; i < 46; i++) {
      depot.ask("r" + i, "C0OPS");
    }
    depot.pass(Duration.ofMinutes(2));
    for (int i = 0; i < 46; i++) {
      depot.learnMore("r" + i);
    }
    depot.pass(Duration.ofSeconds(1));

    depot.reject("r45");

    assertThat(depot.untilUpdated("ts-r45")).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void deadChannelsLeaveTheUpdatesToOthers() {
    OutboxFixture depot = depot(Duration.ofMillis(1_200), 20);
    for (int i = 0; i < 190; i++) {
      depot.ask("dead" + i, "C0DEAD" + i % 3);
    }
    depot.ask("r1", "C0CALM");
    depot.pass(Duration.ofMinutes(2));
    depot.slack =
        call ->
            call.where().startsWith("C0DEAD")
                ? OutboxFixture.archived()
                : OutboxFixture.taken(call);
    for (int i = 0; i < 190; i++) {
      depot.learnMore("dead" + i);
    }
    depot.pass(Duration.ofMinutes(10));
    depot.sent.clear();

    depot.learnMore("r1");
    Duration wait = depot.untilUpdated("ts-r1");
    depot.pass(Duration.ofMinutes(10));

    assertThat(wait).isLessThan(Duration.ofSeconds(2));
    assertThat(depot.sent("update")).hasSizeLessThan(20);
  }

  @Test
  void manyDeadChannelsLeaveTheUpdatesToOthers() {
    OutboxFixture depot = depot(Duration.ofMillis(1_200), 20);
    for (int i = 0; i < 190; i++) {
      depot.ask("dead" + i, "C0DEAD" + i);
    }
    depot.pass(Duration.ofMinutes(2));
    depot.slack = call -> OutboxFixture.archived();
    for (int i = 0; i < 190; i++) {
      depot.learnMore("dead" + i);
    }
    depot.pass(Duration.ofMinutes(10));
    depot.sent.clear();

    depot.pass(Duration.ofMinutes(10));

    assertThat(depot.sent).as("of 500 that Slack takes").hasSizeLessThan(100);
    assertThat(depot.sent.stream().map(OutboxFixture.Sent::where).distinct())
        .as("channels that had their turn")
        .hasSizeGreaterThan(40);
  }

  /** By a bucket of fifty, filled at fifty a minute. */
  @Test
  void fortyCardsCloseInTimeWithinSlacksLimitsAndTheirDetailsFollow() {
    OutboxFixture depot = depot(Duration.ofMillis(1_200), 20);
    for (int i = 0; i < 40; i++) {
      depot.ask("r" + i, "C0" + i % 4);
    }
    depot.pass(Duration.ofSeconds(1));
    Tier tier = new Tier();
    depot.slack =
        call -> call.what().equals("update") ? tier.answer(call) : OutboxFixture.taken(call);

    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      depot.reject("r" + i);
      waits.add(depot.untilUpdated("ts-r" + i));
      depot.learnMore("r" + i);
      depot.pass(Duration.ofMillis(150));
    }
    assertThat(waits).allMatch(wait -> wait.toMillis() <= 300);
    assertThat(tier.refusals).isZero();

    depot.pass(Duration.ofMinutes(2));
    assertThat(depot.cardsWaiting()).isZero();
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
