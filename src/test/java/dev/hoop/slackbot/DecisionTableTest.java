package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the gateway would make of a verdict depends on who gives it; each row is one sort of person,
 * Pat, and what becomes of their click.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class DecisionTableTest {

  private static final String PAT = "U0PAT";
  private static final String PAT_MAIL = "pat@acme.io";
  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "select 1";

  private final TestEnvironment env;
  private final CardActions actions;

  DecisionTableTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @BeforeEach
  void openTheEnvironment() {
    env.slack().addUser(PAT, "Pat", PAT_MAIL);
  }

  @AfterEach
  void everyApproverKeyRests() {
    env.gateway().keyNames().stream().filter(name -> name.contains("@")).forEach(actions::atRest);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a member,                      dba,             false, false",
    "a member of both groups,       dba sre,         false, false",
    "an admin who is a member,      admin dba,       false, false",
    "an admin of both groups,       admin dba sre,   false, false",
    "an owner who is admin,         admin dba,       true,  true",
    "an auditor who is admin too,   admin auditor dba, false, false",
  })
  void anApprovalCountsForTheClickedGroupAlone(
      String who, String groups, boolean owner, boolean adminSelfApproval)
      throws InvalidSetupException {
    RequestedSession asked = patMeets(groups, owner, adminSelfApproval);

    actions.approve(PAT, actions.waiting(asked), "dba");

    Message half = env.card(asked.review(), "Waiting, 1 of 2 approvals");
    assertThat(half.words()).as(who).contains("approved by Pat");
    assertThat(env.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
    assertThat(actions.puts()).containsExactly("pat@acme.io APPROVED 200");
    assertThat(actions.toldAlone(PAT)).isEmpty();
    assertThat(actions.audit(asked.review()))
        .containsExactly(
            "intent pat@acme.io APPROVE dba: about to ask the gateway",
            "allowed pat@acme.io APPROVE dba with approver key pat@acme.io: review is PENDING");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "an owner in the group,            dba,         true,  false, your own request",
    "an owner outside,                 dev,         true,  false, your own request",
    "an owner without groups,          '',          true,  false, your own request",
    "an admin owner by default,        admin dba,   true,  false, your own request",
    "an owner who is no admin,         dba,         true,  true,  your own request",
    "an admin owner outside,           admin,       true,  true,  not in the group dba",
    "somebody outside,                 dev,         false, false, not in the group dba",
    "a member of the other group,      sre,         false, false, not in the group dba",
    "a group of the name in capitals,  DBA,         false, false, not in the group dba",
    "an admin outside,                 admin,       false, false, not in the group dba",
    "an admin outside with the option, admin,       false, true,  not in the group dba",
    "an auditor,                       auditor,     false, false, auditors",
    "an auditor who is a member,       auditor dba, false, false, auditors",
  })
  void anApprovalOfSomebodyWhoMayNotNeverReachesTheGateway(
      String who, String groups, boolean owner, boolean adminSelfApproval, String told)
      throws InvalidSetupException {
    RequestedSession asked = patMeets(groups, owner, adminSelfApproval);
    Message card = actions.waiting(asked);

    actions.approve(PAT, card, "dba");

    env.toldPrivately(PAT, told);
    assertThat(actions.puts()).as("verdicts of " + who).isEmpty();
    assertThat(env.gateway().keyNames()).as("keys made for " + who).doesNotContain(PAT_MAIL);
    actions.saysTheSame(card);
    assertThat(actions.audit(asked.review()))
        .singleElement()
        .asString()
        .startsWith("refused ")
        .contains("APPROVE dba: ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a member,                 dba,       false, Rejected",
    "a member of both groups,  dba sre,   false, Rejected",
    "an admin who is a member, admin dba, false, Rejected",
    "an owner in the group,    dba,       true,  Withdrawn",
    "an owner outside,         dev,       true,  Withdrawn",
    "an owner without groups,  '',        true,  Withdrawn",
    "an admin owner outside,   admin,     true,  Withdrawn",
  })
  void aRejectionEndsTheReviewUnderTheClickedGroup(
      String who, String groups, boolean owner, String headline) throws InvalidSetupException {
    RequestedSession asked = patMeets(groups, owner, false);

    actions.reject(PAT, actions.waiting(asked), "dba", "no ticket");

    assertThat(env.card(asked.review(), headline).words()).as(who).contains("no ticket");
    assertThat(env.gateway().status(asked.review())).isEqualTo("REJECTED");
    assertThat(env.gateway().groupStatus(asked.review(), "dba")).isEqualTo("REJECTED");
    for (String extra : List.of("", "dev", "admin")) {
      assertThat(env.gateway().groupStatus(asked.review(), extra))
          .as("a row that nobody asked for, of the group “" + extra + "”")
          .isEmpty();
    }
    assertThat(actions.puts()).containsExactly("pat@acme.io REJECTED 200");
    assertThat(actions.toldAlone(PAT)).isEmpty();
    assertThat(actions.audit(asked.review()))
        .containsExactly(
            "intent pat@acme.io REJECT dba: about to ask the gateway",
            "allowed pat@acme.io REJECT dba with approver key pat@acme.io: review is REJECTED");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "somebody outside,            dev,         not in the group dba",
    "a member of the other group, sre,         not in the group dba",
    "an admin outside,            admin,       not in the group dba",
    "an auditor who is a member,  auditor dba, auditors",
  })
  void aRejectionOfSomebodyWhoMayNotNeverReachesTheGateway(String who, String groups, String told)
      throws InvalidSetupException {
    RequestedSession asked = patMeets(groups, false, false);
    Message card = actions.waiting(asked);

    actions.reject(PAT, card, "dba", "no ticket");

    env.toldPrivately(PAT, told);
    assertThat(actions.puts()).as("verdicts of " + who).isEmpty();
    actions.saysTheSame(card);
    assertThat(actions.audit(asked.review()))
        .singleElement()
        .asString()
        .startsWith("refused ")
        .contains(" REJECT dba: ");
  }

  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource({
    "a member,               dba,       false, Revoke access…,               REVOKED",
    "an admin member,        admin dba, false, Revoke access…,               REVOKED",
    "an owner in the group,  dba,       true,  Revoke access…,               REVOKED",
    "an owner outside,       dev,       true,  Revoke access…,               REVOKED",
    "an admin owner outside, admin,     true,  Revoke access…,               REVOKED",
    "a member,               dba,       false, 'End session and revoke…', REJECTED",
    "an owner outside,       dev,       true,  'End session and revoke…', REJECTED",
  })
  void openAccessCanBeTakenBack(
      String who, String groups, boolean owner, String choice, String status)
      throws InvalidSetupException {
    RequestedSession asked = patMeetsOpenAccess(groups, owner);

    actions.submit(PAT, actions.choose(PAT, env.card(asked.review(), "access open"), choice));

    String headline = status.equals("REVOKED") ? "Access revoked" : "Access ended and session cut";
    assertThat(env.card(asked.review(), headline).actionIds()).as(who).isEmpty();
    assertThat(env.gateway().status(asked.review())).isEqualTo(status);
    assertThat(actions.puts()).containsExactly("pat@acme.io " + status + " 200");
    assertThat(actions.audit(asked.review())).hasSize(2).last().asString().contains("is " + status);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "somebody outside,           dev,         Revoke access…,                 not in the group dba",
    "an admin outside,           admin,       Revoke access…,                 not in the group dba",
    "an auditor who is a member, auditor dba, Revoke access…,                 auditors",
    "somebody outside,           dev,         'End session and revoke…', not in the group dba",
    "an admin outside,           admin,       'End session and revoke…', not in the group dba",
  })
  void openAccessStaysOpenForWhoMayNotTakeItBack(
      String who, String groups, String choice, String told) throws InvalidSetupException {
    RequestedSession asked = patMeetsOpenAccess(groups, false);

    actions.submit(PAT, actions.choose(PAT, env.card(asked.review(), "access open"), choice));

    env.toldPrivately(PAT, told);
    assertThat(actions.puts()).as("verdicts of " + who).isEmpty();
    assertThat(env.gateway().status(asked.review())).isEqualTo("APPROVED");
    assertThat(actions.audit(asked.review()))
        .singleElement()
        .asString()
        .startsWith("refused ")
        .contains(" dba: ");
  }

  @ParameterizedTest
  @CsvSource({
    "APPROVED, approved already",
    "REJECTED, rejected already",
    "PROCESSING, running already",
    "EXECUTED, executed already"
  })
  void aScriptThatIsNoLongerWaitingTakesNoVerdict(String state, String told)
      throws InvalidSetupException {
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message seen = actions.waiting(asked);
    var dialog = actions.rejectDialog(SUE, seen, "dba");
    become(asked, state);

    actions.approveStale(ANN, seen, "dba");
    actions.submit(SUE, dialog, Map.of("reason", Map.of("reason", "too late")));

    env.toldPrivately(ANN, told);
    env.toldPrivately(SUE, told);
    assertThat(actions.puts()).isEmpty();
    assertThat(env.gateway().status(asked.review())).isEqualTo(state);
    assertThat(actions.audit(asked.review()))
        .containsExactlyInAnyOrder(
            "refused ann@acme.io APPROVE dba: the review is " + state,
            "refused sue@acme.io REJECT dba: the review is " + state);
  }

  @ParameterizedTest
  @CsvSource({
    "APPROVED, approved already",
    "REJECTED, rejected already",
    "REVOKED, revoked already",
  })
  void accessThatIsNoLongerWaitingIsNotOpenedAgain(String state, String told)
      throws InvalidSetupException {
    RequestedSession asked =
        start(env.gateway().connect(BOB_MAIL, "billing-db", Duration.ofMinutes(30)));
    Message seen = actions.waiting(asked);
    become(asked, state);

    actions.approveStale(ANN, seen, "dba");

    env.toldPrivately(ANN, told);
    assertThat(actions.puts()).as("an approval of APPROVED access would prolong it").isEmpty();
  }

  private void become(RequestedSession asked, String state) {
    if (!state.equals("REJECTED")) {
      env.gateway().decideOnWeb("ann@acme.io", asked.review(), "APPROVED");
    }
    switch (state) {
      case "REJECTED", "REVOKED" -> env.gateway().decideOnWeb("ann@acme.io", asked.review(), state);
      case "PROCESSING" -> env.gateway().startRun(asked.session());
      case "EXECUTED" -> {
        env.gateway().startRun(asked.session());
        env.gateway().closeSession(asked.session(), 0);
      }
      default -> {
        // Approved is all.
      }
    }
  }

  private RequestedSession start(RequestedSession asked) throws InvalidSetupException {
    env.startBot();
    return asked;
  }

  private RequestedSession patMeets(String groups, boolean owner, boolean adminSelfApproval)
      throws InvalidSetupException {
    addPat(groups);
    env.environment().put("HOOP_SLACK_ADMIN_SELF_APPROVAL", String.valueOf(adminSelfApproval));
    return start(env.gateway().exec(owner ? PAT_MAIL : BOB_MAIL, "orders-db", SCRIPT));
  }

  private RequestedSession patMeetsOpenAccess(String groups, boolean owner)
      throws InvalidSetupException {
    addPat(groups);
    RequestedSession asked =
        start(
            env.gateway()
                .connect(owner ? PAT_MAIL : BOB_MAIL, "billing-db", Duration.ofMinutes(30)));
    actions.waiting(asked);
    env.gateway().decideOnWeb("ann@acme.io", asked.review(), "APPROVED");
    return asked;
  }

  private void addPat(String groups) {
    env.gateway().addUser("Pat", PAT, groups.isEmpty() ? new String[0] : groups.split(" ", -1));
  }
}
