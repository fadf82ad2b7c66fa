package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.EVE;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who somebody in Slack is in Hoop, and what they are told when that gives them no say. */
@ExtendWith(TestEnvironmentExtension.class)
final class PeopleTest {

  private static final String ANN_MAIL = "ann@acme.io";
  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "select 1";
  private static final String NO_SUCH_EMAIL = "does not show that user's e-mail";

  private final TestEnvironment env;
  private final CardActions actions;

  PeopleTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @Test
  void whoIsNotLinkedIsShownHowToLinkAndThenTheSameButtonWorks() throws InvalidSetupException {
    env.gateway().addUser("Eve", "", "dba");
    RequestedSession asked = started();
    Message card = actions.waiting(asked);

    actions.approve(EVE, card, "dba");

    refused(asked, EVE, "not linked to a Hoop user", "no Hoop user carries this Slack id");
    env.gateway().linkSlack("eve@acme.io", EVE);
    actions.approve(EVE, card, "dba");
    assertThat(env.card(asked.review(), "1 of 2").words()).contains("approved by Eve");
  }

  @Test
  void aLinkWhoseEmailsDoNotMatchIsNotGreetedAsADecider() throws InvalidSetupException {
    actions.grantEmailScopes();
    env.gateway().addUser("Dan", "", "dba");
    RequestedSession asked = started();
    actions.waiting(asked);

    env.gateway().linkSlack("dan@acme.io", EVE);

    assertThat(env.directMessage(EVE, "Dan").words())
        .contains("does not count", "dan@acme.io")
        .doesNotContain("is now linked to Hoop user");
  }

  @Test
  void aLinkWhoseEmailsMatchIsGreetedAsADecider() throws InvalidSetupException {
    actions.grantEmailScopes();
    env.gateway().addUser("Eve", "", "dba");
    RequestedSession asked = started();
    actions.waiting(asked);

    env.gateway().linkSlack("eve@acme.io", EVE);

    env.directMessage(EVE, "is now linked to Hoop user Eve");
  }

  @Test
  void aSlackIdOnTwoUsersProvesNothing() throws InvalidSetupException {
    env.gateway().addUser("Anna", ANN, "sre");
    RequestedSession asked = started();

    actions.approve(ANN, actions.waiting(asked), "dba");

    refused(asked, ANN, "2 Hoop users have your Slack id", "2 Hoop users carry this Slack id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inactive", "invited", "reviewing"})
  void onlyActiveUsersDecide(String status) throws InvalidSetupException {
    env.gateway().setStatus(ANN_MAIL, status);
    RequestedSession asked = started();

    actions.approve(ANN, actions.waiting(asked), "dba");

    refused(asked, ANN, "whose status there is " + status, "the Hoop user is ");
  }

  @Test
  void whoWasMadeInactiveAfterTheCardWasPostedIsRefused() throws InvalidSetupException {
    RequestedSession asked = started();
    Message card = actions.waiting(asked);
    env.gateway().setStatus(ANN_MAIL, "inactive");

    actions.approve(ANN, card, "dba");

    refused(asked, ANN, "only active users decide", "the Hoop user is ");
  }

  @Test
  void whoLeftTheGroupAMomentAgoIsRefusedAndWhoJoinedItIsNot() throws InvalidSetupException {
    RequestedSession asked = started();
    Message card = actions.waiting(asked);
    actions.approve(ANN, card, "dba");
    Message half = env.card(asked.review(), "1 of 2");
    env.gateway().setGroups("sue@acme.io", "dba");

    actions.approve(SUE, half, "sre");

    env.toldPrivately(SUE, "not in the group sre");
    assertThat(actions.audit(asked.review()))
        .last()
        .isEqualTo("refused sue@acme.io APPROVE sre: not a member of the group");
    env.gateway().setGroups(ANN_MAIL, "dba", "sre");
    actions.approve(ANN, half, "sre");
    env.card(asked.review(), "ready to run");
  }

  @Test
  void whoWasRemovedFromHoopIsNobody() throws InvalidSetupException {
    RequestedSession asked = started();
    Message card = actions.waiting(asked);
    env.gateway().removeUser(ANN_MAIL);

    actions.approve(ANN, card, "dba");

    refused(asked, ANN, "not linked to a Hoop user", "no Hoop user carries this Slack id");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "by subject,                 bob@acme.io, robert@acme.io",
    "by subject in other case,   BOB@acme.io, robert@acme.io",
    "by e-mail,                  auth0|17,    bob@acme.io",
    "by e-mail in other case,    auth0|17,    Bob@ACME.io",
  })
  void theRequesterIsKnown(String how, String subject, String email) throws InvalidSetupException {
    env.gateway().setGroups(BOB_MAIL, "dba");
    RequestedSession asked = started();
    Message card = actions.waiting(asked);
    env.gateway().changeIdentity(BOB_MAIL, subject, email);

    actions.approve(BOB, card, "dba");

    refused(asked, BOB, "This is your own request", "it is their own request");
    assertThat(env.slack().current(card).words()).as(how).contains("Waiting for approval");
  }

  @Test
  void somebodyOfAnotherWorkspaceIsNobodyEvenWithALinkedId() throws InvalidSetupException {
    env.slack().addForeignUser("U0FAR", "Far", "T0FAR");
    env.gateway().addUser("Far", "U0FAR", "dba");
    RequestedSession asked = started();

    actions.approve("U0FAR", actions.waiting(asked), "dba");

    refused(asked, "U0FAR", "Only members of the workspace", "belongs to another Slack workspace");
  }

  @Test
  void somebodyOfAnotherWorkspaceMayNotRejectEither() throws InvalidSetupException {
    env.slack().addForeignUser("U0FAR", "Far", "T0FAR");
    env.gateway().addUser("Far", "U0FAR", "dba");
    RequestedSession asked = started();

    actions.reject("U0FAR", actions.waiting(asked), "dba", "no ticket");

    env.toldPrivately("U0FAR", "Only members of the workspace");
    assertThat(actions.puts()).isEmpty();
  }

  @Test
  void onePersonCountsForBothTheirGroupsUnlessTheOperatorWantsTwo() throws InvalidSetupException {
    RequestedSession asked = started();

    actions.approve(SUE, actions.waiting(asked), "dba");
    actions.approve(SUE, env.card(asked.review(), "1 of 2"), "sre");

    env.card(asked.review(), "ready to run");
    assertThat(actions.puts())
        .containsExactly("sue@acme.io APPROVED 200", "sue@acme.io APPROVED 200");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereApproversMustDifferOnePersonCountsOnce(boolean firstInHoop)
      throws InvalidSetupException {
    env.environment().put("HOOP_SLACK_DISTINCT_APPROVERS", "true");
    env.gateway().addUser("Dan", "U0DAN", "dba");
    env.slack().addUser("U0DAN", "Dan", "dan@acme.io");
    RequestedSession asked = started();
    Message card = actions.waiting(asked);
    if (firstInHoop) {
      env.gateway().setGroups("sue@acme.io", "dba");
      env.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
      env.gateway().setGroups("sue@acme.io", "dba", "sre");
    } else {
      actions.approve(SUE, card, "dba");
    }
    Message half = env.card(asked.review(), "1 of 2");

    actions.approve(SUE, half, "sre");

    env.toldPrivately(SUE, "one person counts for one group only");
    assertThat(env.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
    assertThat(actions.audit(asked.review()))
        .last()
        .isEqualTo("refused sue@acme.io APPROVE sre: already counted for group dba");
    env.gateway().setGroups("dan@acme.io", "sre");
    actions.approve("U0DAN", half, "sre");
    env.card(asked.review(), "ready to run");
  }

  @Test
  void whereApproversMustDifferWhoApprovedMayStillReject() throws InvalidSetupException {
    env.environment().put("HOOP_SLACK_DISTINCT_APPROVERS", "true");
    RequestedSession asked = started();
    actions.approve(SUE, actions.waiting(asked), "dba");

    actions.reject(SUE, env.card(asked.review(), "1 of 2"), "sre", "second thoughts");

    assertThat(env.card(asked.review(), "Rejected").words()).contains("second thoughts");
  }

  @ParameterizedTest(name = "{0}, scope {1}, profile {2}")
  @CsvSource({
    "auto,  true,  ann@acme.io",
    "auto,  true,  ANN@Acme.IO",
    "true,  true,  ann@acme.io",
    "auto,  false, other@acme.io",
    "false, true,  other@acme.io",
    "false, false, ",
  })
  void anEmailThatFitsOrNeedNotFitLetsPass(String setting, boolean scope, @Nullable String profile)
      throws InvalidSetupException {
    matchEmails(setting, scope);
    env.slack().addUser(ANN, "Ann", profile);
    RequestedSession asked = started();

    actions.approve(ANN, actions.waiting(asked), "dba");

    env.card(asked.review(), "1 of 2");
    assertThat(actions.puts()).containsExactly("ann@acme.io APPROVED 200");
    boolean asksSlack = scope && !setting.equals("false");
    assertThat(env.slack().calls("users.info")).as("profiles read").hasSize(asksSlack ? 1 : 0);
  }

  @ParameterizedTest(name = "{0}, profile {1}")
  @CsvSource({"auto, other@acme.io", "true, other@acme.io", "auto, ", "auto, ann@acme.io.evil.io"})
  void anEmailThatDoesNotFitIsRefused(String setting, @Nullable String profile)
      throws InvalidSetupException {
    matchEmails(setting, true);
    env.slack().addUser(ANN, "Ann", profile);
    RequestedSession asked = started();

    actions.approve(ANN, actions.waiting(asked), "dba");

    refused(asked, ANN, NO_SUCH_EMAIL, "the Slack profile's e-mail is not the Hoop user's");
  }

  @Test
  void aProfileThatCannotBeReadIsNoMismatchAndDecidesNothing() throws InvalidSetupException {
    matchEmails("auto", true);
    env.slack().faults().always("users.info", SlackFaults.okFalse("internal_error"));
    RequestedSession asked = started();
    Message card = actions.waiting(asked);

    actions.approve(ANN, card, "dba");

    env.toldPrivately(ANN, "Your approval was not done: Slack does not tell your e-mail");
    assertThat(actions.puts()).as("verdicts the gateway got").isEmpty();
    assertThat(actions.audit(asked.review()))
        .containsExactly(
            "failed U0ANN APPROVE dba: Slack does not tell your e-mail (internal_error)");
    env.slack().faults().clear();
    actions.approve(ANN, card, "dba");
    env.card(asked.review(), "1 of 2");
  }

  @Test
  void nothingIsSentToAReviewApprovedDuringASlowProfileRead() throws InvalidSetupException {
    matchEmails("auto", true);
    RequestedSession asked =
        env.gateway().connect("bob@acme.io", "billing-db", Duration.ofMinutes(30));
    env.startBot();
    Message card = actions.waiting(asked);
    env.slack().faults().failNext("users.info", 1, HttpFault.slow(Duration.ofMillis(700)));

    actions.approve(ANN, card, "dba");
    env.eventually(
        "the profile asked for", () -> env.slack().calls("users.info").stream().findFirst());
    env.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");

    env.toldPrivately(ANN, "approved already");
    assertThat(actions.puts()).as("verdicts sent to a review that has its approval").isEmpty();
  }

  @Test
  void whereEmailsMustMatchAndCannotBeReadTheBotDoesNotStart() {
    matchEmails("true", false);

    assertThatThrownBy(() -> env.startBot())
        .isInstanceOf(InvalidSetupException.class)
        .hasMessageContaining("true needs the scopes users:read and users:read.email");
  }

  private void matchEmails(String setting, boolean scope) {
    env.environment().put("HOOP_SLACK_REQUIRE_EMAIL_MATCH", setting);
    if (scope) {
      actions.grantEmailScopes();
    }
  }

  private void refused(RequestedSession asked, String user, String told, String audited) {
    env.toldPrivately(user, told);
    assertThat(actions.puts()).as("verdicts the gateway got").isEmpty();
    assertThat(env.gateway().status(asked.review())).isEqualTo("PENDING");
    assertThat(actions.audit(asked.review()))
        .singleElement()
        .asString()
        .startsWith("refused ")
        .contains("APPROVE dba: " + audited);
  }

  private RequestedSession started() throws InvalidSetupException {
    env.startBot();
    return env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
  }
}
