package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFault;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.View;
import dev.hoop.slackbot.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a vote when the gateway vanishes before it has answered. */
@ExtendWith(TestEnvironmentExtension.class)
final class LostAnswerTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "select 1;";
  private static final String TEAM = "T0001ABCD";

  private final TestEnvironment town;
  private final CardActions hands;

  LostAnswerTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  @Test
  void aVoteThatCountedIsFoundOutOnceTheGatewayIsBackAndCountsAsItsReviewers()
      throws InvalidSetupException, InterruptedException {
    hands.giveGroupKeys("dba", "sre");
    town.environment().put("HOOP_SLACK_DISTINCT_APPROVERS", "true");
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    vanishDuring(true, () -> hands.approve(SUE, card, "dba"));

    town.toldPrivately(SUE, "Do not press again");
    town.gateway().up();
    Message half = town.card(asked.review(), "dba: approved by Sue (@U0SUE) in Slack");
    hands.approve(SUE, half, "sre");
    town.toldPrivately(SUE, "already approved for the group dba");
    assertThat(hands.puts()).as("verdicts that the gateway got").hasSize(1);
    assertThat(hands.audit(asked.review()))
        .containsSubsequence(
            "intent sue@acme.io APPROVE dba: about to ask the gateway",
            "allowed sue@acme.io APPROVE dba: it had counted, though the answer was lost");
  }

  @Test
  void aVoteThatNeverArrivedIsSaidToBeUndoneOnceTheGatewayIsBack()
      throws InvalidSetupException, InterruptedException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);

    vanishDuring(false, () -> hands.approve(ANN, card, "dba"));

    town.toldPrivately(ANN, "Do not press again");
    town.gateway().up();
    town.toldPrivately(ANN, "Hoop never got it");
    assertThat(hands.audit(asked.review()))
        .last()
        .isEqualTo("failed U0ANN APPROVE dba: the answer was lost, and it has not counted");
    hands.approve(ANN, card, "dba");
    town.card(asked.review(), "ready to run");
  }

  @ParameterizedTest(name = "{0}, begun with: {1}")
  @CsvSource({BOB + ", false", SUE + ", true"})
  void aClickIsNotCreditedWithTheVoteOfAnotherThatBearsTheSameMark(String user, boolean begun)
      throws InvalidSetupException {
    hands.giveGroupKeys("dba", "sre");
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);
    hands.approve(ANN, card, "dba");
    town.card(asked.review(), "ready to run");
    town.stopBot();
    leaveInTheInbox(user, card, asked, begun);

    town.startBot();

    town.toldPrivately(user, "approved already");
    assertThat(town.card(asked.review(), "ready to run").words()).contains("dba: approved by Ann");
    assertThat(hands.audit(asked.review())).last().asString().startsWith("refused");
  }

  @Test
  void aVerdictWhoseAnswerWasLostIsFoundOutBeforeTheSamePersonsNextClickIsRuledOn()
      throws InvalidSetupException, InterruptedException {
    hands.giveGroupKeys("dba", "sre");
    town.environment().put("HOOP_SLACK_DISTINCT_APPROVERS", "true");
    town.environment().put("HOOP_POLL_INTERVAL", "1h");
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    town.startBot();
    Message card = hands.waiting(asked);
    vanishDuring(true, () -> hands.approve(SUE, card, "dba"));
    town.toldPrivately(SUE, "Do not press again");

    town.gateway().up();
    hands.approveStale(SUE, card, "sre");

    town.toldPrivately(SUE, "already approved for the group dba");
    assertThat(hands.puts()).as("verdicts that the gateway got").hasSize(1);
    assertThat(town.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
  }

  @Test
  void aCutThatNeverArrivedIsSentAgainSinceTheAccessIsStillOpen() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().connect(BOB_MAIL, "billing-db", Duration.ofMinutes(30));
    hands.waiting(asked);
    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    View dialog =
        hands.choose(ANN, town.card(asked.review(), "access open"), "Reject, and cut the session…");
    town.gateway().failNext("PUT /reviews", 1, GatewayFault.dropBefore());

    hands.submit(ANN, dialog);

    town.card(asked.review(), "Access ended and session cut");
    assertThat(town.gateway().status(asked.review())).isEqualTo("REJECTED");
  }

  @Test
  void anOverwritingIsSeenAlsoWhenTheGatewayCannotBeReadRightAfterTheVerdict()
      throws InvalidSetupException {
    town.gateway().addUser("Sam", "", "sre");
    town.environment().put("HOOP_POLL_INTERVAL", "1h");
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "bastion", SCRIPT);
    town.startBot();
    Message card = hands.waiting(asked);
    town.gateway().overwriteNextPut("sam@acme.io", "APPROVED");
    town.gateway()
        .failNext(
            "PUT /reviews",
            1,
            GatewayFault.raced(
                () ->
                    town.gateway().failNext("GET /sessions", 2, GatewayFault.status(503, "away"))));

    hands.reject(SUE, card, "sre", "no ticket");

    town.eventually(
        "the rejection cast again",
        () ->
            Optional.of(town.gateway().status(asked.review()))
                .filter(status -> hands.puts().size() == 2 && status.equals("REJECTED")));
  }

  /** The gateway goes down while a verdict is on its way, or done and not yet answered. */
  private void vanishDuring(boolean done, Runnable click) throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    town.gateway().failNext("PUT /reviews", 1, GatewayFault.stall(done, arrived));
    click.run();
    assertThat(arrived.await(10, TimeUnit.SECONDS)).as("the bot sent the verdict").isTrue();
    town.gateway().down();
  }

  /** As if the process had died when the click was kept, or its verdict about to be sent. */
  private void leaveInTheInbox(String user, Message card, RequestedSession asked, boolean begun) {
    String file = Objects.requireNonNull(town.environment().get("HOOP_SLACK_DB"));
    try (Store store = Store.open(file, Clock.systemUTC())) {
      Click click =
          new Click(
              "left-behind",
              new SlackUserId(user),
              TEAM,
              new ChannelId(CHANNEL),
              new MessageTs(card.ts()),
              new ReviewId(asked.review()),
              "dba",
              Verdict.approve(),
              null,
              Instant.now());
      store.inbox().put(click);
      if (begun) {
        store.inbox().begin(click, intent(click));
      }
    }
  }

  private static AuditRow intent(Click click) {
    return new AuditRow(
        click.receivedAt(),
        "intent",
        click.review(),
        "",
        "",
        click.by(),
        "",
        click.verdict().kind(),
        click.group(),
        "",
        "about to ask the gateway");
  }
}
