package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.View;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dialogs open while questions wait for the gateway. */
@ExtendWith(TestEnvironmentExtension.class)
final class PatientDialogsTest {

  private static final int QUESTIONS = 8;

  private final TestEnvironment env;
  private final CardActions actions;

  PatientDialogsTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  /** The bot would wait for the questions that it cannot finish. */
  @AfterEach
  void endTheQuestions() {
    env.gateway().down();
  }

  @Test
  void aRejectDialogOpensWhileManyQuestionsWaitForTheGateway() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    Message card = actions.waiting(asked);
    askWhatNobodyAnswers();

    View dialog = actions.rejectDialog(ANN, card, "dba");

    assertThat(dialog.title()).isEqualTo("Reject this review");
  }

  @Test
  void theScriptDialogOpensToo() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked =
        env.gateway().exec("bob@acme.io", "billing-db", "select 1;\n".repeat(60) + "-- the end");
    Message card = env.card(asked.review(), "more line");
    askWhatNobodyAnswers();

    env.slack().click(ANN, card, "review-script");

    assertThat(actions.dialogOf(ANN).words()).contains("One moment");
  }

  private void askWhatNobodyAnswers() {
    CountDownLatch arrived = new CountDownLatch(1);
    env.gateway().always("GET /users", HttpFault.stall(false, arrived));
    for (int i = 0; i < QUESTIONS; i++) {
      env.slack().slashCommand(ANN, CHANNEL, "/hoop", "pending").acked();
    }
    env.eventually(
        "a question reaches the gateway",
        () -> arrived.getCount() == 0 ? Optional.of(true) : Optional.empty());
  }
}
