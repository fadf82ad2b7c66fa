package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static dev.hoop.slackbot.sandbox.TestEnvironment.EVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.slack.SlackFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How somebody becomes known to Hoop by their Slack account, and learns what that is good for. */
@ExtendWith(TestEnvironmentExtension.class)
final class StandingTest {

  private static final String BOB_MAIL = "bob@acme.io";

  private final TestEnvironment town;
  private final CardActions hands;

  StandingTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe", "whoami", "pending"})
  void aLinkThatWasAskedForInAChannelIsShownToItsOwnerAlone(String words)
      throws InvalidSetupException {
    town.startBot();

    town.slack().mention(EVE, CHANNEL, words).acked();

    town.toldPrivately(EVE, "Link");
    assertThat(town.slack().messages(CHANNEL)).as("what everybody sees").isEmpty();
  }

  @Test
  void whoLosesTheirHoopUserToAnotherSlackAccountIsTold() throws InvalidSetupException {
    town.startBot();
    town.gateway()
        .await(
            "the bot has had a look at the users",
            Duration.ofSeconds(10),
            () ->
                town.gateway().requests().stream()
                    .filter(seen -> seen.path().startsWith("/users"))
                    .findFirst());

    town.gateway().linkSlack("ann@acme.io", EVE);

    town.directMessage(ANN, "no longer decides in Hoop as Ann");
    town.directMessage(EVE, "now decides in Hoop as Ann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whoami", "pending"})
  void whoseEmailDoesNotFitLearnsItBeforeTheyPress(String words) throws InvalidSetupException {
    hands.grantEmailScopes();
    town.slack().addUser(ANN, "Ann", "other@acme.io");
    waiting();

    town.slack().slashCommand(ANN, CHANNEL, "/hoop", words).acked();

    town.toldPrivately(ANN, "your Slack profile does not show that user's e-mail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whoami", "pending"})
  void anAuditorLearnsThatTheyOnlyRead(String words) throws InvalidSetupException {
    town.gateway().setGroups("ann@acme.io", "dba", "auditor");
    waiting();

    town.slack().slashCommand(ANN, CHANNEL, "/hoop", words).acked();

    town.toldPrivately(ANN, "Hoop lets auditors only read, and you are one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whoami", "pending"})
  void whileSlackTellsNoEmailNothingIsSaidOfIt(String words) throws InvalidSetupException {
    hands.grantEmailScopes();
    town.slack().faults().always("users.info", SlackFault.status(503, ""));
    waiting();

    town.slack().slashCommand(ANN, CHANNEL, "/hoop", words).acked();

    town.toldPrivately(ANN, "Slack does not tell your e-mail at the moment");
  }

  @Test
  void whoseScriptDoesNotOpenIsTold() throws InvalidSetupException {
    town.startBot();
    var asked = town.gateway().exec(BOB_MAIL, "billing-db", "select 1;\n".repeat(200));
    var card = town.card(asked.review(), "Waiting for approval");
    town.slack().faults().always("views.open", SlackFault.okFalse("internal_error"));

    town.slack().click(BOB, card, "review-script").acked();

    town.toldPrivately(BOB, "The dialog could not be opened in time");
  }

  private void waiting() throws InvalidSetupException {
    town.startBot();
    var asked = town.gateway().exec(BOB_MAIL, "billing-db", "select 1;");
    town.card(asked.review(), "Waiting for approval");
  }
}
