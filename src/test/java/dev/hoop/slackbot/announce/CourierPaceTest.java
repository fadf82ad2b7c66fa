package dev.hoop.slackbot.announce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the courier keeps Slack's pace. */
final class CourierPaceTest {

  private static final Delivery REFUSED =
      new Delivery.Later(Duration.ofSeconds(30), false, "Slack answers 429");

  @TempDir private Path folder;

  private @Nullable Depot open;

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  private Depot depot(Duration updateGap, int updateBurst) {
    Depot depot = new Depot(folder, new Pace(Duration.ofMillis(1), 1_000, updateGap, updateBurst));
    open = depot;
    return depot;
  }

  private Depot depot() {
    return depot(Duration.ofMillis(1), 1_000);
  }

  @Test
  void updatesThatSlackRefusesHoldNeitherPostsNorMessages() {
    Depot depot = depot();
    for (int i = 0; i < 5; i++) {
      depot.ask("r" + i, "C000" + i);
    }
    depot.pass(Duration.ofSeconds(1));
    depot.slack = call -> call.what().equals("update") ? REFUSED : Depot.taken(call);
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
    Depot depot = depot();
    depot.slack = call -> REFUSED;
    for (int i = 0; i < 150; i++) {
      depot.owe("U0" + i);
    }

    depot.pass(Duration.ofSeconds(1));
    assertThat(depot.sent("tell")).as("messages until it was clear").hasSize(3);
    depot.slack = Depot::taken;
    depot.pass(Duration.ofSeconds(31));

    assertThat(depot.sent("tell")).hasSize(153);
    assertThat(depot.messagesWaiting()).isZero();
  }

  @Test
  void aNewProcessHasNoBurstOfUpdatesSinceTheLastMayHaveUsedIt() {
    Depot depot = depot(Duration.ofSeconds(1), 40);
    for (int i = 0; i < 5; i++) {
      depot.ask("r" + i, "C000" + i);
    }
    depot.pass(Duration.ofMillis(10));
    for (int i = 0; i < 5; i++) {
      depot.reject("r" + i);
    }

    depot.pass(Duration.ofMillis(500));
    assertThat(depot.sent("update")).hasSize(1);
    depot.pass(Duration.ofSeconds(4));
    assertThat(depot.sent("update")).hasSize(5);
  }

  @Test
  void aChannelWithManyStaleCardsTakesNoMoreThanItsShareOfTheUpdates() {
    Depot depot = depot(Duration.ofMillis(1_200), 1);
    for (int i = 0; i < 20; i++) {
      depot.ask("hot-" + i, "C0HOT");
    }
    depot.ask("later", "C0CALM");
    depot.pass(Duration.ofSeconds(2));
    for (int i = 0; i < 20; i++) {
      depot.reject("hot-" + i);
    }
    depot.reject("later");

    depot.pass(Duration.ofSeconds(2));

    assertThat(depot.sent("update")).containsExactly("C0HOT", "C0CALM");
  }

  @Test
  void aPostDoesNotWaitForAnUpdateOfItsChannelThatWaitsForTheCount() {
    Depot depot = depot(Duration.ofMinutes(1), 1);
    depot.ask("r1", "C0HOT");
    depot.ask("r2", "C0CALM");
    depot.pass(Duration.ofSeconds(1));
    depot.reject("r1");
    depot.pass(Duration.ofSeconds(1));
    depot.reject("r2");

    depot.ask("r3", "C0CALM");
    depot.pass(Duration.ofSeconds(1));

    assertThat(depot.sent("update")).containsExactly("C0HOT");
    assertThat(depot.sent("post")).containsExactly("C0HOT", "C0CALM", "C0CALM");
  }

  @Test
  void settingTheClockBackStopsNeitherPostsNorUpdates() {
    Depot depot = new Depot(folder, new Pace(Duration.ofSeconds(1), 1, Duration.ofSeconds(1), 1));
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
}
