package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
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

  private final TestEnvironment env;
  private final CardActions actions;

  GatewayRefusalTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "auditor", "dev", "admin"})
  void aGroupKeyThatLostItsRightIsSaidAndNotUsed(String now) throws InvalidSetupException {
    Message card = actions.waiting(askedWithGroupKeys());
    if (now.isEmpty()) {
      env.gateway().revokeKey("bot-dba");
    } else {
      env.gateway().setKeyGroups("bot-dba", now);
    }

    actions.approve(ANN, card, "dba");

    env.toldPrivately(ANN, "lost its access to Hoop. Tell its operator");
    String review = review(card);
    assertThat(env.gateway().status(review)).isEqualTo("PENDING");
    assertThat(env.slack().current(card).words()).contains("Waiting for approval");
    assertThat(actions.puts()).isEmpty();
    assertThat(actions.audit(review)).singleElement().asString().startsWith("failed ann@acme.io");
  }

  @Test
  void anAdminKeyRevokedMeanwhileLeavesEverythingUndone() throws InvalidSetupException {
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message card = actions.waiting(asked);
    env.gateway().revokeKey("slack-bot");

    actions.approve(ANN, card, "dba");

    env.toldPrivately(ANN, "Not approved: the bot lost its access to Hoop");
    assertThat(actions.puts()).isEmpty();
    assertThat(actions.audit(asked.review()))
        .singleElement()
        .asString()
        .startsWith("failed U0ANN APPROVE dba: the credential cannot be used: HOOP_API_KEY");
  }

  @ParameterizedTest
  @CsvSource({"auditor, an auditor key can only read", "dba, in neither the auditor nor the admin"})
  void aKeyThatCannotDecideAloneEndsTheStart(String group, String fault) {
    env.environment().put("HOOP_API_KEY", env.gateway().createKey("weak", group));

    assertThatThrownBy(() -> env.startBot())
        .isInstanceOf(InvalidSetupException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void aGroupWithoutAKeyIsRefusedAlsoToAStaleButton() throws InvalidSetupException {
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT));
    Message seen = actions.waiting(asked);
    env.stopBot();
    actions.giveGroupKeys("dba");
    env.startBot();

    actions.approveStale(SUE, seen, "sre");

    env.toldPrivately(SUE, "no key for group sre");
    assertThat(actions.puts()).isEmpty();
    assertThat(actions.audit(asked.review()))
        .last()
        .isEqualTo("failed sue@acme.io APPROVE sre: the bot has no key for group sre");
  }

  @Test
  void theLegacyKeyIsNeverSentWhereItWouldCountNothing() throws InvalidSetupException {
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message seen = actions.waiting(asked);
    env.stopBot();
    env.gateway().withoutApiKeys();
    env.environment().put("HOOP_API_KEY", env.gateway().legacyKey());
    env.startBot();

    actions.approveStale(ANN, seen, "dba");

    env.toldPrivately(ANN, "with the legacy key the bot can approve only where");
    assertThat(actions.puts()).isEmpty();
  }

  @Test
  void aReviewThatIsGoneIsSaid() throws InvalidSetupException {
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message seen = actions.waiting(asked);
    env.gateway().delete(asked.session());

    actions.approveStale(ANN, seen, "dba");

    env.toldPrivately(ANN, "no longer has this review");
    env.card(asked.review(), "No longer in Hoop");
    assertThat(actions.puts()).isEmpty();
    assertThat(actions.audit(asked.review()))
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
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message card = actions.waiting(asked);

    env.slack().clickForged(ANN, card, "review-approved", value.replace("REVIEW", asked.review()));

    env.toldPrivately(ANN, told);
    assertThat(actions.puts()).isEmpty();
    actions.approve(ANN, card, "dba");
    assertThat(env.card(asked.review(), "ready to run").ts())
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
    env.gateway().forceGroups("billing-db", "dba");
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message seen = actions.waiting(asked);
    env.gateway().decideOnWeb("ann@acme.io", asked.review(), "APPROVED");
    env.card(asked.review(), "ready to run");

    env.slack().clickForged(ANN, seen, "review-more", value.replace("REVIEW", asked.review()));
    View dialog = actions.dialogOf(ANN);
    if (value.startsWith("window")) {
      env.slack().cancelView(dialog);
    } else {
      actions.submit(ANN, dialog);
      env.toldPrivately(ANN, told);
    }

    assertThat(actions.puts()).isEmpty();
    assertThat(env.gateway().status(asked.review())).isEqualTo("APPROVED");
  }

  @Test
  void whatIsStillWaitingCannotBeRevoked() throws InvalidSetupException {
    env.gateway().forceGroups("billing-db", "dba");
    RequestedSession asked =
        start(env.gateway().connect(BOB_MAIL, "billing-db", Duration.ofMinutes(30)));
    Message card = actions.waiting(asked);

    env.slack().clickForged(ANN, card, "review-more", "revoke:" + asked.review());
    actions.submit(ANN, actions.dialogOf(ANN));

    env.toldPrivately(ANN, "access is not open yet");
    assertThat(actions.puts()).isEmpty();
    assertThat(actions.audit(asked.review()))
        .containsExactly("refused ann@acme.io REVOKE dba: the review is PENDING");
  }

  @Test
  void aReviewOfADeletedConnectionIsRefusedInHoopsWords() throws InvalidSetupException {
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message card = actions.waiting(asked);
    env.gateway().removeConnection("billing-db");

    actions.approve(ANN, card, "dba");

    env.toldPrivately(ANN, "Hoop refused your approval: failed updating review status: failed");
    assertThat(actions.puts()).containsExactly("ann@acme.io APPROVED 500");
    assertThat(env.slack().current(card).words()).contains("Waiting for approval");
    assertThat(actions.audit(asked.review()))
        .last()
        .asString()
        .startsWith("failed ann@acme.io APPROVE dba with approver key ann@acme.io")
        .contains("failed fetching connection for review");
  }

  @Test
  void aTimeWindowThatSomebodySetMeanwhileIsNotSetAgain() throws InvalidSetupException {
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT));
    View dialog = actions.choose(ANN, actions.waiting(asked), "Approve for a time window…");
    env.gateway().addUser("Sam", "U0SAM", "sre");
    env.gateway().approveOnWebWithin("sam@acme.io", asked.review(), "08:00", "10:00");

    actions.submitWindow(ANN, dialog, "dba", "09:00", "17:00");

    env.toldPrivately(ANN, "its time window was already set");
    assertThat(actions.puts()).isEmpty();
    assertThat(env.card(asked.review(), "1 of 2").words()).contains("from 08:00 to 10:00 UTC");
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
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT));
    View dialog = actions.choose(ANN, actions.waiting(asked), "Approve for a time window…");
    env.gateway().addUser("Sam", "U0SAM", "sre");
    env.gateway().failNext("PUT /reviews", 1, HttpFault.raced(() -> happen(change, asked)));

    actions.submitWindow(ANN, dialog, "dba", "09:00", "17:00");

    assertThat(env.toldPrivately(ANN, "Hoop refused your approval")).contains(told);
    assertThat(env.card(asked.review(), headline).words()).doesNotContain("by Ann");
    assertThat(actions.puts()).containsExactly("ann@acme.io APPROVED " + status);
    assertThat(actions.audit(asked.review())).hasSize(2).last().asString().contains(told);
  }

  private void happen(String change, RequestedSession asked) {
    switch (change) {
      case "deleted" -> env.gateway().delete(asked.session());
      case "renamed" -> env.gateway().removeConnection("orders-db");
      case "windowed" ->
          env.gateway().approveOnWebWithin("sam@acme.io", asked.review(), "08:00", "10:00");
      case "rejected" -> env.gateway().decideOnWeb("sam@acme.io", asked.review(), "REJECTED");
      default -> throw new AssertionError(change);
    }
  }

  @Test
  void aRevocationThatComesTooLateIsRefusedInHoopsWords() throws InvalidSetupException {
    RequestedSession asked =
        start(env.gateway().connect(BOB_MAIL, "billing-db", Duration.ofMinutes(30)));
    actions.waiting(asked);
    env.gateway().decideOnWeb("ann@acme.io", asked.review(), "APPROVED");
    View dialog = actions.choose(ANN, env.card(asked.review(), "access open"), "Revoke access…");
    env.gateway()
        .failNext(
            "PUT /reviews",
            1,
            HttpFault.raced(
                () -> env.gateway().decideOnWeb("sue@acme.io", asked.review(), "REJECTED")));

    actions.submit(ANN, dialog);

    env.toldPrivately(ANN, "Hoop refused your revocation: review is in wrong state");
    assertThat(env.card(asked.review(), "Access ended and session cut").words()).contains("by Sue");
  }

  @Test
  void aForceGroupThatWasTakenAwayMeanwhileIsRefusedInHoopsWords() throws InvalidSetupException {
    env.gateway().forceGroups("orders-db", "dba");
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT));
    View dialog = actions.choose(ANN, actions.waiting(asked), "Force approve…");
    env.gateway()
        .failNext(
            "PUT /reviews",
            1,
            HttpFault.raced(() -> env.gateway().forceGroups("orders-db", "duty")));

    actions.submit(ANN, dialog);

    env.toldPrivately(ANN, "Hoop refused your forced approval: not eligible for review");
    assertThat(actions.puts()).containsExactly("ann@acme.io APPROVED 400");
    assertThat(env.gateway().status(asked.review())).isEqualTo("PENDING");
  }

  @Test
  void aForceGroupTakenAwayBeforeTheClickIsSeen() throws InvalidSetupException {
    env.gateway().forceGroups("orders-db", "dba");
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT));
    View dialog = actions.choose(ANN, actions.waiting(asked), "Force approve…");
    env.gateway().forceGroups("orders-db", "duty");

    actions.submit(ANN, dialog);

    env.toldPrivately(ANN, "This review does not ask the group dba (any more)");
    assertThat(actions.puts()).isEmpty();
  }

  @Test
  void theOwnersApprovalIsCaughtHereSinceHoopWouldNotSeeIt() throws InvalidSetupException {
    env.gateway().setGroups(BOB_MAIL, "dba");
    RequestedSession asked = start(env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
    Message card = actions.waiting(asked);

    actions.approve(BOB, card, "dba");

    env.toldPrivately(BOB, "This is your own request");
    assertThat(actions.puts()).isEmpty();
  }

  private RequestedSession start(RequestedSession asked) throws InvalidSetupException {
    env.startBot();
    return asked;
  }

  private RequestedSession askedWithGroupKeys() throws InvalidSetupException {
    actions.giveGroupKeys("dba");
    return start(env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT));
  }

  private static String review(Message card) {
    return card.metadata().path("event_payload").path("review_id").asText();
  }
}
