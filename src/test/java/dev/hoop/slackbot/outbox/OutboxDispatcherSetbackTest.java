package dev.hoop.slackbot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.SlackUserId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dispatcher does while something fails on its own side. */
final class OutboxDispatcherSetbackTest {

  /** Once the disk has room, people wait no longer than this. */
  private static final Duration SOON = Duration.ofMinutes(2);

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
  void aMessageThatCannotBeWrittenDownIsNotSentAgain() {
    outbox.enqueue("U0BOB");
    outbox.slack =
        call -> {
          outbox.full = true;
          return OutboxFixture.taken(call);
        };

    outbox.pass(Duration.ofHours(1));
    outbox.full = false;
    outbox.pass(SOON);

    assertThat(outbox.sent("tell")).containsExactly("U0BOB");
    assertThat(outbox.messagesWaiting()).isZero();
  }

  @Test
  void anUpdateThatCannotBeWrittenDownIsNotSentAgain() {
    outbox.ask("r1", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));
    outbox.reject("r1");
    outbox.full = true;

    outbox.pass(Duration.ofHours(1));
    outbox.full = false;
    outbox.pass(SOON);

    assertThat(outbox.sent("update")).containsExactly("C0OPS");
    assertThat(outbox.cardsWaiting()).isZero();
  }

  @Test
  void aPostThatCannotBeWrittenDownBeforehandWaitsWithoutSpinning() {
    outbox.ask("r1", "C0OPS");
    outbox.full = true;

    outbox.pass(Duration.ofHours(1));
    assertThat(outbox.sent("post")).isEmpty();
    outbox.full = false;
    outbox.pass(SOON);

    assertThat(outbox.sent("post")).containsExactly("C0OPS");
  }

  @Test
  void theFirstWrittenOutcomeEndsAllPausesForTheDisk() {
    outbox.ask("r1", "C0OPS");
    outbox.pass(Duration.ofSeconds(1));
    outbox.learnMore("r1");
    outbox.full = true;
    outbox.pass(Duration.ofMinutes(15));
    outbox.full = false;

    outbox.reject("r1");
    outbox.enqueue("U0BOB");
    outbox.pass(Duration.ofSeconds(1));

    assertThat(outbox.sent("update")).as("more detail, and the closing").hasSize(2);
    assertThat(outbox.cardsWaiting()).isZero();
  }

  @Test
  void theNextMessageToSomebodyGoesWhenTheLastIsWrittenDown() {
    outbox.enqueue("U0BOB");
    outbox.slack =
        call -> {
          outbox.full = true;
          return OutboxFixture.taken(call);
        };
    outbox.pass(Duration.ofMinutes(1));
    outbox.full = false;
    outbox.slack = OutboxFixture::taken;
    outbox.ask("r1", "U0BOB");

    outbox.pass(Duration.ofMinutes(6));

    assertThat(outbox.sent).extracting(OutboxFixture.Sent::what).containsExactly("tell", "post");
  }

  @Test
  void anAnswerWaitsForTheDiskOnceThatIsKnownToBeFull() {
    outbox.enqueue(answerTo("U0ANN"));
    outbox.slack =
        call -> {
          outbox.full = true;
          return OutboxFixture.taken(call);
        };
    outbox.pass(Duration.ofSeconds(1));

    outbox.full = false;
    outbox.enqueue(answerTo("U0BOB"));
    outbox.full = true;
    outbox.pass(Duration.ofMinutes(1));

    assertThat(outbox.sent("tell")).containsExactly("U0ANN");
  }

  private static Recipient answerTo(String user) {
    return new Recipient.Privately(new SlackUserId(user), new ChannelId("C0OPS"), null);
  }

  @Test
  void aMessageIsNotSentAgainAfterARestartBecauseTheDiskWasFull() {
    outbox.enqueue("U0BOB");
    outbox.full = true;
    outbox.pass(Duration.ofMinutes(1));
    int before = outbox.sent("tell").size();

    outbox = outbox.restarted();
    outbox.pass(Duration.ofMinutes(6));

    assertThat(before + outbox.sent("tell").size()).as("messages Bob got").isEqualTo(1);
    assertThat(outbox.messagesWaiting()).isZero();
  }

  @Test
  void aDestinationWhoseDeliveryFoundNoThreadIsServedLater() {
    outbox.outOfThreads = true;
    outbox.enqueue("U0BOB");
    outbox.pass(Duration.ofMinutes(1));
    outbox.outOfThreads = false;

    outbox.pass(Duration.ofMinutes(6));

    assertThat(outbox.sent("tell")).containsExactly("U0BOB");
  }

  @Test
  void troubleWithMessagesToSomebodyIsSaidAgainWhenItComesAgain() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream loud = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      for (int i = 0; i < 2; i++) {
        outbox.slack = call -> new Delivery.Blocked("the app was removed", Delivery.Scope.MESSAGE);
        outbox.enqueue("U0BOB");
        outbox.pass(Duration.ofSeconds(1));
        outbox.slack = OutboxFixture::taken;
        outbox.pass(Duration.ofMinutes(6));
      }
    } finally {
      System.setErr(loud);
    }

    assertThat(said.toString(StandardCharsets.UTF_8).split("messages to U0BOB", -1))
        .as("down, up, down, up, with what stands between")
        .hasSize(5);
  }
}
