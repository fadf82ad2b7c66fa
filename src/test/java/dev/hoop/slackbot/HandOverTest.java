package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.Town.ANN;
import static dev.hoop.slackbot.sandbox.Town.BOB;
import static dev.hoop.slackbot.sandbox.Town.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.FaultyException;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.slack.Delivery;
import dev.hoop.slackbot.sandbox.slack.Fault;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what people asked for when the bot ends before it was done. */
final class HandOverTest {

  @TempDir private Path folder;

  private final CountDownLatch arrived = new CountDownLatch(1);
  private Town town;

  @BeforeEach
  void buildTheTown() {
    town = Town.open(folder);
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void aRejectWhoseDialogNeverOpenedFailsWhereItsAuthorSeesIt() throws FaultyException {
    Message card = cardOfARunningBot();
    town.slack().faults().always("views.open", Fault.stall(false, arrived));

    Delivery pressed = town.slack().click(ANN, card, "review-rejected", Hands.block(card, "dba"));
    awaitArrival("the bot about to open a dialog");
    town.stopBot();

    assertThat(pressed.ack()).as("an ack though nothing was opened").isNotDone();
  }

  @Test
  void aChoiceInTheMenuWhoseDialogNeverOpenedFailsWhereItsAuthorSeesIt() throws FaultyException {
    Message card = cardOfARunningBot();
    town.slack().faults().always("views.open", Fault.stall(false, arrived));

    Delivery chosen = new Hands(town).chooseOnly(ANN, card, "Approve for a time window…");
    awaitArrival("the bot about to open a dialog");
    town.stopBot();

    assertThat(chosen.ack()).as("an ack though nothing was opened").isNotDone();
  }

  @Test
  void aMentionThatTheBotEndedOnIsAnsweredOnceAfterTheRestart() throws FaultyException {
    cardOfARunningBot();
    town.gateway()
        .always("GET /users", dev.hoop.slackbot.sandbox.gateway.Fault.stall(false, arrived));

    Delivery mention = town.slack().mention(BOB, CHANNEL, "whoami");
    awaitArrival("the bot about to answer");
    town.stopBot();
    assertThat(mention.ack()).as("an ack though nothing was answered").isNotDone();
    town.gateway().clearFaults();
    town.startBot();
    town.slack().redeliver(mention, 1).acked();
    town.slack().redeliver(mention, 2).acked();

    town.eventually(
        "an answer",
        () -> town.slack().messages(CHANNEL).stream().filter(HandOverTest::answers).findFirst());
    assertThat(town.slack().messages(CHANNEL)).filteredOn(HandOverTest::answers).hasSize(1);
  }

  private static boolean answers(Message message) {
    return message.words().contains("bob@acme.io") && message.metadata() == null;
  }

  private Message cardOfARunningBot() throws FaultyException {
    town.startBot();
    Asked asked = town.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    return town.card(asked.review(), "Waiting for approval");
  }

  private void awaitArrival(String what) {
    town.eventually(what, () -> Optional.of(true).filter(yes -> arrived.getCount() == 0));
  }
}
