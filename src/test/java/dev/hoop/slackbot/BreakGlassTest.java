package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.Town.ANN;
import static dev.hoop.slackbot.sandbox.Town.BOB;
import static dev.hoop.slackbot.sandbox.Town.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.app.FaultyException;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.slack.Delivery;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.View;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stands in a card's menu: forced approvals, time windows, and taking access back. */
@ExtendWith(TownExtension.class)
final class BreakGlassTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "update orders set state = 'void' where id = 42;";

  /** On duty, and in no group that reviews. */
  private static final String DOT = "U0DOT";

  private final Town town;

  BreakGlassTest(Town town) {
    this.town = town;
  }

  @BeforeEach
  void buildTheTown() {
    town.gateway().addUser("Dot", DOT, "duty");
    town.slack().addUser(DOT, "Dot", "dot@acme.io");
    town.gateway().forceGroups("orders-db", "duty");
  }

  @Test
  void aMemberOfAForceGroupApprovesAloneAfterReadingWhatItMeans() throws FaultyException {
    town.startBot();
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = town.card(asked.review(), "Waiting for approval");

    View dialog = choose(DOT, card, "Force approve…");
    assertThat(dialog.words()).contains("at once and alone, without 2 approvals");
    submit(DOT, dialog, Map.of());

    Message approved = town.card(asked.review(), "Approved, ready to run");
    assertThat(approved.words())
        .contains("duty", "approved by force by Dot", "Decided by force")
        .doesNotContain("Needed");
    town.directMessage(BOB, "You can run it now");
    assertThat(town.gateway().puts())
        .singleElement()
        .satisfies(put -> assertThat(put.body()).contains("\"force_review\":true"));
    assertThat(town.gateway().isActive("dot@acme.io")).as("Dot's key at rest").isFalse();
  }

  @Test
  void whoIsInNoForceGroupMayNotForce() throws FaultyException {
    town.gateway().setGroups(BOB_MAIL, "dev", "duty");
    town.startBot();
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = town.card(asked.review(), "Waiting for approval");

    submit(ANN, choose(ANN, card, "Force approve…"), Map.of());
    submit(BOB, choose(BOB, card, "Force approve…"), Map.of());

    town.toldPrivately(ANN, "not in the group duty");
    town.toldPrivately(BOB, "your own request");
    assertThat(town.gateway().puts()).as("verdicts the gateway got").isEmpty();
  }

  @Test
  void aStuckReviewCanBeForced() throws FaultyException {
    town.startBot();
    Asked asked =
        town.gateway()
            .execByRule(
                BOB_MAIL, "orders-db", SCRIPT, "prod", 1, List.of("dba", "sre"), List.of("duty"));
    town.card(asked.review(), "Needs approval by 1 of 2 groups");
    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    Message stuck = town.card(asked.review(), "Stuck in Hoop");

    View dialog = choose(DOT, stuck, "Force approve…");
    assertThat(dialog.words()).contains("at once and alone. Hoop marks it");
    submit(DOT, dialog, Map.of());

    town.card(asked.review(), "Approved, ready to run");
  }

  @Test
  void anApprovalForATimeWindowCountsForTheChosenGroupAndSaysSo() throws FaultyException {
    town.startBot();
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = town.card(asked.review(), "Waiting for approval");

    View dialog = choose(SUE, card, "Approve for a time window…");
    assertThat(dialog.words()).contains("Hoop enforces that for onetime reviews only");
    submit(
        SUE,
        dialog,
        Map.of(
            "group", Map.of("group", option(dialog, "sre")),
            "window-start", Map.of("window-start", "08:30"),
            "window-end", Map.of("window-end", "17:00")));

    Message half = town.card(asked.review(), "Waiting, 1 of 2 approvals");
    assertThat(half.words()).contains("from 08:30 to 17:00 UTC");
    assertThat(town.gateway().groupStatus(asked.review(), "sre")).isEqualTo("APPROVED");
    assertThat(town.gateway().groupStatus(asked.review(), "dba")).isEqualTo("PENDING");
    assertThat(labels(half)).as("what the menu still offers").doesNotContain("time window");
  }

  @Test
  void aWindowPastMidnightIsRefusedInTheDialogWhichStaysOpen() throws FaultyException {
    town.startBot();
    Asked asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = town.card(asked.review(), "Waiting for approval");
    View dialog = choose(ANN, card, "Approve for a time window…");

    Delivery submitted =
        submit(
            ANN,
            dialog,
            Map.of(
                "window-start", Map.of("window-start", "22:00"),
                "window-end", Map.of("window-end", "06:00")));

    JsonNode answer = submitted.acked().payload();
    assertThat(answer).isNotNull();
    assertThat(answer.path("errors").path("window-end").asText()).contains("after the start");
    assertThat(town.gateway().puts()).isEmpty();
  }

  @Test
  void openAccessCanBeRevoked() throws FaultyException {
    Asked asked = openAccess();
    Message open = town.card(asked.review(), "access open");

    View dialog = choose(SUE, open, "Revoke access…");
    assertThat(dialog.words()).contains("A session that is open now is not cut");
    submit(SUE, dialog, Map.of());

    assertThat(town.card(asked.review(), "Access revoked").words()).contains("revoked by Sue");
    town.directMessage(BOB, "Revoked");
    assertThat(town.gateway().sessionStatus(asked.session())).isEqualTo("done");
  }

  @Test
  void openAccessCanBeCutWithAReason() throws FaultyException {
    Asked asked = openAccess();
    Message open = town.card(asked.review(), "access open");

    View dialog = choose(SUE, open, "Reject, and cut the session…");
    submit(SUE, dialog, Map.of("reason", Map.of("reason", "incident is over")));

    assertThat(town.card(asked.review(), "Rejected").words()).contains("incident is over");
    town.directMessage(BOB, "incident is over");
  }

  @Test
  void whoIsNotInTheGroupMayNotRevokeButTheRequesterMayGiveItBack() throws FaultyException {
    Asked asked = openAccess();
    Message open = town.card(asked.review(), "access open");

    submit(ANN, choose(ANN, open, "Revoke access…"), Map.of());
    town.toldPrivately(ANN, "not in the group sre");
    submit(BOB, choose(BOB, open, "Revoke access…"), Map.of());

    town.card(asked.review(), "Access revoked");
  }

  @Test
  void theLegacyKeyForcesWhereTheAdminGroupMay() throws FaultyException {
    town.gateway().withoutApiKeys();
    town.gateway().forceGroups("orders-db", "admin");
    town.gateway().setGroups("dot@acme.io", "admin");
    town.environment().put("HOOP_API_KEY", town.gateway().legacyKey());
    town.startBot();
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = town.card(asked.review(), "Waiting for approval");
    assertThat(card.actionIds()).contains("review-link", "review-rejected");

    submit(DOT, choose(DOT, card, "Force approve…"), Map.of());

    assertThat(town.card(asked.review(), "ready to run").words()).contains("by Dot");
  }

  private Asked openAccess() throws FaultyException {
    town.startBot();
    Asked asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    Message card = town.card(asked.review(), "Waiting for approval");
    town.slack().click(SUE, card, "review-approved");
    town.card(asked.review(), "access open");
    return asked;
  }

  private View choose(String user, Message card, String label) {
    String value =
        options(card)
            .filter(option -> option.path("text").path("text").asText().equals(label))
            .map(option -> option.path("value").asText())
            .findFirst()
            .orElseThrow(() -> new AssertionError("The menu offers " + labels(card)));
    town.slack().clickOption(user, card, "review-more", value);
    return town.eventually(
        "the dialog for “" + label + "”", () -> town.slack().openViews(user).stream().findFirst());
  }

  private Delivery submit(String user, View dialog, Map<String, Map<String, String>> values) {
    return town.slack().submitView(user, dialog, values);
  }

  private static String labels(Message card) {
    return options(card)
        .map(option -> option.path("text").path("text").asText())
        .toList()
        .toString();
  }

  private static Stream<JsonNode> options(Message card) {
    return StreamSupport.stream(card.blocks().spliterator(), false)
        .flatMap(block -> block.findValues("options").stream())
        .flatMap(options -> StreamSupport.stream(options.spliterator(), false));
  }

  /** The value of a group in the dialog's list. */
  private static String option(View dialog, String group) {
    return dialog.definition().findValues("options").stream()
        .flatMap(options -> StreamSupport.stream(options.spliterator(), false))
        .filter(option -> option.path("text").path("text").asText().equals(group))
        .map(option -> option.path("value").asText())
        .findFirst()
        .orElseThrow(() -> new AssertionError("The dialog does not offer " + group));
  }
}
