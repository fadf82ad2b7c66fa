package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the real bot delivers first, and what not at all. */
@ExtendWith(TestEnvironmentExtension.class)
final class OutboxTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "select 1";

  private final TestEnvironment env;
  private final CardActions actions;

  OutboxTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @Test
  void aPostThatSlackDoesNotAnswerHoldsUpNoClosingInItsChannel()
      throws InvalidSetupException, InterruptedException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(asked);
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    env.slack().faults().failNext("chat.postMessage", 1, heldUp(arrived, answered));
    RequestedSession next = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

    actions.approve(ANN, card, "dba");
    Message closed = env.card(asked.review(), "Approved, ready to run");

    assertThat(closed.actionIds()).isEmpty();
    assertThat(env.slack().messages(TestEnvironment.CHANNEL)).as("cards posted").hasSize(1);
    answered.countDown();
    actions.waiting(next);
  }

  /** Slack takes its time until the test ends it. */
  private static HttpFault heldUp(CountDownLatch arrived, CountDownLatch answered) {
    return HttpFault.raced(
        () -> {
          arrived.countDown();
          try {
            assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void aReviewThatWaitsAgainIsAnnouncedThoughItsPostWasGivenUp()
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(env);
    env.startBot();
    env.slack().faults().always("chat.postMessage", SlackFaults.tooManyRequests(1));
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    env.eventually(
        "a post that Slack refuses",
        () -> env.slack().calls("chat.postMessage").stream().findFirst());
    Runnable lostUpdate =
        env.gateway().decideOnWebSlowly("ann@acme.io", asked.review(), "APPROVED");
    env.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    assertThat(env.gateway().status(asked.review())).isEqualTo("APPROVED");
    env.slack().faults().clear();
    env.directMessage(TestEnvironment.BOB, "Approved");
    page.eventually(
        "no card that waits",
        "/metrics",
        answer -> !answer.body().contains("hoop_slack_cards_waiting{"));
    assertThat(env.slack().messages(TestEnvironment.CHANNEL)).isEmpty();

    lostUpdate.run();
    assertThat(env.gateway().status(asked.review())).isEqualTo("PENDING");

    env.card(asked.review(), "Waiting, 1 of 2 approvals");
  }

  @Test
  void aNoticeToARequesterWhoIsGoneFromSlackIsGivenUpAndCounted()
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(env);
    env.gateway().linkSlack(BOB_MAIL, "U0GONE");
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    actions.approve(ANN, actions.waiting(asked), "dba");

    // Each number is read by itself, so one page can show both as they never were together.
    page.eventually(
        "one message given up and none waiting",
        "/metrics",
        answer ->
            answer.body().contains("hoop_slack_messages_given_up_total 1.0\n")
                && answer.body().contains("hoop_slack_messages_waiting 0.0\n"));
  }
}
