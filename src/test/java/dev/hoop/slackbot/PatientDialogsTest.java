package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.Town.ANN;
import static dev.hoop.slackbot.sandbox.Town.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.FaultyException;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.gateway.Fault;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.View;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dialogs open while questions wait for the gateway. */
@ExtendWith(TownExtension.class)
final class PatientDialogsTest {

  private static final int QUESTIONS = 8;

  private final Town town;
  private final Hands hands;

  PatientDialogsTest(Town town) {
    this.town = town;
    this.hands = new Hands(town);
  }

  @Test
  void aRejectDialogOpensWhileManyQuestionsWaitForTheGateway() throws FaultyException {
    town.startBot();
    Asked asked = town.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    Message card = hands.waiting(asked);
    askWhatNobodyAnswers();

    View dialog = hands.rejectDialog(ANN, card, "dba");

    assertThat(dialog.title()).isEqualTo("Reject this review");
  }

  @Test
  void theScriptDialogOpensToo() throws FaultyException {
    town.startBot();
    Asked asked =
        town.gateway().exec("bob@acme.io", "billing-db", "select 1;\n".repeat(60) + "-- the end");
    Message card = town.card(asked.review(), "more line");
    askWhatNobodyAnswers();

    town.slack().click(ANN, card, "review-script");

    assertThat(hands.dialogOf(ANN).words()).contains("One moment");
  }

  private void askWhatNobodyAnswers() {
    CountDownLatch arrived = new CountDownLatch(1);
    town.gateway().always("GET /users", Fault.stall(false, arrived));
    for (int i = 0; i < QUESTIONS; i++) {
      town.slack().slashCommand(ANN, CHANNEL, "/hoop", "pending").acked();
    }
    town.eventually(
        "a question reaches the gateway",
        () -> arrived.getCount() == 0 ? Optional.of(true) : Optional.empty());
  }
}
