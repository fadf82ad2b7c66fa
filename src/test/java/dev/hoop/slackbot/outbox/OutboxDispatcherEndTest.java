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

/** What the courier does about messages that nobody needs any more. */
final class OutboxDispatcherEndTest {

  private static final Delivery NO_TAB =
      new Delivery.Blocked("messages_tab_disabled: switch it on", Delivery.Scope.DESTINATION);

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
  void aMessageToSomebodyWhoIsGoneEndsAndIsCounted() {
    depot.slack = call -> new Delivery.Vanished("user_not_found");

    depot.owe("U0GONE");
    depot.pass(Duration.ofDays(1));

    assertThat(depot.sent("tell")).hasSize(1);
    assertThat(depot.messagesWaiting()).isZero();
    assertThat(depot.messagesGivenUp()).isEqualTo(1);
  }

  @Test
  void aMessageThatCannotBeDeliveredForADayIsNotDeliveredLater() {
    depot.slack = call -> NO_TAB;
    depot.owe("U0BOB");
    depot.pass(Duration.ofHours(25));
    depot.sent.clear();
    depot.slack = OutboxFixture::taken;

    depot.owe("U0ANN");
    depot.pass(Duration.ofHours(1));

    assertThat(depot.sent("tell")).containsExactly("U0ANN");
    assertThat(depot.messagesWaiting()).isZero();
    assertThat(depot.messagesGivenUp()).isEqualTo(1);
  }

  @Test
  void aMessageIsDeliveredWithinItsDay() {
    depot.slack = call -> NO_TAB;
    depot.owe("U0BOB");
    depot.pass(Duration.ofHours(23));
    depot.sent.clear();
    depot.slack = OutboxFixture::taken;

    depot.pass(Duration.ofMinutes(30));

    assertThat(depot.sent("tell")).containsExactly("U0BOB");
    assertThat(depot.messagesGivenUp()).isZero();
  }

  @Test
  void whatIsOldAtTheStartIsNotDelivered() {
    depot.stuck = true;
    depot.owe("U0BOB");
    depot.pass(Duration.ofHours(24));
    depot.stuck = false;

    depot.pass(Duration.ofMinutes(1));

    assertThat(depot.sent).isEmpty();
    assertThat(depot.messagesGivenUp()).isEqualTo(1);
  }

  @Test
  void anAnswerToAClickEndsSooner() {
    depot.slack = call -> OutboxFixture.down();
    depot.owe(new Recipient.Privately(new SlackUserId("U0BOB"), new ChannelId("C0OPS"), null));
    depot.pass(Duration.ofMinutes(40));
    depot.sent.clear();
    depot.slack = OutboxFixture::taken;

    depot.pass(Duration.ofMinutes(10));

    assertThat(depot.sent).isEmpty();
    assertThat(depot.messagesGivenUp()).isEqualTo(1);
  }

  @Test
  void aClockSetBackPutsNeitherTheNextTryNorTheEndOff() {
    depot.slack = call -> NO_TAB;
    depot.owe("U0BOB");
    depot.pass(Duration.ofSeconds(1));
    depot.wall.forward(Duration.ofDays(-3));
    depot.sent.clear();

    depot.owe("U0ANN");
    depot.pass(Duration.ofMinutes(2));
    assertThat(depot.sent("tell")).contains("U0BOB");
    depot.pass(Duration.ofHours(13));
    depot.pass(Duration.ofHours(12));

    assertThat(depot.messagesWaiting()).isZero();
    assertThat(depot.messagesGivenUp()).isEqualTo(2);
  }
}
