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

/** What the courier does while something fails on its own side. */
final class OutboxDispatcherSetbackTest {

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
  void aMessageThatCannotBeWrittenDownIsNotSentAgain() {
    depot.owe("U0BOB");
    depot.slack =
        call -> {
          depot.full = true;
          return OutboxFixture.taken(call);
        };

    depot.pass(Duration.ofHours(1));
    depot.full = false;
    depot.pass(Duration.ofMinutes(6));

    assertThat(depot.sent("tell")).containsExactly("U0BOB");
    assertThat(depot.messagesWaiting()).isZero();
  }

  @Test
  void anUpdateThatCannotBeWrittenDownIsNotSentAgain() {
    depot.ask("r1", "C0OPS");
    depot.pass(Duration.ofSeconds(1));
    depot.reject("r1");
    depot.full = true;

    depot.pass(Duration.ofHours(1));
    depot.full = false;
    depot.pass(Duration.ofMinutes(6));

    assertThat(depot.sent("update")).containsExactly("C0OPS");
    assertThat(depot.cardsWaiting()).isZero();
  }

  @Test
  void aPostThatCannotBeWrittenDownBeforehandWaitsWithoutSpinning() {
    depot.ask("r1", "C0OPS");
    depot.full = true;

    depot.pass(Duration.ofHours(1));
    assertThat(depot.sent("post")).isEmpty();
    depot.full = false;
    depot.pass(Duration.ofMinutes(6));

    assertThat(depot.sent("post")).containsExactly("C0OPS");
  }

  @Test
  void theNextMessageToSomebodyGoesWhenTheLastIsWrittenDown() {
    depot.owe("U0BOB");
    depot.slack =
        call -> {
          depot.full = true;
          return OutboxFixture.taken(call);
        };
    depot.pass(Duration.ofMinutes(1));
    depot.full = false;
    depot.slack = OutboxFixture::taken;
    depot.ask("r1", "U0BOB");

    depot.pass(Duration.ofMinutes(6));

    assertThat(depot.sent).extracting(OutboxFixture.Sent::what).containsExactly("tell", "post");
  }

  @Test
  void anAnswerWaitsForTheDiskOnceThatIsKnownToBeFull() {
    depot.owe(answerTo("U0ANN"));
    depot.slack =
        call -> {
          depot.full = true;
          return OutboxFixture.taken(call);
        };
    depot.pass(Duration.ofSeconds(1));

    depot.full = false;
    depot.owe(answerTo("U0BOB"));
    depot.full = true;
    depot.pass(Duration.ofMinutes(1));

    assertThat(depot.sent("tell")).containsExactly("U0ANN");
  }

  private static Recipient answerTo(String user) {
    return new Recipient.Privately(new SlackUserId(user), new ChannelId("C0OPS"), null);
  }

  @Test
  void aMessageIsNotSentAgainAfterARestartBecauseTheDiskWasFull() {
    depot.owe("U0BOB");
    depot.full = true;
    depot.pass(Duration.ofMinutes(1));
    int before = depot.sent("tell").size();

    depot = depot.restarted();
    depot.pass(Duration.ofMinutes(6));

    assertThat(before + depot.sent("tell").size()).as("messages Bob got").isEqualTo(1);
    assertThat(depot.messagesWaiting()).isZero();
  }

  @Test
  void aDestinationWhoseDeliveryFoundNoThreadIsServedLater() {
    depot.outOfThreads = true;
    depot.owe("U0BOB");
    depot.pass(Duration.ofMinutes(1));
    depot.outOfThreads = false;

    depot.pass(Duration.ofMinutes(6));

    assertThat(depot.sent("tell")).containsExactly("U0BOB");
  }

  @Test
  void troubleWithMessagesToSomebodyIsSaidAgainWhenItComesAgain() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream loud = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      for (int i = 0; i < 2; i++) {
        depot.slack = call -> new Delivery.Blocked("the app was removed", Delivery.Scope.MESSAGE);
        depot.owe("U0BOB");
        depot.pass(Duration.ofSeconds(1));
        depot.slack = OutboxFixture::taken;
        depot.pass(Duration.ofMinutes(6));
      }
    } finally {
      System.setErr(loud);
    }

    assertThat(said.toString(StandardCharsets.UTF_8).split("messages to U0BOB", -1))
        .as("down, up, down, up, with what stands between")
        .hasSize(5);
  }
}
