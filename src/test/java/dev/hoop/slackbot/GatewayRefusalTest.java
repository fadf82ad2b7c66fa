package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFault;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.View;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every check of the gateway that a click can run into, in the gateway's order. What the bot itself
 * refuses in time is reached by changing the world between the bot's read and its verdict.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class GatewayRefusalTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "select 1";
  private static final String UNKNOWN = "0b1e9f9c-2d0e-4f6e-9a40-6b1d6c6e7f10";

  private final TestEnvironment town;
  private final CardActions hands;

  GatewayRefusalTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "auditor", "dev", "admin"})
  void aGroupKeyThatLostItsRightIsSaidAndNotUsed(String now) throws InvalidSetupException {
    Message card = hands.waiting(askedWithGroupKeys());
    if (now.isEmpty()) {
      town.gateway().revokeKey("bot-dba");
    } else {
      town.gateway().setKeyGroups("bot-dba", now);
    }

    hands.approve(ANN, card, "dba");

    town.toldPrivately(ANN, "lost its access to Hoop. Tell its operator");
    String review = review(card);
    assertThat(town.gateway().status(review)).isEqualTo("PENDING");
    assertThat(town.slack().current(card).words()).contains("Waiting for approval");
    assertThat(hands.puts()).isEmpty();
    assertThat(hands.audit(review)).singleElement().asString().startsWith("failed ann@acme.io");
  }

  @Test
  void anAdminKeyRevokedMeanwhileLeavesEverythingUndone() throws InvalidSetupException {
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message card = hands.waiting(asked);
    town.gateway().revokeKey("slack-bot");

    hands.approve(ANN, card, "dba");

    town.toldPrivately(ANN, "Not approved: the bot lost its access to Hoop");
    assertThat(hands.puts()).isEmpty();
    assertThat(hands.audit(asked.review()))
        .singleElement()
        .asString()
        .startsWith("failed U0ANN APPROVE dba: the credential cannot be used: HOOP_API_KEY");
  }

  @ParameterizedTest
  @CsvSource({"auditor, an auditor key can only read", "dba, in neither the auditor nor the admin"})
  void aKeyThatCannotDecideAloneEndsTheStart(String group, String fault) {
    town.environment().put("HOOP_API_KEY", town.gateway().createKey("weak", group));

    assertThatThrownBy(() -> town.startBot())
        .isInstanceOf(InvalidSetupException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void aGroupWithoutAKeyIsRefusedAlsoToAScreenThatStillShowsTheButton()
      throws InvalidSetupException {
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT));
    Message seen = hands.waiting(asked);
    town.stopBot();
    hands.giveGroupKeys("dba");
    town.startBot();

    hands.approveStale(SUE, seen, "sre");

    town.toldPrivately(SUE, "no key for group sre");
    assertThat(hands.puts()).isEmpty();
    assertThat(hands.audit(asked.review()))
        .last()
        .isEqualTo("failed sue@acme.io APPROVE sre: the bot has no key for group sre");
  }

  @Test
  void theLegacyKeyIsNeverSentWhereItsApprovalWouldSilentlyCountNothing()
      throws InvalidSetupException {
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message seen = hands.waiting(asked);
    town.stopBot();
    town.gateway().withoutApiKeys();
    town.environment().put("HOOP_API_KEY", town.gateway().legacyKey());
    town.startBot();

    hands.approveStale(ANN, seen, "dba");

    town.toldPrivately(ANN, "with the legacy key the bot can approve only where");
    assertThat(hands.puts()).isEmpty();
  }

  @Test
  void aReviewThatIsGoneIsSaid() throws InvalidSetupException {
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message seen = hands.waiting(asked);
    town.gateway().delete(asked.session());

    hands.approveStale(ANN, seen, "dba");

    town.toldPrivately(ANN, "no longer has this review");
    town.card(asked.review(), "No longer in Hoop");
    assertThat(hands.puts()).isEmpty();
    assertThat(hands.audit(asked.review()))
        .containsExactly("refused U0ANN APPROVE dba: the gateway has no such review");
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense,                not one I know",
    "1234:dba,                not one I know",
    UNKNOWN + ":dba,          no longer has this review",
    "REVIEW:,                 does not ask the group",
    "REVIEW:admin,            does not ask the group admin",
    "REVIEW:DBA,              does not ask the group DBA",
    "REVIEW:#0123456789abcdef, does not ask the group #0123456789abcdef",
  })
  void aForgedButtonDecidesNothingAndLeavesTheCardAlive(String value, String told)
      throws InvalidSetupException {
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message card = hands.waiting(asked);

    town.slack().clickForged(ANN, card, "review-approved", value.replace("REVIEW", asked.review()));

    town.toldPrivately(ANN, told);
    assertThat(hands.puts()).isEmpty();
    hands.approve(ANN, card, "dba");
    assertThat(town.card(asked.review(), "ready to run").ts())
        .as("the card that was announced")
        .isEqualTo(card.ts());
  }

  @ParameterizedTest
  @CsvSource({
    "revoke:REVIEW, only access that was opened can be revoked",
    "cut:REVIEW,    it is approved already",
    "force:REVIEW,  it is approved already",
    "window:REVIEW, it is approved already",
  })
  void aForgedMenuOnAnApprovedScriptDecidesNothing(String value, String told)
      throws InvalidSetupException {
    town.gateway().forceGroups("billing-db", "dba");
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message seen = hands.waiting(asked);
    town.gateway().decideOnWeb("ann@acme.io", asked.review(), "APPROVED");
    town.card(asked.review(), "ready to run");

    town.slack().clickForged(ANN, seen, "review-more", value.replace("REVIEW", asked.review()));
    View dialog = hands.dialogOf(ANN);
    if (value.startsWith("window")) {
      town.slack().cancelView(dialog);
    } else {
      hands.submit(ANN, dialog);
      town.toldPrivately(ANN, told);
    }

    assertThat(hands.puts()).isEmpty();
    assertThat(town.gateway().status(asked.review())).isEqualTo("APPROVED");
  }

  @Test
  void whatIsStillWaitingCannotBeRevoked() throws InvalidSetupException {
    town.gateway().forceGroups("billing-db", "dba");
    RequestedSession asked =
        start(town.gateway().connect(BOB_MAIL, "billing-db", Duration.ofMinutes(30)));
    Message card = hands.waiting(asked);

    town.slack().clickForged(ANN, card, "review-more", "revoke:" + asked.review());
    hands.submit(ANN, hands.dialogOf(ANN));

    town.toldPrivately(ANN, "it is still waiting");
    assertThat(hands.puts()).isEmpty();
    assertThat(hands.audit(asked.review()))
        .containsExactly("refused ann@acme.io REVOKE dba: the review is PENDING");
  }

  @Test
  void aReviewWhoseConnectionWasDeletedIsRefusedInHoopsWordsAndNotTriedAgain()
      throws InvalidSetupException {
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message card = hands.waiting(asked);
    town.gateway().removeConnection("billing-db");

    hands.approve(ANN, card, "dba");

    town.toldPrivately(ANN, "Hoop refused your approval: failed updating review status: failed");
    assertThat(hands.puts()).containsExactly("ann@acme.io APPROVED 500");
    assertThat(town.slack().current(card).words()).contains("Waiting for approval");
    assertThat(hands.audit(asked.review()))
        .last()
        .asString()
        .startsWith("failed ann@acme.io APPROVE dba with approver key ann@acme.io")
        .contains("failed fetching connection for review");
  }

  @Test
  void aTimeWindowThatSomebodySetMeanwhileIsNotSetAgain() throws InvalidSetupException {
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT));
    View dialog = hands.choose(ANN, hands.waiting(asked), "Approve for a time window…");
    town.gateway().addUser("Sam", "U0SAM", "sre");
    town.gateway().approveOnWebWithin("sam@acme.io", asked.review(), "08:00", "10:00");

    hands.submitWindow(ANN, dialog, "dba", "09:00", "17:00");

    town.toldPrivately(ANN, "its time window was already set");
    assertThat(hands.puts()).isEmpty();
    assertThat(town.card(asked.review(), "1 of 2").words()).contains("from 08:00 to 10:00 UTC");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "deleted,  500, review not found,                 No longer in Hoop",
    "renamed,  500, failed fetching connection,       Waiting for approval",
    "windowed, 500, time window can only be set once, 1 of 2 approvals",
    "rejected, 400, review is in wrong state,         Rejected",
  })
  void whatChangesBetweenReadAndVerdictIsRefusedInHoopsWords(
      String change, int status, String told, String headline) throws InvalidSetupException {
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT));
    View dialog = hands.choose(ANN, hands.waiting(asked), "Approve for a time window…");
    town.gateway().addUser("Sam", "U0SAM", "sre");
    town.gateway().failNext("PUT /reviews", 1, GatewayFault.raced(() -> happen(change, asked)));

    hands.submitWindow(ANN, dialog, "dba", "09:00", "17:00");

    assertThat(town.toldPrivately(ANN, "Hoop refused your approval")).contains(told);
    assertThat(town.card(asked.review(), headline).words()).doesNotContain("by Ann");
    assertThat(hands.puts()).containsExactly("ann@acme.io APPROVED " + status);
    assertThat(hands.audit(asked.review())).hasSize(2).last().asString().contains(told);
  }

  private void happen(String change, RequestedSession asked) {
    switch (change) {
      case "deleted" -> town.gateway().delete(asked.session());
      case "renamed" -> town.gateway().removeConnection("orders-db");
      case "windowed" ->
          town.gateway().approveOnWebWithin("sam@acme.io", asked.review(), "08:00", "10:00");
      case "rejected" -> town.gateway().decideOnWeb("sam@acme.io", asked.review(), "REJECTED");
      default -> throw new AssertionError(change);
    }
  }

  @Test
  void aRevocationThatComesTooLateIsRefusedInHoopsWords() throws InvalidSetupException {
    RequestedSession asked =
        start(town.gateway().connect(BOB_MAIL, "billing-db", Duration.ofMinutes(30)));
    hands.waiting(asked);
    town.gateway().decideOnWeb("ann@acme.io", asked.review(), "APPROVED");
    View dialog = hands.choose(ANN, town.card(asked.review(), "access open"), "Revoke access…");
    town.gateway()
        .failNext(
            "PUT /reviews",
            1,
            GatewayFault.raced(
                () -> town.gateway().decideOnWeb("sue@acme.io", asked.review(), "REJECTED")));

    hands.submit(ANN, dialog);

    town.toldPrivately(ANN, "Hoop refused your revocation: review is in wrong state");
    assertThat(town.card(asked.review(), "Access ended and session cut").words())
        .contains("by Sue");
  }

  @Test
  void aForceGroupThatWasTakenAwayMeanwhileIsRefusedInHoopsWords() throws InvalidSetupException {
    town.gateway().forceGroups("orders-db", "dba");
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT));
    View dialog = hands.choose(ANN, hands.waiting(asked), "Force approve…");
    town.gateway()
        .failNext(
            "PUT /reviews",
            1,
            GatewayFault.raced(() -> town.gateway().forceGroups("orders-db", "duty")));

    hands.submit(ANN, dialog);

    town.toldPrivately(ANN, "Hoop refused your forced approval: not eligible for review");
    assertThat(hands.puts()).containsExactly("ann@acme.io APPROVED 400");
    assertThat(town.gateway().status(asked.review())).isEqualTo("PENDING");
  }

  @Test
  void aForceGroupThatWasTakenAwayBeforeTheClickIsSeenByWhatIsReadForIt()
      throws InvalidSetupException {
    town.gateway().forceGroups("orders-db", "dba");
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT));
    View dialog = hands.choose(ANN, hands.waiting(asked), "Force approve…");
    town.gateway().forceGroups("orders-db", "duty");

    hands.submit(ANN, dialog);

    town.toldPrivately(ANN, "This review does not ask the group dba (any more)");
    assertThat(hands.puts()).isEmpty();
  }

  @Test
  void theOwnersApprovalIsCaughtHereSinceHoopWouldNotSeeItThroughAKey()
      throws InvalidSetupException {
    town.gateway().setGroups(BOB_MAIL, "dba");
    RequestedSession asked = start(town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message card = hands.waiting(asked);

    hands.approve(BOB, card, "dba");

    town.toldPrivately(BOB, "This is your own request");
    assertThat(hands.puts()).isEmpty();
  }

  private RequestedSession start(RequestedSession asked) throws InvalidSetupException {
    town.startBot();
    return asked;
  }

  private RequestedSession askedWithGroupKeys() throws InvalidSetupException {
    hands.giveGroupKeys("dba");
    return start(town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
  }

  private static String review(Message card) {
    return card.metadata().path("event_payload").path("review_id").asText();
  }
}
