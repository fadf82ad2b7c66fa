package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static dev.hoop.slackbot.sandbox.TestEnvironment.FAY;
import static dev.hoop.slackbot.sandbox.TestEnvironment.FRED;
import static dev.hoop.slackbot.sandbox.TestEnvironment.WEA;
import static dev.hoop.slackbot.sandbox.TestEnvironment.WIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who belongs to the bot's workspace or organisation, and who only shares a channel with it. */
@ExtendWith(TestEnvironmentExtension.class)
final class ColleaguesTest {

  private static final String GUEST = "Only members of the workspace";

  private final TestEnvironment env;
  private final CardActions actions;

  ColleaguesTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @Test
  void whomSlackCountsToTheOrganisationDecides() throws InvalidSetupException {
    env.inEnterpriseGrid(false);
    Message card = waiting();

    actions.approve(WEA, card, "dba");

    approvedBy("Wea");
  }

  @Test
  void aColleagueOfAnotherWorkspaceDecidesWhereSlackMayBeAsked() throws InvalidSetupException {
    env.inEnterpriseGrid(false);
    grantUsersRead();
    Message card = waiting();

    actions.approve(WIM, card, "dba");

    approvedBy("Wim");
  }

  @Test
  void aColleagueOfAnotherWorkspaceIsToldTheSameWhateverTheyDo() throws InvalidSetupException {
    env.inEnterpriseGrid(false);
    Message card = waiting();

    actions.approve(WIM, card, "dba");
    env.toldPrivately(WIM, GUEST);
    assertThat(actions.puts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGuestDecidesNothing(boolean slackMayBeAsked) throws InvalidSetupException {
    env.inEnterpriseGrid(false);
    env.shareChannel();
    if (slackMayBeAsked) {
      grantUsersRead();
    }
    Message card = waiting();

    actions.approve(FAY, card, "dba");
    actions.approve(FRED, card, "dba");

    env.toldPrivately(FAY, GUEST);
    env.toldPrivately(FRED, GUEST);
    assertThat(actions.puts()).as("verdicts of guests").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"subscribe,false", "whoami,false", "pending,false", "subscribe,true", "whoami,true"})
  void aGuestIsToldNothingOfHoop(String words, boolean theirTeamInTeam)
      throws InvalidSetupException {
    env.shareChannel();
    env.slack().sendAuthorsTeamAsTeam(theirTeamInTeam);
    env.startBot();

    env.slack().mention(FAY, CHANNEL, words).acked();
    env.slack().mention(FRED, CHANNEL, words).acked();

    env.toldPrivately(FAY, GUEST);
    env.toldPrivately(FRED, GUEST);
    assertThat(env.slack().messages(CHANNEL)).as("what all of the channel see").isEmpty();
  }

  @Test
  void anInstallationForAWholeOrganisationIsRefusedAtTheStart() {
    env.inEnterpriseGrid(true);

    assertThatExceptionOfType(InvalidSetupException.class)
        .isThrownBy(env::startBot)
        .withMessageContaining("installed for the whole organisation");
  }

  private Message waiting() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    return actions.waiting(asked);
  }

  private void approvedBy(String name) {
    env.eventually(
        "a card that " + name + " approved",
        () ->
            env.slack().messages(CHANNEL).stream()
                .filter(m -> m.words().contains("approved by " + name))
                .findFirst());
  }

  private void grantUsersRead() {
    Set<String> scopes = new LinkedHashSet<>(env.slack().scopes());
    scopes.add("users:read");
    env.slack().grantScopes(scopes);
  }
}
