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

  private final TestEnvironment town;
  private final CardActions hands;

  BreakGlassTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  @BeforeEach
  void buildTheTown() {
    town.gateway().addUser("Dot", DOT, "duty");
    town.slack().addUser(DOT, "Dot", "dot@acme.io");
    town.gateway().forceGroups("orders-db", "duty");
  }

  @Test
  void aMemberOfAForceGroupApprovesAloneAfterReadingWhatItMeans() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    View dialog = hands.choose(DOT, card, "Force approve…");
    assertThat(dialog.words()).contains("at once and alone, without 2 approvals");
    hands.submit(DOT, dialog);

    Message approved = town.card(asked.review(), "Approved, ready to run");
    assertThat(approved.words())
        .contains("duty", "approved by force by Dot", "Decided by force")
        .doesNotContain("Needed");
    town.directMessage(BOB, "You can run it now");
    assertThat(town.gateway().puts())
        .singleElement()
        .satisfies(put -> assertThat(put.body()).contains("\"force_review\":true"));
    hands.atRest("dot@acme.io");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#on-duty", LONG_NAME})
  void aForceGroupWhoseNameDoesNotTravelAsItIsCanBeChosen(String group)
      throws InvalidSetupException {
    town.gateway().setGroups("dot@acme.io", group);
    town.gateway().addUser("Dan", "", "duty");
    town.gateway().forceGroups("orders-db", "duty", group);
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    View dialog = hands.choose(DOT, card, "Force approve…");
    hands.submitFor(DOT, dialog, shownInMenu(group));

    assertThat(town.card(asked.review(), "Approved, ready to run").words())
        .contains("approved by force by Dot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#on-duty", LONG_NAME})
  void aForceGroupThatIsTheOnlyOneNeedsNoChoiceWhateverItsName(String group)
      throws InvalidSetupException {
    town.gateway().setGroups("dot@acme.io", group);
    town.gateway().forceGroups("orders-db", group);
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    hands.submit(DOT, hands.choose(DOT, card, "Force approve…"));

    town.card(asked.review(), "Approved, ready to run");
  }

  private static String shownInMenu(String group) {
    return group.length() <= 75 ? group : group.substring(0, 74) + "…";
  }

  @Test
  void whereNobodyActiveIsInAForceGroupNobodyIsOfferedToForce() throws InvalidSetupException {
    town.gateway().setStatus("dot@acme.io", "inactive");
    town.startBot();
    RequestedSession asked =
        town.gateway().connect("bob@acme.io", "orders-db", Duration.ofMinutes(30));

    assertThat(CardActions.menu(hands.waiting(asked))).doesNotContain("Force approve…");
  }

  @Test
  void whoIsInNoForceGroupMayNotForce() throws InvalidSetupException {
    town.gateway().setGroups(BOB_MAIL, "dev", "duty");
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    hands.submit(ANN, hands.choose(ANN, card, "Force approve…"));
    hands.submit(BOB, hands.choose(BOB, card, "Force approve…"));

    town.toldPrivately(ANN, "not in the group duty");
    town.toldPrivately(BOB, "your own request");
    assertThat(town.gateway().puts()).as("verdicts the gateway got").isEmpty();
  }

  @Test
  void aStuckReviewCanBeForced() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked =
        town.gateway()
            .execByRule(
                BOB_MAIL, "orders-db", SCRIPT, "prod", 1, List.of("dba", "sre"), List.of("duty"));
    town.card(asked.review(), "Needs approval by 1 of 2 groups");
    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    Message stuck = town.card(asked.review(), "Stuck in Hoop");

    View dialog = hands.choose(DOT, stuck, "Force approve…");
    assertThat(dialog.words()).contains("at once and alone. Hoop marks it");
    hands.submit(DOT, dialog);

    town.card(asked.review(), "Approved, ready to run");
  }

  @Test
  void anApprovalForATimeWindowCountsForTheChosenGroupAndSaysSo() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    View dialog = hands.choose(SUE, card, "Approve for a time window…");
    assertThat(dialog.words()).contains("Hoop enforces that for onetime reviews only");
    hands.submitWindow(SUE, dialog, "sre", "08:30", "17:00");

    Message half = town.card(asked.review(), "Waiting, 1 of 2 approvals");
    assertThat(half.words()).contains("from 08:30 to 17:00 UTC");
    assertThat(town.gateway().groupStatus(asked.review(), "sre")).isEqualTo("APPROVED");
    assertThat(town.gateway().groupStatus(asked.review(), "dba")).isEqualTo("PENDING");
    assertThat(CardActions.menu(half))
        .as("what the menu still offers")
        .noneMatch(offer -> offer.contains("time window"));
  }

  @Test
  void aWindowPastMidnightIsRefusedInTheDialogWhichStaysOpen() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);
    View dialog = hands.choose(ANN, card, "Approve for a time window…");

    ReceivedAck refused =
        hands.submit(
            ANN,
            dialog,
            Map.of(
                "window-start", Map.of("window-start", "22:00"),
                "window-end", Map.of("window-end", "06:00")));

    JsonNode answer = refused.payload();
    assertThat(answer).isNotNull();
    assertThat(answer.path("errors").path("window-end").asText()).contains("after the start");
    assertThat(town.gateway().puts()).isEmpty();
  }

  @Test
  void openAccessCanBeRevoked() throws InvalidSetupException {
    RequestedSession asked = openAccess();
    Message open = town.card(asked.review(), "access open");

    View dialog = hands.choose(SUE, open, "Revoke access…");
    assertThat(dialog.words()).contains("A session that is open now is not cut");
    hands.submit(SUE, dialog);

    assertThat(town.card(asked.review(), "Access revoked").words()).contains("revoked by Sue");
    town.directMessage(BOB, "Revoked");
    assertThat(town.gateway().sessionStatus(asked.session())).isEqualTo("done");
  }

  @Test
  void openAccessCanBeCutWithAReason() throws InvalidSetupException {
    RequestedSession asked = openAccess();
    Message open = town.card(asked.review(), "access open");

    View dialog = hands.choose(SUE, open, "Reject, and cut the session…");
    hands.submit(SUE, dialog, Map.of("reason", Map.of("reason", "incident is over")));

    assertThat(town.card(asked.review(), "Access ended and session cut").words())
        .contains("incident is over", "before that approved by Sue");
    town.directMessage(BOB, "incident is over");
  }

  @Test
  void whoIsNotInTheGroupMayNotRevokeButTheRequesterMayGiveItBack() throws InvalidSetupException {
    RequestedSession asked = openAccess();
    Message open = town.card(asked.review(), "access open");

    hands.submit(ANN, hands.choose(ANN, open, "Revoke access…"));
    town.toldPrivately(ANN, "not in the group sre");
    hands.submit(BOB, hands.choose(BOB, open, "Revoke access…"));

    town.card(asked.review(), "Access revoked");
  }

  @Test
  void theLegacyKeyForcesWhereTheAdminGroupMay() throws InvalidSetupException {
    town.gateway().withoutApiKeys();
    town.gateway().forceGroups("orders-db", "admin");
    town.gateway().setGroups("dot@acme.io", "admin");
    town.environment().put("HOOP_API_KEY", town.gateway().legacyKey());
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);
    assertThat(card.actionIds()).contains("review-link", "review-rejected");

    hands.submit(DOT, hands.choose(DOT, card, "Force approve…"));

    assertThat(town.card(asked.review(), "ready to run").words()).contains("by Dot");
  }

  private RequestedSession openAccess() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    Message card = hands.waiting(asked);
    town.slack().click(SUE, card, "review-approved");
    town.card(asked.review(), "access open");
    return asked;
  }
}
