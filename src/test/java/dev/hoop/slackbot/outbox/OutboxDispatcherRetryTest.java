package dev.hoop.slackbot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the courier tries again, and how often. */
final class OutboxDispatcherRetryTest {

  @TempDir private Path folder;

  private OutboxFixture depot;

  @BeforeEach
  void open() {
    depot = new OutboxFixture(folder, OutboxFixture.wide());
  }

  @AfterEach
  void close() {
    depot.close();
  }

  @Test
  void theFirstSuccessAfterAnOutageBringsEverythingBack() {
    for (int i = 0; i < 10; i++) {
      depot.ask("r" + i, "C000" + i % 5);
    }
    depot.pass(Duration.ofSeconds(1));
    depot.slack = call -> OutboxFixture.down();
    for (int i = 0; i < 10; i++) {
      depot.reject("r" + i);
    }
    depot.ask("new", "C0NEW");
    depot.owe("U0BOB");
    depot.pass(Duration.ofHours(1));
    depot.sent.clear();
    depot.slack = OutboxFixture::taken;

    depot.pass(Duration.ofSeconds(31));

    assertThat(depot.cardsWaiting()).isZero();
    assertThat(depot.messagesWaiting()).isZero();
    assertThat(depot.sent).hasSize(12);
  }

  @Test
  void aClosingIsTriedAgainSoonAfterALongOutage() {
    depot.ask("r1", "C0OPS");
    depot.pass(Duration.ofSeconds(1));
    depot.slack = call -> OutboxFixture.down();
    depot.reject("r1");
    depot.pass(Duration.ofHours(1));
    depot.sent.clear();
    depot.slack = OutboxFixture::taken;

    depot.pass(Duration.ofSeconds(31));

    assertThat(depot.sent("update")).containsExactly("C0OPS");
  }

  @Test
  void aRestartTriesAtOnceWhatTheOutageLetWait() {
    for (int i = 0; i < 10; i++) {
      depot.ask("r" + i, "C0OPS");
    }
    depot.pass(Duration.ofSeconds(1));
    depot.slack = call -> OutboxFixture.down();
    for (int i = 0; i < 10; i++) {
      depot.reject("r" + i);
    }
    depot.pass(Duration.ofMinutes(70));

    depot = depot.restarted();
    depot.pass(Duration.ofMinutes(1));

    assertThat(depot.cardsWaiting()).isZero();
  }

  @Test
  void aRestartDoesNotForgetThatSlackAsksForPatience() {
    depot.slack = call -> OutboxFixture.limited(Duration.ofSeconds(40));
    depot.ask("r1", "C0OPS");
    depot.pass(Duration.ofSeconds(1));

    depot = depot.restarted();
    depot.pass(Duration.ofSeconds(30));

    assertThat(depot.sent).isEmpty();
  }

  @Test
  void aSuccessBringsBackAllThatWaitsInItsChannel() {
    for (int i = 0; i < 10; i++) {
      depot.ask("r" + i, "C0OPS");
    }
    depot.ask("other", "C0OTHER");
    depot.pass(Duration.ofSeconds(1));
    depot.slack =
        call -> call.where().equals("C0OPS") ? OutboxFixture.archived() : OutboxFixture.taken(call);
    for (int i = 0; i < 10; i++) {
      depot.reject("r" + i);
    }
    depot.pass(Duration.ofHours(1));
    depot.sent.clear();
    depot.slack = OutboxFixture::taken;

    depot.ask("new", "C0OPS");
    depot.pass(Duration.ofSeconds(1));

    assertThat(depot.cardsWaiting()).isZero();
    assertThat(depot.sent("update")).hasSize(10);
  }

  @Test
  void aCardThatSlackRefusesForItsOwnSakeIsNotTriedAfterEachSuccess() {
    for (int i = 0; i < 40; i++) {
      depot.ask("r" + i, "C0OPS");
    }
    depot.pass(Duration.ofSeconds(1));
    depot.slack =
        call -> call.ts().equals("ts-r0") ? OutboxFixture.down() : OutboxFixture.taken(call);
    for (int i = 0; i < 40; i++) {
      depot.learnMore("r" + i);
      depot.pass(Duration.ofSeconds(10));
    }

    assertThat(depot.sent.stream().filter(call -> call.ts().equals("ts-r0")).skip(1))
        .as("updates of the first card in 400 s")
        .hasSizeLessThan(9);
  }

  @Test
  void aPostWhoseAnswerIsLostAgainAndAgainLeavesFewCopies() {
    depot.slack = call -> OutboxFixture.lost();
    depot.ask("r1", "C0OPS");

    depot.pass(Duration.ofMinutes(25));
    assertThat(depot.sent("post")).as("copies that may stand in Slack").hasSize(3);
    depot.slack = OutboxFixture::taken;
    depot.pass(Duration.ofMinutes(10));

    assertThat(depot.sent("post")).hasSize(4);
    assertThat(depot.cardsWaiting()).isZero();
  }

  @Test
  void copiesThatMayStandAreCountedAcrossRestarts() {
    depot.slack = call -> OutboxFixture.lost();
    depot.ask("r1", "C0OPS");
    depot.pass(Duration.ofMinutes(5));
    depot = depot.restarted();

    depot.pass(Duration.ofMinutes(10));

    assertThat(depot.sent).as("beside the three of the process before").isEmpty();
  }

  @Test
  void aMessageWhoseAnswerIsLostAgainAndAgainIsSentFewTimes() {
    depot.slack = call -> OutboxFixture.lost();
    depot.owe("U0BOB");

    depot.pass(Duration.ofMinutes(25));

    assertThat(depot.sent("tell")).hasSize(3);
  }

  @Test
  void aReviewThatWaitsAgainIsAnnouncedThoughItsPostWasGivenUp() {
    depot.slack = call -> OutboxFixture.limited(Duration.ofSeconds(30));
    depot.ask("r1", "C0OPS");
    depot.pass(Duration.ofSeconds(1));
    depot.reject("r1");
    depot.pass(Duration.ofMinutes(1));
    depot.sent.clear();
    depot.slack = OutboxFixture::taken;

    depot.ask("r1", "C0OPS");
    depot.pass(Duration.ofSeconds(1));

    assertThat(depot.sent("post")).containsExactly("C0OPS");
  }
}
