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
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackFault;
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

  private final TestEnvironment town;
  private final CardActions hands;

  PeopleTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  @Test
  void whoIsNotLinkedIsShownHowToLinkAndThenTheSameButtonWorks() throws InvalidSetupException {
    town.gateway().addUser("Eve", "", "dba");
    RequestedSession asked = started();
    Message card = hands.waiting(asked);

    hands.approve(EVE, card, "dba");

    refused(asked, EVE, "not linked to a Hoop user", "no Hoop user carries this Slack id");
    town.gateway().linkSlack("eve@acme.io", EVE);
    hands.approve(EVE, card, "dba");
    assertThat(town.card(asked.review(), "1 of 2").words()).contains("approved by Eve");
  }

  @Test
  void aLinkWhoseEmailsDoNotMatchIsNotGreetedAsADecider() throws InvalidSetupException {
    hands.grantEmailScopes();
    town.gateway().addUser("Dan", "", "dba");
    RequestedSession asked = started();
    hands.waiting(asked);

    town.gateway().linkSlack("dan@acme.io", EVE);

    assertThat(town.directMessage(EVE, "Dan").words())
        .contains("does not count", "dan@acme.io")
        .doesNotContain("now decides");
  }

  @Test
  void aLinkWhoseEmailsMatchIsGreetedAsADecider() throws InvalidSetupException {
    hands.grantEmailScopes();
    town.gateway().addUser("Eve", "", "dba");
    RequestedSession asked = started();
    hands.waiting(asked);

    town.gateway().linkSlack("eve@acme.io", EVE);

    town.directMessage(EVE, "now decides in Hoop as Eve");
  }

  @Test
  void aSlackIdOnTwoUsersProvesNothing() throws InvalidSetupException {
    town.gateway().addUser("Anna", ANN, "sre");
    RequestedSession asked = started();

    hands.approve(ANN, hands.waiting(asked), "dba");

    refused(asked, ANN, "2 Hoop users carry your Slack id", "2 Hoop users carry this Slack id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inactive", "invited", "reviewing"})
  void onlyActiveUsersDecide(String status) throws InvalidSetupException {
    town.gateway().setStatus(ANN_MAIL, status);
    RequestedSession asked = started();

    hands.approve(ANN, hands.waiting(asked), "dba");

    refused(asked, ANN, "whose status there is " + status, "the Hoop user is ");
  }

  @Test
  void whoWasMadeInactiveAfterTheCardWasPostedIsRefused() throws InvalidSetupException {
    RequestedSession asked = started();
    Message card = hands.waiting(asked);
    town.gateway().setStatus(ANN_MAIL, "inactive");

    hands.approve(ANN, card, "dba");

    refused(asked, ANN, "only active users decide", "the Hoop user is ");
  }

  @Test
  void whoLeftTheGroupAMomentAgoIsRefusedAndWhoJoinedItIsNot() throws InvalidSetupException {
    RequestedSession asked = started();
    Message card = hands.waiting(asked);
    hands.approve(ANN, card, "dba");
    Message half = town.card(asked.review(), "1 of 2");
    town.gateway().setGroups("sue@acme.io", "dba");

    hands.approve(SUE, half, "sre");

    town.toldPrivately(SUE, "not in the group sre");
    assertThat(hands.audit(asked.review()))
        .last()
        .isEqualTo("refused sue@acme.io APPROVE sre: not a member of the group");
    town.gateway().setGroups(ANN_MAIL, "dba", "sre");
    hands.approve(ANN, half, "sre");
    town.card(asked.review(), "ready to run");
  }

  @Test
  void whoWasRemovedFromHoopIsNobody() throws InvalidSetupException {
    RequestedSession asked = started();
    Message card = hands.waiting(asked);
    town.gateway().removeUser(ANN_MAIL);

    hands.approve(ANN, card, "dba");

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
    town.gateway().setGroups(BOB_MAIL, "dba");
    RequestedSession asked = started();
    Message card = hands.waiting(asked);
    town.gateway().identify(BOB_MAIL, subject, email);

    hands.approve(BOB, card, "dba");

    refused(asked, BOB, "This is your own request", "it is their own request");
    assertThat(town.slack().current(card).words()).as(how).contains("Waiting for approval");
  }

  @Test
  void somebodyOfAnotherWorkspaceIsNobodyEvenWithALinkedId() throws InvalidSetupException {
    town.slack().addForeignUser("U0FAR", "Far", "T0FAR");
    town.gateway().addUser("Far", "U0FAR", "dba");
    RequestedSession asked = started();

    hands.approve("U0FAR", hands.waiting(asked), "dba");

    refused(asked, "U0FAR", "Only members of the workspace", "belongs to another Slack workspace");
  }

  @Test
  void somebodyOfAnotherWorkspaceMayNotRejectEither() throws InvalidSetupException {
    town.slack().addForeignUser("U0FAR", "Far", "T0FAR");
    town.gateway().addUser("Far", "U0FAR", "dba");
    RequestedSession asked = started();

    hands.reject("U0FAR", hands.waiting(asked), "dba", "no ticket");

    town.toldPrivately("U0FAR", "Only members of the workspace");
    assertThat(hands.puts()).isEmpty();
  }

  @Test
  void onePersonCountsForBothTheirGroupsUnlessTheOperatorWantsTwo() throws InvalidSetupException {
    RequestedSession asked = started();

    hands.approve(SUE, hands.waiting(asked), "dba");
    hands.approve(SUE, town.card(asked.review(), "1 of 2"), "sre");

    town.card(asked.review(), "ready to run");
    assertThat(hands.puts())
        .containsExactly("sue@acme.io APPROVED 200", "sue@acme.io APPROVED 200");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereApproversMustDifferOnePersonCountsOnce(boolean firstInHoop)
      throws InvalidSetupException {
    town.environment().put("HOOP_SLACK_DISTINCT_APPROVERS", "true");
    town.gateway().addUser("Dan", "U0DAN", "dba");
    town.slack().addUser("U0DAN", "Dan", "dan@acme.io");
    RequestedSession asked = started();
    Message card = hands.waiting(asked);
    if (firstInHoop) {
      town.gateway().setGroups("sue@acme.io", "dba");
      town.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
      town.gateway().setGroups("sue@acme.io", "dba", "sre");
    } else {
      hands.approve(SUE, card, "dba");
    }
    Message half = town.card(asked.review(), "1 of 2");

    hands.approve(SUE, half, "sre");

    town.toldPrivately(SUE, "one person counts for one group only");
    assertThat(town.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
    assertThat(hands.audit(asked.review()))
        .last()
        .isEqualTo("refused sue@acme.io APPROVE sre: already counted for group dba");
    town.gateway().setGroups("dan@acme.io", "sre");
    hands.approve("U0DAN", half, "sre");
    town.card(asked.review(), "ready to run");
  }

  @Test
  void whereApproversMustDifferWhoApprovedMayStillReject() throws InvalidSetupException {
    town.environment().put("HOOP_SLACK_DISTINCT_APPROVERS", "true");
    RequestedSession asked = started();
    hands.approve(SUE, hands.waiting(asked), "dba");

    hands.reject(SUE, town.card(asked.review(), "1 of 2"), "sre", "second thoughts");

    assertThat(town.card(asked.review(), "Rejected").words()).contains("second thoughts");
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
    town.slack().addUser(ANN, "Ann", profile);
    RequestedSession asked = started();

    hands.approve(ANN, hands.waiting(asked), "dba");

    town.card(asked.review(), "1 of 2");
    assertThat(hands.puts()).containsExactly("ann@acme.io APPROVED 200");
    boolean asksSlack = scope && !setting.equals("false");
    assertThat(town.slack().calls("users.info")).as("profiles read").hasSize(asksSlack ? 1 : 0);
  }

  @ParameterizedTest(name = "{0}, profile {1}")
  @CsvSource({"auto, other@acme.io", "true, other@acme.io", "auto, ", "auto, ann@acme.io.evil.io"})
  void anEmailThatDoesNotFitIsRefused(String setting, @Nullable String profile)
      throws InvalidSetupException {
    matchEmails(setting, true);
    town.slack().addUser(ANN, "Ann", profile);
    RequestedSession asked = started();

    hands.approve(ANN, hands.waiting(asked), "dba");

    refused(asked, ANN, NO_SUCH_EMAIL, "the Slack profile's e-mail is not the Hoop user's");
  }

  @Test
  void aProfileThatCannotBeReadDecidesNothingAndIsNoMismatchAndWorksOnceItCan()
      throws InvalidSetupException {
    matchEmails("auto", true);
    town.slack().faults().always("users.info", SlackFault.okFalse("internal_error"));
    RequestedSession asked = started();
    Message card = hands.waiting(asked);

    hands.approve(ANN, card, "dba");

    town.toldPrivately(ANN, "Your approval was not done: Slack does not tell your e-mail");
    assertThat(hands.puts()).as("verdicts the gateway got").isEmpty();
    assertThat(hands.audit(asked.review()))
        .containsExactly(
            "failed U0ANN APPROVE dba: Slack does not tell your e-mail (internal_error)");
    town.slack().faults().clear();
    hands.approve(ANN, card, "dba");
    town.card(asked.review(), "1 of 2");
  }

  @Test
  void nothingIsSentToAReviewThatWasApprovedOnTheWebWhileSlackTookLongForAProfile()
      throws InvalidSetupException {
    matchEmails("auto", true);
    RequestedSession asked =
        town.gateway().connect("bob@acme.io", "billing-db", Duration.ofMinutes(30));
    town.startBot();
    Message card = hands.waiting(asked);
    town.slack().faults().failNext("users.info", 1, SlackFault.slow(Duration.ofMillis(700)));

    hands.approve(ANN, card, "dba");
    town.eventually(
        "the profile asked for", () -> town.slack().calls("users.info").stream().findFirst());
    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");

    town.toldPrivately(ANN, "approved already");
    assertThat(hands.puts()).as("verdicts sent to a review that has its approval").isEmpty();
  }

  @Test
  void whereEmailsMustMatchAndCannotBeReadTheBotDoesNotStart() {
    matchEmails("true", false);

    assertThatThrownBy(() -> town.startBot())
        .isInstanceOf(InvalidSetupException.class)
        .hasMessageContaining("true needs the scopes users:read and users:read.email");
  }

  private void matchEmails(String setting, boolean scope) {
    town.environment().put("HOOP_SLACK_REQUIRE_EMAIL_MATCH", setting);
    if (scope) {
      hands.grantEmailScopes();
    }
  }

  private void refused(RequestedSession asked, String user, String told, String audited) {
    town.toldPrivately(user, told);
    assertThat(hands.puts()).as("verdicts the gateway got").isEmpty();
    assertThat(town.gateway().status(asked.review())).isEqualTo("PENDING");
    assertThat(hands.audit(asked.review()))
        .singleElement()
        .asString()
        .startsWith("refused ")
        .contains("APPROVE dba: " + audited);
  }

  private RequestedSession started() throws InvalidSetupException {
    town.startBot();
    return town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
  }
}
