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

/** What the dispatcher does about messages that nobody needs any more. */
final class OutboxDispatcherEndTest {

  private static final Delivery NO_TAB =
      new Delivery.Blocked("messages_tab_disabled: switch it on", Delivery.Scope.DESTINATION);

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
  void aMessageToSomebodyWhoIsGoneEndsAndIsCounted() {
    outbox.slack = call -> new Delivery.Vanished("user_not_found");

    outbox.enqueue("U0GONE");
    outbox.pass(Duration.ofDays(1));

    assertThat(outbox.sent("tell")).hasSize(1);
    assertThat(outbox.messagesWaiting()).isZero();
    assertThat(outbox.messagesGivenUp()).isEqualTo(1);
  }

  @Test
  void aMessageThatCannotBeDeliveredForADayIsNotDeliveredLater() {
    outbox.slack = call -> NO_TAB;
    outbox.enqueue("U0BOB");
    outbox.pass(Duration.ofHours(25));
    outbox.sent.clear();
    outbox.slack = OutboxFixture::taken;

    outbox.enqueue("U0ANN");
    outbox.pass(Duration.ofHours(1));

    assertThat(outbox.sent("tell")).containsExactly("U0ANN");
    assertThat(outbox.messagesWaiting()).isZero();
    assertThat(outbox.messagesGivenUp()).isEqualTo(1);
  }

  @Test
  void aMessageIsDeliveredWithinItsDay() {
    outbox.slack = call -> NO_TAB;
    outbox.enqueue("U0BOB");
    outbox.pass(Duration.ofHours(23));
    outbox.sent.clear();
    outbox.slack = OutboxFixture::taken;

    outbox.pass(Duration.ofMinutes(30));

    assertThat(outbox.sent("tell")).containsExactly("U0BOB");
    assertThat(outbox.messagesGivenUp()).isZero();
  }

  @Test
  void whatIsOldAtTheStartIsNotDelivered() {
    outbox.stuck = true;
    outbox.enqueue("U0BOB");
    outbox.pass(Duration.ofHours(24));
    outbox.stuck = false;

    outbox.pass(Duration.ofMinutes(1));

    assertThat(outbox.sent).isEmpty();
    assertThat(outbox.messagesGivenUp()).isEqualTo(1);
  }

  @Test
  void anAnswerToAClickEndsSooner() {
    outbox.slack = call -> OutboxFixture.down();
    outbox.enqueue(new Recipient.Privately(new SlackUserId("U0BOB"), new ChannelId("C0OPS"), null));
    outbox.pass(Duration.ofMinutes(40));
    outbox.sent.clear();
    outbox.slack = OutboxFixture::taken;

    outbox.pass(Duration.ofMinutes(10));

    assertThat(outbox.sent).isEmpty();
    assertThat(outbox.messagesGivenUp()).isEqualTo(1);
  }

  @Test
  void aClockSetBackPutsNeitherTheNextTryNorTheEndOff() {
    outbox.slack = call -> NO_TAB;
    outbox.enqueue("U0BOB");
    outbox.pass(Duration.ofSeconds(1));
    outbox.wall.forward(Duration.ofDays(-3));
    outbox.sent.clear();

    outbox.enqueue("U0ANN");
    outbox.pass(Duration.ofMinutes(2));
    assertThat(outbox.sent("tell")).contains("U0BOB");
    outbox.pass(Duration.ofHours(13));
    outbox.pass(Duration.ofHours(12));

    assertThat(outbox.messagesWaiting()).isZero();
    assertThat(outbox.messagesGivenUp()).isEqualTo(2);
  }
}
