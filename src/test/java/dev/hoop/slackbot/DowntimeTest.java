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

  private TestEnvironment town;

  @BeforeEach
  void buildTheTown() {
    town = TestEnvironment.open(folder);
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void aScriptThatWasApprovedAndRunMeanwhileIsNotOfferedToBeRun() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    town.card(asked.review(), "Waiting for approval");
    town.stopBot();
    town.gateway().decideOnWeb("ann@acme.io", asked.review(), "APPROVED");
    town.gateway().startRun(asked.session());
    town.gateway().markExecuted(asked.session());
    town.gateway().closeSession(asked.session(), 3);

    town.startBot();

    Message told = town.directMessage(BOB, "Approved");
    assertThat(told.words()).contains("by Ann", "exit code 3").doesNotContain("You can run it");
  }
}
