package dev.hoop.slackbot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.SlackUserId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the dispatcher tries again, and how often. */
final class OutboxDispatcherRetryTest {

  @TempDir private Path folder;

  private OutboxFixture outbox;

  @BeforeEach
  void open() {
    outbox = new OutboxFixture(folder, OutboxFixture.wide());
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  @Test
  void theFirstSuccessAfterAnOutageBringsEverythingBack() {
    for (int i = 0; i < 10; i++) {
      outbox.ask("r" + i, "C000" + i % 5);
    }
    outbox.pass(Duration.ofSeconds(1));
    outbox.slack = call -> OutboxFixture.down();
    for (int i = 0; i < 10; i++) {
      outbox.reject("r" + i);
    }
    outbox.ask("new", "C0NEW");
    outbox.enqueue("U0BOB");
    outbox.pass(Duration.ofHours(1));
    outbox.sent.clear();
    outbox.slack = OutboxFixture::taken;

    outbox.pass(Duration.ofSeconds(31));

    assertThat(outbox.cardsWaiting()).isZero();
    assertThat(outbox.messagesWaiting()).isZero();
    assertThat(outbox.sent).hasSize(12);
  }

  @Test
  void aClosingIsTriedAgainSoonAfterALongOutage() {
    outbox.ask("r1", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));
    outbox.slack = call -> OutboxFixture.down();
    outbox.reject("r1");
    outbox.pass(Duration.ofHours(1));
    outbox.sent.clear();
    outbox.slack = OutboxFixture::taken;

    outbox.pass(Duration.ofSeconds(31));

    assertThat(outbox.sent("update")).containsExactly("C0OPS");
  }

  @Test
  void aRestartTriesAtOnceWhatTheOutageLetWait() {
    for (int i = 0; i < 10; i++) {
      outbox.ask("r" + i, "C0OPS");
    }
    outbox.pass(Duration.ofSeconds(1));
    outbox.slack = call -> OutboxFixture.down();
    for (int i = 0; i < 10; i++) {
      outbox.reject("r" + i);
    }
    outbox.pass(Duration.ofMinutes(70));

    outbox = outbox.restarted();
    outbox.pass(Duration.ofMinutes(1));

    assertThat(outbox.cardsWaiting()).isZero();
  }

  @Test
  void aRestartDoesNotForgetThatSlackAsksForPatience() {
    outbox.slack = call -> OutboxFixture.limited(Duration.ofSeconds(40));
    outbox.ask("r1", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));

    outbox = outbox.restarted();
    outbox.pass(Duration.ofSeconds(30));

    assertThat(outbox.sent).isEmpty();
  }

  @Test
  void anAnswerThatComesLateIsADirectMessage() {
    outbox.slack = call -> OutboxFixture.down();
    outbox.enqueue(answerToAnn());
    outbox.pass(Duration.ofSeconds(20));
    assertThat(outbox.sent.get(0).ts())
        .as("while Ann waits where she clicked")
        .isEqualTo("privately");
    outbox.slack = OutboxFixture::taken;
    outbox.sent.clear();

    outbox.pass(Duration.ofMinutes(2));

    assertThat(outbox.sent).extracting(OutboxFixture.Sent::ts).containsExactly("directly");
  }

  @Test
  void aSuccessBringsBackTheAnswersThatWaitForItsReader() {
    outbox.slack = call -> OutboxFixture.down();
    for (int i = 0; i < 3; i++) {
      outbox.enqueue(answerToAnn());
    }
    outbox.pass(Duration.ofMinutes(10));
    outbox.slack = OutboxFixture::taken;
    outbox.sent.clear();

    outbox.enqueue(answerToAnn());
    outbox.pass(Duration.ofSeconds(2));

    assertThat(outbox.sent("tell")).hasSize(4);
  }

  private static Recipient answerToAnn() {
    return new Recipient.Privately(new SlackUserId("U0ANN"), new ChannelId("C0OPS"), null);
  }

  @Test
  void aSuccessBringsBackAllThatWaitsInItsChannel() {
    for (int i = 0; i < 10; i++) {
      outbox.ask("r" + i, "C0OPS");
    }
    outbox.ask("other", "C0OTHER");
    outbox.pass(Duration.ofSeconds(1));
    outbox.slack =
        call -> call.where().equals("C0OPS") ? OutboxFixture.archived() : OutboxFixture.taken(call);
    for (int i = 0; i < 10; i++) {
      outbox.reject("r" + i);
    }
    outbox.pass(Duration.ofHours(1));
    outbox.sent.clear();
    outbox.slack = OutboxFixture::taken;

    outbox.ask("new", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));

    assertThat(outbox.cardsWaiting()).isZero();
    assertThat(outbox.sent("update")).hasSize(10);
  }

  @Test
  void aCardThatSlackRefusesAsItIsIsNotTriedAfterEachSuccess() {
    for (int i = 0; i < 40; i++) {
      outbox.ask("r" + i, "C0OPS");
    }
    outbox.pass(Duration.ofSeconds(1));
    outbox.slack =
        call -> call.ts().equals("ts-r0") ? OutboxFixture.down() : OutboxFixture.taken(call);
    for (int i = 0; i < 40; i++) {
      outbox.learnMore("r" + i);
      outbox.pass(Duration.ofSeconds(10));
    }

    assertThat(outbox.sent.stream().filter(call -> call.ts().equals("ts-r0")).skip(1))
        .as("updates of the first card in 400 s")
        .hasSizeLessThan(9);
  }

  @Test
  void aPostWhoseAnswerIsLostAgainAndAgainLeavesFewCopies() {
    outbox.slack = call -> OutboxFixture.lost();
    outbox.ask("r1", "C0OPS");

    outbox.pass(Duration.ofMinutes(25));
    assertThat(outbox.sent("post")).as("copies that may stand in Slack").hasSize(3);
    outbox.slack = OutboxFixture::taken;
    outbox.pass(Duration.ofMinutes(10));

    assertThat(outbox.sent("post")).hasSize(4);
    assertThat(outbox.cardsWaiting()).isZero();
  }

  @Test
  void copiesThatMayStandAreCountedAcrossRestarts() {
    outbox.slack = call -> OutboxFixture.lost();
    outbox.ask("r1", "C0OPS");
    outbox.pass(Duration.ofMinutes(5));
    outbox = outbox.restarted();

    outbox.pass(Duration.ofMinutes(10));

    assertThat(outbox.sent).as("beside the three of the process before").isEmpty();
  }

  @Test
  void aMessageWhoseAnswerIsLostAgainAndAgainIsSentFewTimes() {
    outbox.slack = call -> OutboxFixture.lost();
    outbox.enqueue("U0BOB");

    outbox.pass(Duration.ofMinutes(25));

    assertThat(outbox.sent("tell")).hasSize(3);
  }

  @Test
  void aReviewThatWaitsAgainIsAnnouncedThoughItsPostWasGivenUp() {
    outbox.slack = call -> OutboxFixture.limited(Duration.ofSeconds(30));
    outbox.ask("r1", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));
    outbox.reject("r1");
    outbox.pass(Duration.ofMinutes(1));
    outbox.sent.clear();
    outbox.slack = OutboxFixture::taken;

    outbox.ask("r1", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));

    assertThat(outbox.sent("post")).containsExactly("C0OPS");
  }
}
