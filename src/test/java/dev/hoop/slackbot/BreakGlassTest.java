package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.ReceivedAck;
import dev.hoop.slackbot.sandbox.slack.View;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a card's menu: forced approvals, time windows, and taking access back. */
@ExtendWith(TestEnvironmentExtension.class)
final class BreakGlassTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "update orders set state = 'void' where id = 42;";

  /** On duty, and in no group that reviews. */
  private static final String DOT = "U0DOT";

  /** Too long for the value of a choice in a dialog. */
  private static final String LONG_NAME =
      "the-people-who-are-on-duty-at-night-and-on-holidays-in-every-office-of-the-company-and-know"
          + "-how-to-mend-what-breaks-there";

  private final TestEnvironment env;
  private final CardActions actions;

  BreakGlassTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @BeforeEach
  void openTheEnvironment() {
    env.gateway().addUser("Dot", DOT, "duty");
    env.slack().addUser(DOT, "Dot", "dot@acme.io");
    env.gateway().forceGroups("orders-db", "duty");
  }

  @Test
  void aMemberOfAForceGroupApprovesAloneAfterReadingWhatItMeans() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);

    View dialog = actions.choose(DOT, card, "Force approve…");
    assertThat(dialog.words()).contains("approves it now and skips the 2 approvals");
    actions.submit(DOT, dialog);

    Message approved = env.card(asked.review(), "Approved, ready to run");
    assertThat(approved.words())
        .contains("duty", "force-approved by Dot", "Force-approved")
        .doesNotContain("Needed");
    env.directMessage(BOB, "You can run it now");
    assertThat(env.gateway().puts())
        .singleElement()
        .satisfies(put -> assertThat(put.body()).contains("\"force_review\":true"));
    actions.atRest("dot@acme.io");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#on-duty", LONG_NAME})
  void aForceGroupWhoseNameDoesNotTravelAsItIsCanBeChosen(String group)
      throws InvalidSetupException {
    env.gateway().setGroups("dot@acme.io", group);
    env.gateway().addUser("Dan", "", "duty");
    env.gateway().forceGroups("orders-db", "duty", group);
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);

    View dialog = actions.choose(DOT, card, "Force approve…");
    actions.submitFor(DOT, dialog, shownInMenu(group));

    assertThat(env.card(asked.review(), "Approved, ready to run").words())
        .contains("force-approved by Dot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#on-duty", LONG_NAME})
  void aForceGroupThatIsTheOnlyOneNeedsNoChoiceWhateverItsName(String group)
      throws InvalidSetupException {
    env.gateway().setGroups("dot@acme.io", group);
    env.gateway().forceGroups("orders-db", group);
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);

    actions.submit(DOT, actions.choose(DOT, card, "Force approve…"));

    env.card(asked.review(), "Approved, ready to run");
  }

  private static String shownInMenu(String group) {
    return group.length() <= 75 ? group : group.substring(0, 74) + "…";
  }

  @Test
  void whereNobodyActiveIsInAForceGroupNobodyIsOfferedToForce() throws InvalidSetupException {
    env.gateway().setStatus("dot@acme.io", "inactive");
    env.startBot();
    RequestedSession asked =
        env.gateway().connect("bob@acme.io", "orders-db", Duration.ofMinutes(30));

    assertThat(CardActions.menu(actions.waiting(asked))).doesNotContain("Force approve…");
  }

  @Test
  void whoIsInNoForceGroupMayNotForce() throws InvalidSetupException {
    env.gateway().setGroups(BOB_MAIL, "dev", "duty");
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);

    actions.submit(ANN, actions.choose(ANN, card, "Force approve…"));
    actions.submit(BOB, actions.choose(BOB, card, "Force approve…"));

    env.toldPrivately(ANN, "not in the group duty");
    env.toldPrivately(BOB, "your own request");
    assertThat(env.gateway().puts()).as("verdicts the gateway got").isEmpty();
  }

  @Test
  void aStuckReviewCanBeForced() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked =
        env.gateway()
            .execByRule(
                BOB_MAIL, "orders-db", SCRIPT, "prod", 1, List.of("dba", "sre"), List.of("duty"));
    env.card(asked.review(), "Needs approval by 1 of 2 groups");
    env.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    Message stuck = env.card(asked.review(), "Stuck in Hoop");

    View dialog = actions.choose(DOT, stuck, "Force approve…");
    assertThat(dialog.words()).contains("approves it now. Hoop marks it");
    actions.submit(DOT, dialog);

    env.card(asked.review(), "Approved, ready to run");
  }

  @Test
  void anApprovalForATimeWindowCountsForTheChosenGroupAndSaysSo() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);

    View dialog = actions.choose(SUE, card, "Approve for a time window…");
    assertThat(dialog.words()).contains("Hoop applies the window only to scripts");
    actions.submitWindow(SUE, dialog, "sre", "08:30", "17:00");

    Message half = env.card(asked.review(), "Waiting, 1 of 2 approvals");
    assertThat(half.words()).contains("from 08:30 to 17:00 UTC");
    assertThat(env.gateway().groupStatus(asked.review(), "sre")).isEqualTo("APPROVED");
    assertThat(env.gateway().groupStatus(asked.review(), "dba")).isEqualTo("PENDING");
    assertThat(CardActions.menu(half))
        .as("what the menu still offers")
        .noneMatch(offer -> offer.contains("time window"));
  }

  @ParameterizedTest(name = "Slack loses initial values: {0}")
  @ValueSource(booleans = {true, false})
  void anUntouchedTimeIsTheOneThatTheDialogShows(boolean lost) throws InvalidSetupException {
    env.slack().loseInitialValuesOnUpdate(lost);
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    View dialog = actions.choose(ANN, actions.waiting(asked), "Approve for a time window…");

    actions.changeWindowEnd(ANN, dialog, "17:00").acked();
    View updated =
        env.eventually(
            "a dialog that tells the new window",
            () ->
                env.slack().openViews(ANN).stream()
                    .filter(view -> view.words().contains("from 09:00 to 17:00 UTC"))
                    .findFirst());
    ReceivedAck submitted = env.slack().submitView(ANN, updated, Map.of()).acked();

    assertThat(submitted.payload()).as("what Ann reads beside the times").isNull();
    assertThat(env.card(asked.review(), "Approved for a time window").words())
        .contains("from 09:00 to 17:00 UTC");
  }

  @Test
  void aWindowPastMidnightIsRefusedInTheDialogWhichStaysOpen() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(asked);
    View dialog = actions.choose(ANN, card, "Approve for a time window…");

    ReceivedAck refused =
        actions.submit(
            ANN,
            dialog,
            Map.of(
                "window-start", Map.of("window-start", "22:00"),
                "window-end", Map.of("window-end", "06:00")));

    JsonNode answer = refused.payload();
    assertThat(answer).isNotNull();
    assertThat(answer.path("errors").path("window-end").asText()).contains("after the start");
    assertThat(env.gateway().puts()).isEmpty();
  }

  @Test
  void openAccessCanBeRevoked() throws InvalidSetupException {
    RequestedSession asked = openAccess();
    Message open = env.card(asked.review(), "access open");

    View dialog = actions.choose(SUE, open, "Revoke access…");
    assertThat(dialog.words()).contains("An open one goes on");
    actions.submit(SUE, dialog);

    assertThat(env.card(asked.review(), "Access revoked").words()).contains("revoked by Sue");
    env.directMessage(BOB, "Revoked");
    assertThat(env.gateway().sessionStatus(asked.session())).isEqualTo("done");
  }

  @Test
  void openAccessCanBeCutWithAReason() throws InvalidSetupException {
    RequestedSession asked = openAccess();
    Message open = env.card(asked.review(), "access open");

    View dialog = actions.choose(SUE, open, "End session and revoke…");
    actions.submit(SUE, dialog, Map.of("reason", Map.of("reason", "incident is over")));

    assertThat(env.card(asked.review(), "Access ended and session cut").words())
        .contains("incident is over", "before that approved by Sue");
    env.directMessage(BOB, "incident is over");
  }

  @Test
  void whoIsNotInTheGroupMayNotRevokeButTheRequesterMayGiveItBack() throws InvalidSetupException {
    RequestedSession asked = openAccess();
    Message open = env.card(asked.review(), "access open");

    actions.submit(ANN, actions.choose(ANN, open, "Revoke access…"));
    env.toldPrivately(ANN, "not in the group sre");
    actions.submit(BOB, actions.choose(BOB, open, "Revoke access…"));

    env.card(asked.review(), "Access revoked");
  }

  @Test
  void theLegacyKeyForcesWhereTheAdminGroupMay() throws InvalidSetupException {
    env.gateway().withoutApiKeys();
    env.gateway().forceGroups("orders-db", "admin");
    env.gateway().setGroups("dot@acme.io", "admin");
    env.environment().put("HOOP_API_KEY", env.gateway().legacyKey());
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);
    assertThat(card.actionIds()).contains("review-link", "review-rejected");

    actions.submit(DOT, actions.choose(DOT, card, "Force approve…"));

    assertThat(env.card(asked.review(), "ready to run").words()).contains("by Dot");
  }

  private RequestedSession openAccess() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    Message card = actions.waiting(asked);
    env.slack().click(SUE, card, "review-approved");
    env.card(asked.review(), "access open");
    return asked;
  }
}
