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
import dev.hoop.slackbot.sandbox.gateway.GatewayFaults;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
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

  private final TestEnvironment env;
  private final CardActions actions;

  LostAnswerTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @Test
  void aVoteThatCountedIsCreditedOnceTheGatewayIsBack()
      throws InvalidSetupException, InterruptedException {
    actions.giveGroupKeys("dba", "sre");
    env.environment().put("HOOP_SLACK_DISTINCT_APPROVERS", "true");
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);

    vanishDuring(true, () -> actions.approve(SUE, card, "dba"));

    env.toldPrivately(SUE, "don't decide again");
    env.gateway().up();
    Message half = env.card(asked.review(), "dba: approved by Sue (@U0SUE) in Slack");
    actions.approve(SUE, half, "sre");
    env.toldPrivately(SUE, "already approved for the group dba");
    assertThat(actions.puts()).as("verdicts that the gateway got").hasSize(1);
    assertThat(actions.audit(asked.review()))
        .containsSubsequence(
            "intent sue@acme.io APPROVE dba: about to ask the gateway",
            "allowed sue@acme.io APPROVE dba: it had counted, though the answer was lost");
  }

  @Test
  void aVoteThatNeverArrivedIsSaidToBeUndoneOnceTheGatewayIsBack()
      throws InvalidSetupException, InterruptedException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(asked);

    vanishDuring(false, () -> actions.approve(ANN, card, "dba"));

    env.toldPrivately(ANN, "don't decide again");
    env.gateway().up();
    env.toldPrivately(ANN, "Hoop never got it");
    assertThat(actions.audit(asked.review()))
        .last()
        .isEqualTo("failed U0ANN APPROVE dba: the answer was lost, and it has not counted");
    actions.approve(ANN, card, "dba");
    env.card(asked.review(), "ready to run");
  }

  @ParameterizedTest(name = "{0}, begun with: {1}")
  @CsvSource({BOB + ", false", SUE + ", true"})
  void aClickIsNotCreditedWithTheVoteOfAnotherThatBearsTheSameMark(String user, boolean begun)
      throws InvalidSetupException {
    actions.giveGroupKeys("dba", "sre");
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(asked);
    actions.approve(ANN, card, "dba");
    env.card(asked.review(), "ready to run");
    env.stopBot();
    leaveInTheInbox(user, card, asked, begun);

    env.startBot();

    env.toldPrivately(user, "approved already");
    assertThat(env.card(asked.review(), "ready to run").words()).contains("dba: approved by Ann");
    assertThat(actions.audit(asked.review())).last().asString().startsWith("refused");
  }

  @Test
  void aLostVerdictIsFoundOutBeforeTheNextClickIsRuledOn()
      throws InvalidSetupException, InterruptedException {
    actions.giveGroupKeys("dba", "sre");
    env.environment().put("HOOP_SLACK_DISTINCT_APPROVERS", "true");
    env.environment().put("HOOP_POLL_INTERVAL", "1h");
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    env.startBot();
    Message card = actions.waiting(asked);
    vanishDuring(true, () -> actions.approve(SUE, card, "dba"));
    env.toldPrivately(SUE, "don't decide again");

    env.gateway().up();
    actions.approveStale(SUE, card, "sre");

    env.toldPrivately(SUE, "already approved for the group dba");
    assertThat(actions.puts()).as("verdicts that the gateway got").hasSize(1);
    assertThat(env.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
  }

  @Test
  void whoseVerdictMayStillArriveDoesNotCountForAnotherGroup() throws InvalidSetupException {
    actions.giveGroupKeys("dba", "sre");
    env.environment().put("HOOP_SLACK_DISTINCT_APPROVERS", "true");
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    env.startBot();
    Message card = actions.waiting(asked);
    env.gateway().failNext("PUT /reviews", 2, HttpFault.dropBefore());
    actions.approve(SUE, card, "dba");
    env.toldPrivately(SUE, "asking again did not settle it");

    actions.approveStale(SUE, card, "sre");

    env.toldPrivately(SUE, "Your approval for the group dba may still count");
    assertThat(env.gateway().groupStatus(asked.review(), "sre")).isEqualTo("PENDING");
    actions.approve(SUE, card, "dba");
    env.card(asked.review(), "dba: approved by Sue");
  }

  @Test
  void aCutThatNeverArrivedIsSentAgainSinceTheAccessIsStillOpen() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "billing-db", Duration.ofMinutes(30));
    actions.waiting(asked);
    env.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    View dialog =
        actions.choose(ANN, env.card(asked.review(), "access open"), "End session and revoke…");
    env.gateway().failNext("PUT /reviews", 1, HttpFault.dropBefore());

    actions.submit(ANN, dialog);

    env.card(asked.review(), "Access ended and session cut");
    assertThat(env.gateway().status(asked.review())).isEqualTo("REJECTED");
  }

  @Test
  void anOverwritingIsSeenThoughTheFirstReadBackFails() throws InvalidSetupException {
    env.gateway().addUser("Sam", "", "sre");
    env.environment().put("HOOP_POLL_INTERVAL", "1h");
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "bastion", SCRIPT);
    env.startBot();
    Message card = actions.waiting(asked);
    env.gateway().overwriteNextPut("sam@acme.io", "APPROVED");
    env.gateway()
        .failNext(
            "PUT /reviews",
            1,
            HttpFault.raced(
                () ->
                    env.gateway().failNext("GET /sessions", 2, GatewayFaults.status(503, "away"))));

    actions.reject(SUE, card, "sre", "no ticket");

    env.eventually(
        "the rejection cast again",
        () ->
            Optional.of(env.gateway().status(asked.review()))
                .filter(status -> actions.puts().size() == 2 && status.equals("REJECTED")));
  }

  /** The gateway goes down while a verdict is on its way, or done and not yet answered. */
  private void vanishDuring(boolean done, Runnable click) throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    env.gateway().failNext("PUT /reviews", 1, HttpFault.stall(done, arrived));
    click.run();
    assertThat(arrived.await(10, TimeUnit.SECONDS)).as("the bot sent the verdict").isTrue();
    env.gateway().down();
  }

  /** As if the process had died when the click was kept, or its verdict about to be sent. */
  private void leaveInTheInbox(String user, Message card, RequestedSession asked, boolean begun) {
    String file = Objects.requireNonNull(env.environment().get("HOOP_SLACK_DB"));
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
      store.clickStore().put(click);
      if (begun) {
        store.clickStore().begin(click, intent(click));
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
