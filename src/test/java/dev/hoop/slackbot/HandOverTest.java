package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.EnvelopeDelivery;
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
  private TestEnvironment env;

  @BeforeEach
  void openTheEnvironment() {
    env = TestEnvironment.open(folder);
  }

  @AfterEach
  void close() {
    env.close();
  }

  @Test
  void aRejectWhoseDialogNeverOpenedFailsWhereItsAuthorSeesIt() throws InvalidSetupException {
    Message card = cardOfARunningBot();
    env.slack().faults().always("views.open", HttpFault.stall(false, arrived));

    EnvelopeDelivery pressed =
        env.slack().click(ANN, card, "review-rejected", CardActions.block(card, "dba"));
    awaitArrival("the bot about to open a dialog");
    env.stopBot();

    assertThat(pressed.ack()).as("an ack though nothing was opened").isNotDone();
  }

  @Test
  void aChoiceWhoseDialogNeverOpenedFailsVisibly() throws InvalidSetupException {
    Message card = cardOfARunningBot();
    env.slack().faults().always("views.open", HttpFault.stall(false, arrived));

    EnvelopeDelivery chosen =
        new CardActions(env).chooseOnly(ANN, card, "Approve for a time window…");
    awaitArrival("the bot about to open a dialog");
    env.stopBot();

    assertThat(chosen.ack()).as("an ack though nothing was opened").isNotDone();
  }

  @Test
  void aMentionThatTheBotEndedOnIsAnsweredOnceAfterTheRestart() throws InvalidSetupException {
    cardOfARunningBot();
    env.gateway().always("GET /users", HttpFault.stall(false, arrived));

    EnvelopeDelivery mention = env.slack().mention(BOB, CHANNEL, "pending");
    awaitArrival("the bot about to answer");
    env.stopBot();
    assertThat(mention.ack()).as("an ack though nothing was answered").isNotDone();
    env.gateway().clearFaults();
    env.startBot();
    env.slack().redeliver(mention, 1).acked();
    env.slack().redeliver(mention, 2).acked();

    env.eventually(
        "an answer",
        () -> env.slack().messages(CHANNEL).stream().filter(HandOverTest::answers).findFirst());
    assertThat(env.slack().messages(CHANNEL)).filteredOn(HandOverTest::answers).hasSize(1);
  }

  private static boolean answers(Message message) {
    return message.words().contains("Nothing waits for you");
  }

  private Message cardOfARunningBot() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    return env.card(asked.review(), "Waiting for approval");
  }

  private void awaitArrival(String what) {
    env.eventually(what, () -> Optional.of(true).filter(yes -> arrived.getCount() == 0));
  }
}
