package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static dev.hoop.slackbot.sandbox.TestEnvironment.EVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How somebody becomes known to Hoop by their Slack account, and learns what that is good for. */
@ExtendWith(TestEnvironmentExtension.class)
final class StandingTest {

  private static final String BOB_MAIL = "bob@acme.io";

  private final TestEnvironment env;
  private final CardActions actions;

  StandingTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe", "whoami", "pending"})
  void aLinkThatWasAskedForInAChannelIsShownToItsOwnerAlone(String words)
      throws InvalidSetupException {
    env.startBot();

    env.slack().mention(EVE, CHANNEL, words).acked();

    env.toldPrivately(EVE, "Link");
    assertThat(env.slack().messages(CHANNEL)).as("what everybody sees").isEmpty();
  }

  @Test
  void whoLosesTheirHoopUserToAnotherSlackAccountIsTold() throws InvalidSetupException {
    env.startBot();
    env.gateway()
        .await(
            "the bot has had a look at the users",
            Duration.ofSeconds(10),
            () ->
                env.gateway().requests().stream()
                    .filter(seen -> seen.path().startsWith("/users"))
                    .findFirst());

    env.gateway().linkSlack("ann@acme.io", EVE);

    env.directMessage(ANN, "no longer decides in Hoop as Ann");
    env.directMessage(EVE, "is now linked to Hoop user Ann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whoami", "pending"})
  void whoseEmailDoesNotFitLearnsItBeforeTheyPress(String words) throws InvalidSetupException {
    actions.grantEmailScopes();
    env.slack().addUser(ANN, "Ann", "other@acme.io");
    waiting();

    env.slack().slashCommand(ANN, CHANNEL, "/hoop", words).acked();

    env.toldPrivately(ANN, "your Slack profile does not show that user's e-mail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whoami", "pending"})
  void anAuditorLearnsThatTheyOnlyRead(String words) throws InvalidSetupException {
    env.gateway().setGroups("ann@acme.io", "dba", "auditor");
    waiting();

    env.slack().slashCommand(ANN, CHANNEL, "/hoop", words).acked();

    env.toldPrivately(ANN, "Hoop lets auditors only read, and you are one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whoami", "pending"})
  void whileSlackTellsNoEmailNothingIsSaidOfIt(String words) throws InvalidSetupException {
    actions.grantEmailScopes();
    env.slack().faults().always("users.info", SlackFaults.status(503, ""));
    waiting();

    env.slack().slashCommand(ANN, CHANNEL, "/hoop", words).acked();

    env.toldPrivately(ANN, "Slack does not tell your e-mail at the moment");
  }

  @Test
  void whoseScriptDoesNotOpenIsTold() throws InvalidSetupException {
    env.startBot();
    var asked = env.gateway().exec(BOB_MAIL, "billing-db", "select 1;\n".repeat(200));
    var card = env.card(asked.review(), "Waiting for approval");
    env.slack().faults().always("views.open", SlackFaults.okFalse("internal_error"));

    env.slack().click(BOB, card, "review-script").acked();

    env.toldPrivately(BOB, "The dialog did not open in time");
  }

  @Test
  void aCommandsAnswerThatSlackDoesNotTakeComesDirectlyWithItsLink() throws InvalidSetupException {
    waiting();
    env.slack().faults().always("response_url", SlackFaults.status(500, ""));

    env.slack().slashCommand(EVE, CHANNEL, "/hoop", "subscribe").acked();

    Message told = env.directMessage(EVE, "Don't share this link");
    assertThat(told.text()).as("what is left without the layout").contains("/slack/user/new/");
  }

  @Test
  void aNoticeWaitsUntilTheMessagesTabIsSwitchedOn() throws InvalidSetupException {
    env.slack().messagesTab(false);
    env.startBot();
    var asked = env.gateway().exec(BOB_MAIL, "billing-db", "select 1;");
    actions.approve(ANN, env.card(asked.review(), "Waiting for approval"), "dba");
    env.card(asked.review(), "ready to run");
    assertThat(env.slack().directMessages(BOB)).as("messages that Slack refuses").isEmpty();

    env.slack().messagesTab(true);

    env.directMessage(BOB, "You can run it now");
    assertThat(env.slack().directMessages(BOB)).hasSize(1);
  }

  private void waiting() throws InvalidSetupException {
    env.startBot();
    var asked = env.gateway().exec(BOB_MAIL, "billing-db", "select 1;");
    env.card(asked.review(), "Waiting for approval");
  }
}
