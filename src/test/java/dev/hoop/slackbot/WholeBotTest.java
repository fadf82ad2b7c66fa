package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static dev.hoop.slackbot.sandbox.TestEnvironment.EVE;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFault;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.gateway.SeenRequest;
import dev.hoop.slackbot.sandbox.slack.ApiCall;
import dev.hoop.slackbot.sandbox.slack.EnvelopeDelivery;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.ReceivedAck;
import dev.hoop.slackbot.sandbox.slack.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job through the real bot, the real SDK and real sockets, as its people see it. */
@ExtendWith(TestEnvironmentExtension.class)
final class WholeBotTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "update orders set state = 'void' where id = 42;";

  private final TestEnvironment town;
  private final CardActions hands;

  WholeBotTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  @Test
  void aWaitingScriptIsAnnouncedApprovedRunAndTold() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);

    EnvelopeDelivery click = town.slack().click(ANN, card, "review-approved");

    assertThat(click.acked().payload()).isNull();
    Message approved = town.card(asked.review(), "Approved, ready to run");
    assertThat(card.words()).contains(SCRIPT, "Bob", "billing-db");
    assertThat(card.metadata().path("event_type").asText()).isEqualTo("onetime");
    assertThat(card.metadata().path("event_payload").path("session_id").asText())
        .isEqualTo(asked.session());
    assertThat(approved.actionIds()).as("buttons left on an approved card").isEmpty();
    assertThat(approved.words()).contains("approved by Ann");
    town.directMessage(BOB, "You can run it now");

    town.gateway().startRun(asked.session());
    town.card(asked.review(), "Approved, running");
    town.gateway().markExecuted(asked.session());
    town.card(asked.review(), "Hoop has no final exit code yet");
    town.gateway().closeSession(asked.session(), 3);
    town.card(asked.review(), "Executed, exit code 3");

    assertThat(town.slack().directMessages(BOB)).as("messages Bob got").hasSize(1);
    assertThat(town.gateway().puts()).hasSize(1);
    assertThat(town.gateway().keyHistory("ann@acme.io")).isNotEmpty();
    hands.atRest("ann@acme.io");
  }

  @Test
  void oneClickCountsForItsGroupAloneAlsoFromAMemberOfBoth() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    hands.approve(SUE, card, "dba");

    Message half = town.card(asked.review(), "Waiting, 1 of 2 approvals");
    assertThat(town.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
    assertThat(half.actionIds())
        .containsExactlyInAnyOrder("review-approved", "review-rejected", "review-more");
    hands.approve(SUE, half, "sre");
    town.card(asked.review(), "Approved, ready to run");
    town.directMessage(BOB, "You can run it now");
  }

  @Test
  void aRejectionAsksForItsReasonAndTellsTheRequester() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    Message card = town.card(asked.review(), "30 minutes");

    View dialog = hands.rejectDialog(SUE, card, "sre");
    ReceivedAck submitted =
        hands.submit(SUE, dialog, Map.of("reason", Map.of("reason", "no <!here> ticket")));

    assertThat(submitted.payload()).isNull();
    Message rejected = town.card(asked.review(), "Rejected");
    assertThat(rejected.words()).contains("no <!here> ticket", "rejected by Sue");
    assertThat(rejected.actionIds()).isEmpty();
    town.directMessage(BOB, "no <!here> ticket");
    assertThat(town.gateway().status(asked.review())).isEqualTo("REJECTED");
  }

  @Test
  void whatIsDecidedOnTheWebIsShownAndToldAsWell() throws InvalidSetupException {
    town.startBot();
    RequestedSession approved = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    RequestedSession rejected = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    hands.waiting(approved);
    hands.waiting(rejected);

    town.gateway().decideOnWeb("ann@acme.io", approved.review(), "APPROVED");
    town.gateway().decideOnWeb("ann@acme.io", rejected.review(), "REJECTED", "not today");

    assertThat(town.card(approved.review(), "ready to run").words()).contains("by Ann", "in Hoop");
    assertThat(town.card(rejected.review(), "Rejected").words()).contains("not today");
    town.directMessage(BOB, "You can run it now");
    town.directMessage(BOB, "not today");
    assertThat(town.slack().directMessages(BOB)).hasSize(2);
  }

  @Test
  void openAccessIsFollowedToItsEnd() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    hands.approve(SUE, town.card(asked.review(), "Waiting"), "sre");
    town.card(asked.review(), "access open");
    town.directMessage(BOB, "You can connect now");

    town.gateway().endJit(asked.session());
    town.card(asked.review(), "The session has ended; a new one may start");
    town.gateway().revokeAt(asked.review(), Instant.now().minusSeconds(1));

    assertThat(town.card(asked.review(), "The approved time has passed").actionIds()).isEmpty();
  }

  @Test
  void aRevocationIsShownAndTold() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    town.card(asked.review(), "Waiting");
    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    town.card(asked.review(), "access open");

    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "REVOKED");

    town.card(asked.review(), "Access revoked");
    town.directMessage(BOB, "Revoked");
  }

  @Test
  void aRequesterWhoLeftIsShownAndTheButtonsStay() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    hands.waiting(asked);

    town.gateway().requesterLeaves(asked.session());

    Message gone = town.card(asked.review(), "requester gone");
    assertThat(gone.actionIds()).contains("review-approved", "review-rejected");
  }

  @Test
  void aDeletedReviewIsShownAsSuch() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    hands.waiting(asked);

    town.gateway().delete(asked.session());

    assertThat(town.card(asked.review(), "No longer in Hoop").actionIds()).isEmpty();
  }

  @Test
  void aReviewThatHoopHasStuckSaysSoAndCanBeRejected() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked =
        town.gateway()
            .execByRule(BOB_MAIL, "orders-db", SCRIPT, "prod", 1, List.of("dba", "sre"), List.of());
    town.card(asked.review(), "Needs approval by 1 of 2 groups");

    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");

    Message stuck = town.card(asked.review(), "Stuck in Hoop");
    assertThat(stuck.actionIds()).containsOnly("review-rejected");
    hands.submit(ANN, hands.rejectDialog(ANN, stuck, "dba"));
    town.card(asked.review(), "Rejected");
  }

  @Test
  void whoMayNotDecideIsToldWhyAndTheCardStays() throws InvalidSetupException {
    town.gateway().addUser("Ina", "U0INA", "dba");
    town.gateway().setStatus("ina@acme.io", "inactive");
    town.slack().addUser("U0INA", "Ina", "ina@acme.io");
    town.gateway().setGroups("bob@acme.io", "dev", "dba");
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    hands.approve(EVE, card, "dba");
    hands.approve(BOB, card, "dba");
    hands.approve(ANN, card, "sre");
    hands.approve("U0INA", card, "dba");

    assertThat(town.toldPrivately(EVE, "not linked")).contains("Link it in Hoop");
    town.toldPrivately(BOB, "your own request");
    town.toldPrivately(ANN, "not in the group sre");
    town.toldPrivately("U0INA", "inactive");
    assertThat(town.gateway().puts()).as("verdicts the gateway got").isEmpty();
    hands.saysTheSame(card);
  }

  @Test
  void theRequesterMayWithdraw() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);

    hands.submit(BOB, hands.rejectDialog(BOB, card, "dba"));

    town.card(asked.review(), "Withdrawn");
    town.directMessage(BOB, "by yourself");
  }

  @Test
  void aRestartPostsNothingTwiceAndCatchesUp() throws InvalidSetupException {
    town.startBot();
    RequestedSession first = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    RequestedSession second = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(first);
    hands.waiting(second);
    town.stopBot();
    town.gateway().decideOnWeb("ann@acme.io", second.review(), "REJECTED", "while it was down");
    RequestedSession third = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    town.startBot();

    town.card(second.review(), "Rejected");
    hands.waiting(third);
    town.directMessage(BOB, "while it was down");
    hands.approve(ANN, town.slack().current(card), "dba");
    town.card(first.review(), "ready to run");
    assertThat(town.slack().messages(CHANNEL)).as("cards in the channel").hasSize(3);
  }

  @Test
  void aConnectionsOwnChannelGetsTheCardToo() throws InvalidSetupException {
    town.slack().addChannel("C0ORDERS", "orders", true, true);
    town.gateway().slackPlugin(Map.of("orders-db", List.of("C0ORDERS")));
    town.gateway().slackPluginWithout("bastion");
    town.startBot();

    RequestedSession orders = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    RequestedSession bastion = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(5));
    RequestedSession billing = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    Message own = town.cardIn("C0ORDERS", orders.review(), "Waiting for approval");
    Message common = hands.waiting(orders);
    hands.waiting(billing);
    assertThat(town.slack().messages(CHANNEL))
        .as("a connection that the plugin does not list")
        .noneMatch(m -> TestEnvironment.of(m, bastion.review()));
    hands.approve(ANN, own, "dba");
    hands.approve(SUE, common, "sre");
    town.cardIn("C0ORDERS", orders.review(), "ready to run");
    town.card(orders.review(), "ready to run");
  }

  @Test
  void whatPeopleTypeIsAnswered() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    hands.waiting(asked);

    town.slack().slashCommand(EVE, CHANNEL, "/hoop", "subscribe");
    town.slack().slashCommand(ANN, CHANNEL, "/hoop", "subscribe");
    town.slack().slashCommand(ANN, CHANNEL, "/hoop", "pending");
    town.slack().slashCommand(SUE, CHANNEL, "/hoop", "whoami");
    town.slack().slashCommand(BOB, CHANNEL, "/hoop", "pending");
    town.slack().slashCommand(EVE, CHANNEL, "/hoop", "what?");

    town.toldPrivately(EVE, "Link your Slack account");
    town.toldPrivately(ANN, "linked already");
    town.toldPrivately(ANN, "1 review waits for you");
    town.toldPrivately(SUE, "in the groups dba, sre");
    town.toldPrivately(BOB, "Nothing waits for you");
    town.toldPrivately(EVE, "You can type");
  }

  @Test
  void aMentionIsAnsweredInItsThreadOnceHoweverOftenItIsDelivered() throws InvalidSetupException {
    town.startBot();

    EnvelopeDelivery mention = town.slack().mention(ANN, CHANNEL, "pending");
    mention.acked();
    town.slack().redeliver(mention, 1).acked();
    town.slack().mention(ANN, CHANNEL, "whoami").acked();

    town.eventually(
        "an answer to the second mention",
        () ->
            town.slack().messages(CHANNEL).stream()
                .filter(m -> m.words().contains("In Hoop you are"))
                .findFirst());
    town.eventually(
        "an answer to the first mention, which may come after the second's",
        () -> town.slack().messages(CHANNEL).stream().skip(1).findFirst());
    assertThat(town.slack().messages(CHANNEL))
        .as("answers in threads")
        .hasSize(2)
        .allMatch(m -> m.threadTs() != null);
  }

  @Test
  void aNewLinkIsNamedToItsOwnerAndOldOnesAreNot() throws InvalidSetupException {
    town.gateway().addUser("Eve", "", "dev");
    town.startBot();
    town.gateway()
        .await(
            "the bot has a look at the users", Duration.ofSeconds(10), () -> seen("GET", "/users"));

    town.gateway().linkSlack("eve@acme.io", EVE);

    town.directMessage(EVE, "now decides in Hoop as Eve");
    assertThat(town.slack().directMessages(ANN)).isEmpty();
  }

  @Test
  void theWholeScriptOpensInADialog() throws InvalidSetupException {
    town.startBot();
    String script = "select 1;\n".repeat(60) + "-- the end";
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", script);
    Message card = town.card(asked.review(), "more line");

    town.slack().click(ANN, card, "review-script");

    View dialog =
        town.eventually(
            "the whole script in a dialog",
            () ->
                town.slack().openViews(ANN).stream()
                    .filter(v -> v.words().contains("-- the end"))
                    .findFirst());
    assertThat(card.words()).doesNotContain("-- the end");
    assertThat(dialog.title()).isEqualTo("Whole script");
  }

  @Test
  void twoPeopleOfTwoGroupsAtTheSameInstantBothCount() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    EnvelopeDelivery ann = hands.approve(ANN, card, "dba");
    EnvelopeDelivery sue = hands.approve(SUE, card, "sre");

    ann.acked();
    sue.acked();
    town.card(asked.review(), "ready to run");
    assertThat(town.gateway().puts()).hasSize(2).allMatch(put -> put.status() == 200);
  }

  @Test
  void tenClicksMakeOneDecision() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);

    for (int i = 0; i < 10; i++) {
      hands.approveStale(ANN, card, "dba");
    }

    town.card(asked.review(), "ready to run");
    town.toldPrivately(ANN, "approved already");
    assertThat(town.gateway().puts()).as("verdicts the gateway got").hasSize(1);
  }

  @Test
  void aLostAnswerIsReadBackAndNotSentAgain() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);
    town.gateway().failNext("PUT /reviews", 1, GatewayFault.dropAfter());

    hands.approve(ANN, card, "dba");

    assertThat(town.card(asked.review(), "ready to run").words()).contains("by Ann");
    assertThat(town.gateway().puts()).as("verdicts the gateway got").hasSize(1);
    assertThat(town.slack().responses()).as("what Ann was told").isEmpty();
  }

  @Test
  void whileTheGatewayIsDownAClickIsRefusedAndAfterwardsItWorks() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);
    town.gateway().down();

    hands.approve(ANN, card, "dba");

    town.toldPrivately(ANN, "was not done");
    town.gateway().up();
    hands.approve(ANN, card, "dba");
    town.card(asked.review(), "ready to run");
  }

  @Test
  void whatIsAskedAndDecidedWhileSlackIsDownIsSaidAfterwards() throws InvalidSetupException {
    town.startBot();
    RequestedSession before = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    hands.waiting(before);
    town.slack().down();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    town.gateway().decideOnWeb("ann@acme.io", before.review(), "REJECTED", "too late");
    town.gateway()
        .await(
            "the bot reads the new review",
            Duration.ofSeconds(10),
            () -> seen("GET", "/sessions/" + asked.session()));

    town.slack().up();

    hands.waiting(asked);
    town.card(before.review(), "Rejected");
    town.directMessage(BOB, "too late");
  }

  @Test
  void whatIsResolvedBeforeItsTurnIsNotPostedAsWaiting() throws InvalidSetupException {
    town.startBot();
    slackAnswers(dev.hoop.slackbot.sandbox.slack.SlackFault.okFalse("service_unavailable"));
    RequestedSession decided = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    town.eventually("an attempt to post the card", () -> attemptToPost(CHANNEL));
    town.gateway().decideOnWeb("ann@acme.io", decided.review(), "REJECTED", "too late");
    town.eventually("an attempt to tell Bob, who is told of outcomes", () -> attemptToPost(BOB));

    town.slack().faults().clear();

    town.directMessage(BOB, "too late");
    RequestedSession next = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    hands.waiting(next);
    assertThat(town.slack().messages(CHANNEL))
        .as("cards of a review that was over before its turn")
        .noneMatch(m -> TestEnvironment.of(m, decided.review()));
  }

  @Test
  void aCardWhoseAnswerWasLostIsNotLeftAloneWithAnUntruth() throws InvalidSetupException {
    town.startBot();
    slackAnswers(dev.hoop.slackbot.sandbox.slack.SlackFault.dropAfter());
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message orphan = hands.waiting(asked);
    town.gateway().decideOnWeb("ann@acme.io", asked.review(), "REJECTED", "too late");
    town.eventually("an attempt to tell Bob, who is told of outcomes", () -> attemptToPost(BOB));

    town.slack().faults().clear();

    town.card(asked.review(), "Rejected");
    hands.approve(ANN, orphan, "dba");
    town.toldPrivately(ANN, "rejected already");
    town.eventually(
        "the copy that nobody knew closed too",
        () ->
            Optional.of(town.slack().current(orphan))
                .filter(copy -> copy.words().contains("Rejected")));
  }

  private void slackAnswers(dev.hoop.slackbot.sandbox.slack.SlackFault fault) {
    town.slack().faults().always("chat.postMessage", fault);
  }

  private Optional<ApiCall> attemptToPost(String destination) {
    return town.slack().calls("chat.postMessage").stream()
        .filter(call -> call.param("channel").equals(destination))
        .findFirst();
  }

  @Test
  void withGroupKeysNoAdminRouteIsCalledAndTheHumanStandsInTheReason()
      throws InvalidSetupException {
    hands.giveGroupKeys("dba");
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    assertThat(card.actionIds()).contains("review-link");
    hands.approve(ANN, card, "dba");
    Message half = town.card(asked.review(), "1 of 2");
    assertThat(half.words()).contains("by Ann", "in Slack");
    RequestedSession other = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    hands.reject(ANN, town.card(other.review(), "Waiting"), "dba", "no ticket");
    assertThat(town.card(other.review(), "Rejected").words())
        .contains("Ann (ann@acme.io): no ticket");
    assertThat(town.gateway().requests()).noneMatch(r -> r.path().startsWith("/api-keys"));
  }

  @Test
  void theLegacyKeyRejectsAndSaysThatItCannotApprove() throws InvalidSetupException {
    town.gateway().withoutApiKeys();
    town.environment().put("HOOP_API_KEY", town.gateway().legacyKey());
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    Message card = hands.waiting(asked);

    assertThat(card.actionIds())
        .contains("review-link", "review-rejected")
        .doesNotContain("review-approved");
    hands.reject(ANN, card, "dba", "no ticket");
    assertThat(town.card(asked.review(), "Rejected").words())
        .contains("Ann (ann@acme.io): no ticket");
  }

  @Test
  void payloadsNobodyUnderstandsAreAckedAndChangeNothing() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    hands.waiting(asked);

    for (String type : List.of("interactive", "slash_commands", "events_api", "unheard_of")) {
      town.slack().sendEnvelope(type, NullNode.getInstance()).acked();
      town.slack()
          .sendEnvelope(
              type,
              JsonNodeFactory.instance
                  .objectNode()
                  .put("type", "block_actions")
                  .put("actions", "nonsense"))
          .acked();
    }

    assertThat(town.gateway().puts()).isEmpty();
  }

  private Optional<SeenRequest> seen(String method, String path) {
    return town.gateway().requests().stream()
        .filter(r -> r.method().equals(method) && r.path().equals(path))
        .findFirst();
  }
}
