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
import dev.hoop.slackbot.sandbox.gateway.ReceivedRequest;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.ApiCall;
import dev.hoop.slackbot.sandbox.slack.EnvelopeDelivery;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.ReceivedAck;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import dev.hoop.slackbot.sandbox.slack.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job through the real bot, the real SDK and real sockets, as its people see it. */
@ExtendWith(TestEnvironmentExtension.class)
final class WholeBotTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "update orders set state = 'void' where id = 42;";

  private final TestEnvironment env;
  private final CardActions actions;

  WholeBotTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @Test
  void aWaitingScriptIsAnnouncedApprovedRunAndTold() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(asked);

    EnvelopeDelivery click = env.slack().click(ANN, card, "review-approved");

    assertThat(click.acked().payload()).isNull();
    Message approved = env.card(asked.review(), "Approved, ready to run");
    assertThat(card.words()).contains(SCRIPT, "Bob", "billing-db");
    assertThat(card.metadata().path("event_type").asText()).isEqualTo("onetime");
    assertThat(card.metadata().path("event_payload").path("session_id").asText())
        .isEqualTo(asked.session());
    assertThat(approved.actionIds()).as("buttons left on an approved card").isEmpty();
    assertThat(approved.words()).contains("approved by Ann");
    env.directMessage(BOB, "You can run it now");

    env.gateway().startRun(asked.session());
    env.card(asked.review(), "Approved, running");
    env.gateway().markExecuted(asked.session());
    env.card(asked.review(), "Hoop has no final exit code yet");
    env.gateway().closeSession(asked.session(), 3);
    env.card(asked.review(), "Failed, exit code 3");

    assertThat(env.slack().directMessages(BOB)).as("messages Bob got").hasSize(1);
    assertThat(env.gateway().puts()).hasSize(1);
    assertThat(env.gateway().keyHistory("ann@acme.io")).isNotEmpty();
    actions.atRest("ann@acme.io");
  }

  @Test
  void oneClickCountsForItsGroupAloneAlsoFromAMemberOfBoth() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);

    actions.approve(SUE, card, "dba");

    Message half = env.card(asked.review(), "Waiting, 1 of 2 approvals");
    assertThat(env.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
    assertThat(half.actionIds())
        .containsExactlyInAnyOrder("review-approved", "review-rejected", "review-more");
    actions.approve(SUE, half, "sre");
    env.card(asked.review(), "Approved, ready to run");
    env.directMessage(BOB, "You can run it now");
  }

  @Test
  void aRejectionAsksForItsReasonAndTellsTheRequester() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    Message card = env.card(asked.review(), "30 minutes");

    View dialog = actions.rejectDialog(SUE, card, "sre");
    ReceivedAck submitted =
        actions.submit(SUE, dialog, Map.of("reason", Map.of("reason", "no <!here> ticket")));

    assertThat(submitted.payload()).isNull();
    Message rejected = env.card(asked.review(), "Rejected");
    assertThat(rejected.words()).contains("no <!here> ticket", "rejected by Sue");
    assertThat(rejected.actionIds()).isEmpty();
    env.directMessage(BOB, "no <!here> ticket");
    assertThat(env.gateway().status(asked.review())).isEqualTo("REJECTED");
  }

  @Test
  void whatIsDecidedOnTheWebIsShownAndToldAsWell() throws InvalidSetupException {
    env.startBot();
    RequestedSession approved = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    RequestedSession rejected = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    actions.waiting(approved);
    actions.waiting(rejected);

    env.gateway().decideOnWeb("ann@acme.io", approved.review(), "APPROVED");
    env.gateway().decideOnWeb("ann@acme.io", rejected.review(), "REJECTED", "not today");

    assertThat(env.card(approved.review(), "ready to run").words()).contains("by Ann", "in Hoop");
    assertThat(env.card(rejected.review(), "Rejected").words()).contains("not today");
    env.directMessage(BOB, "You can run it now");
    env.directMessage(BOB, "not today");
    assertThat(env.slack().directMessages(BOB)).hasSize(2);
  }

  @Test
  void openAccessIsFollowedToItsEnd() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    actions.approve(SUE, env.card(asked.review(), "Waiting"), "sre");
    env.card(asked.review(), "access open");
    env.directMessage(BOB, "You can connect now");

    env.gateway().endJit(asked.session());
    env.card(asked.review(), "The session has ended; a new one may start");
    env.gateway().revokeAt(asked.review(), Instant.now().minusSeconds(1));

    assertThat(env.card(asked.review(), "The approved time has passed").actionIds()).isEmpty();
  }

  @Test
  void aRevocationIsShownAndTold() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    env.card(asked.review(), "Waiting");
    env.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    env.card(asked.review(), "access open");

    env.gateway().decideOnWeb("sue@acme.io", asked.review(), "REVOKED");

    env.card(asked.review(), "Access revoked");
    env.directMessage(BOB, "Revoked");
  }

  @Test
  void aRequesterWhoLeftIsShownAndTheButtonsStay() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    actions.waiting(asked);

    env.gateway().requesterLeaves(asked.session());

    Message gone = env.card(asked.review(), "requester gone");
    assertThat(gone.actionIds()).contains("review-approved", "review-rejected");
  }

  @Test
  void aDeletedReviewIsShownAsSuch() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    actions.waiting(asked);

    env.gateway().delete(asked.session());

    assertThat(env.card(asked.review(), "No longer in Hoop").actionIds()).isEmpty();
  }

  @Test
  void aReviewThatHoopHasStuckSaysSoAndCanBeRejected() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked =
        env.gateway()
            .execByRule(BOB_MAIL, "orders-db", SCRIPT, "prod", 1, List.of("dba", "sre"), List.of());
    env.card(asked.review(), "Needs approval by 1 of 2 groups");

    env.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");

    Message stuck = env.card(asked.review(), "Stuck in Hoop");
    assertThat(stuck.actionIds()).containsOnly("review-rejected");
    actions.submit(ANN, actions.rejectDialog(ANN, stuck, "dba"));
    env.card(asked.review(), "Rejected");
  }

  @Test
  void whoMayNotDecideIsToldWhyAndTheCardStays() throws InvalidSetupException {
    env.gateway().addUser("Ina", "U0INA", "dba");
    env.gateway().setStatus("ina@acme.io", "inactive");
    env.slack().addUser("U0INA", "Ina", "ina@acme.io");
    env.gateway().setGroups("bob@acme.io", "dev", "dba");
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);

    actions.approve(EVE, card, "dba");
    actions.approve(BOB, card, "dba");
    actions.approve(ANN, card, "sre");
    actions.approve("U0INA", card, "dba");

    assertThat(env.toldPrivately(EVE, "not linked")).contains("Link it in Hoop");
    env.toldPrivately(BOB, "your own request");
    env.toldPrivately(ANN, "not in the group sre");
    env.toldPrivately("U0INA", "inactive");
    assertThat(env.gateway().puts()).as("verdicts the gateway got").isEmpty();
    actions.saysTheSame(card);
  }

  @Test
  void theRequesterMayWithdraw() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(asked);

    actions.submit(BOB, actions.rejectDialog(BOB, card, "dba"));

    env.card(asked.review(), "Withdrawn");
    env.directMessage(BOB, "by yourself");
  }

  @Test
  void aRestartPostsNothingTwiceAndCatchesUp() throws InvalidSetupException {
    env.startBot();
    RequestedSession first = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    RequestedSession second = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(first);
    actions.waiting(second);
    env.stopBot();
    env.gateway().decideOnWeb("ann@acme.io", second.review(), "REJECTED", "while it was down");
    RequestedSession third = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    env.startBot();

    env.card(second.review(), "Rejected");
    actions.waiting(third);
    env.directMessage(BOB, "while it was down");
    actions.approve(ANN, env.slack().current(card), "dba");
    env.card(first.review(), "ready to run");
    assertThat(env.slack().messages(CHANNEL)).as("cards in the channel").hasSize(3);
  }

  @Test
  void aConnectionsOwnChannelGetsTheCardToo() throws InvalidSetupException {
    env.slack().addChannel("C0ORDERS", "orders", true, true);
    env.gateway().slackPlugin(Map.of("orders-db", List.of("C0ORDERS")));
    env.gateway().slackPluginWithout("bastion");
    env.startBot();

    RequestedSession orders = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    RequestedSession bastion = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(5));
    RequestedSession billing = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    Message own = env.cardIn("C0ORDERS", orders.review(), "Waiting for approval");
    Message common = actions.waiting(orders);
    actions.waiting(billing);
    assertThat(env.slack().messages(CHANNEL))
        .as("a connection that the plugin does not list")
        .noneMatch(m -> TestEnvironment.of(m, bastion.review()));
    actions.approve(ANN, own, "dba");
    actions.approve(SUE, common, "sre");
    env.cardIn("C0ORDERS", orders.review(), "ready to run");
    env.card(orders.review(), "ready to run");
  }

  @Test
  void aRequestMentionsItsRequesterInOneMessageAlone() throws InvalidSetupException {
    env.slack().addChannel("C0ORDERS", "orders", false, true);
    env.gateway().slackPlugin(Map.of("orders-db", List.of("C0ORDERS")));
    env.startBot();

    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    List<Message> posted =
        List.of(
            env.cardIn(CHANNEL, asked.review(), "Waiting for approval"),
            env.cardIn("C0ORDERS", asked.review(), "Waiting for approval"));
    assertThat(posted).as("cards that ping Bob").filteredOn(WholeBotTest::mentionsBob).hasSize(1);

    actions.approve(ANN, posted.get(0), "dba");

    assertThat(
            List.of(
                env.cardIn(CHANNEL, asked.review(), "1 of 2"),
                env.cardIn("C0ORDERS", asked.review(), "1 of 2")))
        .as("updates that mention Bob")
        .noneMatch(WholeBotTest::mentionsBob);
  }

  private static boolean mentionsBob(Message card) {
    return card.blocks().toString().contains(BOB);
  }

  @Test
  void whatPeopleTypeIsAnswered() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    actions.waiting(asked);

    env.slack().slashCommand(EVE, CHANNEL, "/hoop", "subscribe");
    env.slack().slashCommand(ANN, CHANNEL, "/hoop", "subscribe");
    env.slack().slashCommand(ANN, CHANNEL, "/hoop", "pending");
    env.slack().slashCommand(SUE, CHANNEL, "/hoop", "whoami");
    env.slack().slashCommand(BOB, CHANNEL, "/hoop", "pending");
    env.slack().slashCommand(EVE, CHANNEL, "/hoop", "what?");

    env.toldPrivately(EVE, "Link your Slack account");
    env.toldPrivately(ANN, "linked already");
    env.toldPrivately(ANN, "1 review waits for you");
    env.toldPrivately(SUE, "in the groups dba, sre");
    env.toldPrivately(BOB, "Nothing waits for you");
    env.toldPrivately(EVE, "You can type");
  }

  @Test
  void aMentionIsAnsweredInItsThreadOnceHoweverOftenItIsDelivered() throws InvalidSetupException {
    env.startBot();

    EnvelopeDelivery mention = env.slack().mention(ANN, CHANNEL, "pending");
    mention.acked();
    env.slack().redeliver(mention, 1).acked();
    env.slack().mention(ANN, CHANNEL, "help").acked();

    env.eventually(
        "an answer to the second mention",
        () ->
            env.slack().messages(CHANNEL).stream()
                .filter(m -> m.words().contains("You can type"))
                .findFirst());
    env.eventually(
        "an answer to the first mention, which may come after the second's",
        () -> env.slack().messages(CHANNEL).stream().skip(1).findFirst());
    assertThat(env.slack().messages(CHANNEL))
        .as("answers in threads")
        .hasSize(2)
        .allMatch(m -> m.threadTs() != null);
  }

  @ParameterizedTest
  @CsvSource({"whoami,In Hoop you are Ann", "subscribe,linked already"})
  void whoSomebodyIsIsToldToThemAlone(String asked, String answer) throws InvalidSetupException {
    env.startBot();

    env.slack().mention(ANN, CHANNEL, asked).acked();

    env.toldPrivately(ANN, answer);
    assertThat(env.slack().messages(CHANNEL)).as("answers that all of the channel see").isEmpty();
  }

  @Test
  void aNewLinkIsNamedToItsOwnerAndOldOnesAreNot() throws InvalidSetupException {
    env.gateway().addUser("Eve", "", "dev");
    env.startBot();
    env.gateway()
        .await(
            "the bot has a look at the users", Duration.ofSeconds(10), () -> seen("GET", "/users"));

    env.gateway().linkSlack("eve@acme.io", EVE);

    env.directMessage(EVE, "is now linked to Hoop user Eve");
    assertThat(env.slack().directMessages(ANN)).isEmpty();
  }

  @Test
  void theWholeScriptOpensInADialog() throws InvalidSetupException {
    env.startBot();
    String script = "select 1;\n".repeat(60) + "-- the end";
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", script);
    Message card = env.card(asked.review(), "more line");

    env.slack().click(ANN, card, "review-script");

    View dialog =
        env.eventually(
            "the whole script in a dialog",
            () ->
                env.slack().openViews(ANN).stream()
                    .filter(v -> v.words().contains("-- the end"))
                    .findFirst());
    assertThat(card.words()).doesNotContain("-- the end");
    assertThat(dialog.title()).isEqualTo("Whole script");
  }

  @Test
  void twoPeopleOfTwoGroupsAtTheSameInstantBothCount() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);

    EnvelopeDelivery ann = actions.approve(ANN, card, "dba");
    EnvelopeDelivery sue = actions.approve(SUE, card, "sre");

    ann.acked();
    sue.acked();
    env.card(asked.review(), "ready to run");
    assertThat(env.gateway().puts()).hasSize(2).allMatch(put -> put.status() == 200);
  }

  @Test
  void tenClicksMakeOneDecision() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(asked);

    for (int i = 0; i < 10; i++) {
      actions.approveStale(ANN, card, "dba");
    }

    env.card(asked.review(), "ready to run");
    env.toldPrivately(ANN, "approved already");
    assertThat(env.gateway().puts()).as("verdicts the gateway got").hasSize(1);
  }

  @Test
  void aLostAnswerIsReadBackAndNotSentAgain() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(asked);
    env.gateway().failNext("PUT /reviews", 1, HttpFault.dropAfter());

    actions.approve(ANN, card, "dba");

    assertThat(env.card(asked.review(), "ready to run").words()).contains("by Ann");
    assertThat(env.gateway().puts()).as("verdicts the gateway got").hasSize(1);
    assertThat(env.slack().responses()).as("what Ann was told").isEmpty();
  }

  @Test
  void whileTheGatewayIsDownAClickIsRefusedAndAfterwardsItWorks() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(asked);
    env.gateway().down();

    actions.approve(ANN, card, "dba");

    env.toldPrivately(ANN, "was not done");
    env.gateway().up();
    actions.approve(ANN, card, "dba");
    env.card(asked.review(), "ready to run");
  }

  @Test
  void whatIsAskedAndDecidedWhileSlackIsDownIsSaidAfterwards() throws InvalidSetupException {
    env.startBot();
    RequestedSession before = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    actions.waiting(before);
    env.slack().down();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    env.gateway().decideOnWeb("ann@acme.io", before.review(), "REJECTED", "too late");
    env.gateway()
        .await(
            "the bot reads the new review",
            Duration.ofSeconds(10),
            () -> seen("GET", "/sessions/" + asked.session()));

    env.slack().up();

    actions.waiting(asked);
    env.card(before.review(), "Rejected");
    env.directMessage(BOB, "too late");
  }

  @Test
  void whatIsResolvedBeforeItsTurnIsNotPostedAsWaiting() throws InvalidSetupException {
    env.startBot();
    slackAnswers(SlackFaults.okFalse("service_unavailable"));
    RequestedSession decided = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    env.eventually("an attempt to post the card", () -> attemptToPost(CHANNEL));
    env.gateway().decideOnWeb("ann@acme.io", decided.review(), "REJECTED", "too late");
    env.eventually("an attempt to tell Bob, who is told of outcomes", () -> attemptToPost(BOB));

    env.slack().faults().clear();

    env.directMessage(BOB, "too late");
    RequestedSession next = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    actions.waiting(next);
    assertThat(env.slack().messages(CHANNEL))
        .as("cards of a review that was over before its turn")
        .noneMatch(m -> TestEnvironment.of(m, decided.review()));
  }

  @Test
  void aCardWhoseAnswerWasLostIsNotLeftAloneWithAnUntruth() throws InvalidSetupException {
    env.startBot();
    slackAnswers(HttpFault.dropAfter());
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message orphan = actions.waiting(asked);
    env.gateway().decideOnWeb("ann@acme.io", asked.review(), "REJECTED", "too late");
    env.eventually("an attempt to tell Bob, who is told of outcomes", () -> attemptToPost(BOB));

    env.slack().faults().clear();

    env.card(asked.review(), "Rejected");
    actions.approve(ANN, orphan, "dba");
    env.toldPrivately(ANN, "rejected already");
    env.eventually(
        "the copy that nobody knew closed too",
        () ->
            Optional.of(env.slack().current(orphan))
                .filter(copy -> copy.words().contains("Rejected")));
  }

  private void slackAnswers(HttpFault fault) {
    env.slack().faults().always("chat.postMessage", fault);
  }

  private Optional<ApiCall> attemptToPost(String destination) {
    return env.slack().calls("chat.postMessage").stream()
        .filter(call -> call.param("channel").equals(destination))
        .findFirst();
  }

  @Test
  void withGroupKeysNoAdminRouteIsCalled() throws InvalidSetupException {
    actions.giveGroupKeys("dba");
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);

    assertThat(card.actionIds()).contains("review-link");
    actions.approve(ANN, card, "dba");
    Message half = env.card(asked.review(), "1 of 2");
    assertThat(half.words()).contains("by Ann", "in Slack");
    RequestedSession other = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    actions.reject(ANN, env.card(other.review(), "Waiting"), "dba", "no ticket");
    assertThat(env.card(other.review(), "Rejected").words())
        .contains("Ann (ann@acme.io): no ticket");
    assertThat(env.gateway().requests()).noneMatch(r -> r.path().startsWith("/api-keys"));
  }

  @Test
  void theLegacyKeyRejectsAndSaysThatItCannotApprove() throws InvalidSetupException {
    env.gateway().withoutApiKeys();
    env.environment().put("HOOP_API_KEY", env.gateway().legacyKey());
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    Message card = actions.waiting(asked);

    assertThat(card.actionIds())
        .contains("review-link", "review-rejected")
        .doesNotContain("review-approved");
    actions.reject(ANN, card, "dba", "no ticket");
    assertThat(env.card(asked.review(), "Rejected").words())
        .contains("Ann (ann@acme.io): no ticket");
  }

  @Test
  void payloadsNobodyUnderstandsAreAckedAndChangeNothing() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    actions.waiting(asked);

    for (String type : List.of("interactive", "slash_commands", "events_api", "unheard_of")) {
      env.slack().sendEnvelope(type, NullNode.getInstance()).acked();
      env.slack()
          .sendEnvelope(
              type,
              JsonNodeFactory.instance
                  .objectNode()
                  .put("type", "block_actions")
                  .put("actions", "nonsense"))
          .acked();
    }

    assertThat(env.gateway().puts()).isEmpty();
  }

  private Optional<ReceivedRequest> seen(String method, String path) {
    return env.gateway().requests().stream()
        .filter(r -> r.method().equals(method) && r.path().equals(path))
        .findFirst();
  }
}
