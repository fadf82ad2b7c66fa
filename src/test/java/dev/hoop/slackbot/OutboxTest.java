package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackFault;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the real bot delivers first, and what not at all. */
@ExtendWith(TestEnvironmentExtension.class)
final class OutboxTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "select 1";

  private final TestEnvironment town;
  private final CardActions hands;

  OutboxTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  @Test
  void aPostThatSlackDoesNotAnswerHoldsUpNoClosingInItsChannel()
      throws InvalidSetupException, InterruptedException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);
    CountDownLatch arrived = new CountDownLatch(1);
    town.slack().faults().failNext("chat.postMessage", 1, SlackFault.stall(false, arrived));
    RequestedSession next = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

    long clicked = System.nanoTime();
    hands.approve(ANN, card, "dba");
    Message closed = town.card(asked.review(), "Approved, ready to run");

    assertThat(closed.actionIds()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - clicked))
        .as("which is less than the bot waits for Slack's answer")
        .isLessThan(Duration.ofSeconds(5));
    hands.waiting(next);
  }

  @Test
  void aPostThatSlackIsSlowToAnswerLeavesOneCardWhichCloses() throws InvalidSetupException {
    town.startBot();
    SlackFaults faults = town.slack().faults();
    faults.failNext("chat.postMessage", 1, SlackFault.slow(Duration.ofMillis(10_500)));
    // So that a second copy would be there before the notice.
    faults.failNext("chat.postMessage", 2, SlackFault.slow(Duration.ofSeconds(1)));
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    hands.approve(ANN, hands.waiting(asked), "dba");
    town.card(asked.review(), "Approved, ready to run");
    town.directMessage(TestEnvironment.BOB, "Approved");

    assertThat(town.slack().messages(TestEnvironment.CHANNEL)).hasSize(1);
  }

  @Test
  void aReviewThatWaitsAgainIsAnnouncedThoughItsPostWasGivenUp()
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(town);
    town.startBot();
    town.slack().faults().always("chat.postMessage", SlackFault.tooManyRequests(1));
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    town.eventually(
        "a post that Slack refuses",
        () -> town.slack().calls("chat.postMessage").stream().findFirst());
    Runnable lostUpdate =
        town.gateway().decideOnWebSlowly("ann@acme.io", asked.review(), "APPROVED");
    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    assertThat(town.gateway().status(asked.review())).isEqualTo("APPROVED");
    town.slack().faults().clear();
    town.directMessage(TestEnvironment.BOB, "Approved");
    page.eventually(
        "no card that waits",
        "/metrics",
        answer -> !answer.body().contains("hoop_slack_cards_waiting{"));
    assertThat(town.slack().messages(TestEnvironment.CHANNEL)).isEmpty();

    lostUpdate.run();
    assertThat(town.gateway().status(asked.review())).isEqualTo("PENDING");

    town.card(asked.review(), "Waiting, 1 of 2 approvals");
  }

  @Test
  void aNoticeToARequesterWhoIsGoneFromSlackIsGivenUpAndCounted()
      throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(town);
    town.gateway().linkSlack(BOB_MAIL, "U0GONE");
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    hands.approve(ANN, hands.waiting(asked), "dba");

    // Each number is read by itself, so one page can show both as they never were together.
    page.eventually(
        "one message given up and none waiting",
        "/metrics",
        answer ->
            answer.body().contains("hoop_slack_messages_given_up_total 1.0\n")
                && answer.body().contains("hoop_slack_messages_waiting 0.0\n"));
  }
}
