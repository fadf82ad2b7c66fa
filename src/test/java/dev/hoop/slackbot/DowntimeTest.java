package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of that happened while the bot was down. */
final class DowntimeTest {

  @TempDir private Path folder;

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
  void aScriptThatWasApprovedAndRunMeanwhileIsNotOfferedToBeRun() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    env.card(asked.review(), "Waiting for approval");
    env.stopBot();
    env.gateway().decideOnWeb("ann@acme.io", asked.review(), "APPROVED");
    env.gateway().startRun(asked.session());
    env.gateway().markExecuted(asked.session());
    env.gateway().closeSession(asked.session(), 3);

    env.startBot();

    Message told = env.directMessage(BOB, "Approved");
    assertThat(told.words()).contains("by Ann", "exit code 3").doesNotContain("You can run it");
  }
}
