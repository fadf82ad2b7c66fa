package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFaults;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The process dies by SIGKILL at each step of announcing, deciding and telling that the world can
 * see: while a request has just arrived, and when it is done and its answer on the way. What is in
 * between is in one transaction of the store.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class DeathIT {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String ANN_MAIL = "ann@acme.io";
  private static final String SCRIPT = "select 1;";

  private final TestEnvironment env;
  @AutoClose private BotProcess bot;

  DeathIT(TestEnvironment env) {
    this.env = env;
  }

  @BeforeEach
  void run() {
    bot = BotProcess.start(env.environment());
    bot.prints("Connected to Slack");
  }

  @ParameterizedTest(name = "at {0}, done: {1}")
  @CsvSource({
    "GET /sessions/, false, 1",
    "chat.postMessage, false, 1",
    "chat.postMessage, true, 2",
  })
  void whileAnnouncing(String step, boolean done, int copies) throws InterruptedException {
    CountDownLatch arrived = stall(step, done);
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    dieAt(step, arrived);

    isAnnouncedAndDecided(asked, copies);
  }

  @Test
  void whileReadingWhereToAnnounce() throws InterruptedException {
    // What a running bot has read of the routes serves for some seconds; a new one has read
    // nothing.
    bot.kill();
    CountDownLatch arrived = stall("GET /plugins", false);
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    run();

    dieAt("GET /plugins", arrived);

    isAnnouncedAndDecided(asked, 1);
  }

  private void isAnnouncedAndDecided(RequestedSession asked, int copies) {
    env.eventually("the card", () -> cards(asked).stream().skip(copies - 1L).findFirst());
    assertThat(cards(asked)).as("copies of the card").hasSize(copies);
    for (Message copy : cards(asked)) {
      env.slack().click(ANN, copy, "review-approved").acked();
    }
    for (Message copy : cards(asked)) {
      closes(copy, "Approved, ready to run");
    }
    assertThat(env.gateway().puts()).as("verdicts the gateway got").hasSize(1);
  }

  @ParameterizedTest(name = "at {0}, done: {1}")
  @CsvSource({
    "GET /sessions/, false, 1, 1",
    "GET /users, false, 1, 1",
    "POST /api-keys, false, 1, 1",
    "POST /api-keys, true, 1, 1",
    "PUT /reviews, false, 1, 1",
    "PUT /reviews, true, 1, 1",
    // The direct message goes at the same time, so the death may or may not fall upon it too.
    "DELETE /api-keys, false, 1, 2",
    "DELETE /api-keys, true, 1, 2",
    "chat.update, false, 1, 2",
    "chat.update, true, 1, 2",
    "chat.postMessage, false, 1, 1",
    "chat.postMessage, true, 2, 2",
  })
  void whileDecidingAndTelling(String step, boolean done, int least, int most)
      throws InterruptedException {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = env.card(asked.review(), "Waiting for approval");
    CountDownLatch arrived = stall(step, done);

    env.slack().click(ANN, card, "review-approved").acked();
    dieAt(step, arrived);

    assertThat(closes(card, "Approved, ready to run").words()).contains("approved by Ann");
    rested();
    env.eventually(
        "what Bob was told",
        () -> env.slack().directMessages(BOB).stream().skip(least - 1L).findFirst());
    assertThat(env.slack().directMessages(BOB)).as("messages Bob got").hasSizeBetween(least, most);
    assertThat(env.gateway().puts().stream().filter(put -> put.status() == 200).count())
        .as("verdicts that the gateway answered")
        .isLessThanOrEqualTo(1);
    assertThat(env.gateway().status(asked.review())).isEqualTo("APPROVED");
    assertThat(cards(asked)).as("copies of the card").hasSize(1);
  }

  @Test
  void aVerdictBeforeADeathIsNotCalledUndoneDuringAnOutage() throws InterruptedException {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = env.card(asked.review(), "Waiting for approval");
    CountDownLatch arrived = stall("PUT /reviews", true);
    env.slack().click(ANN, card, "review-approved").acked();
    assertThat(arrived.await(10, TimeUnit.SECONDS)).as("the bot sent the verdict").isTrue();
    bot.kill();
    // From here on the gateway answers what a start needs, and nothing about reviews.
    env.gateway().always("GET /sessions", GatewayFaults.status(503, "away"));

    run();
    bot.prints("The gateway cannot be polled");
    env.gateway().clearFaults();

    closes(card, "approved by Ann (@U0ANN) in Slack");
    assertThat(env.slack().responses()).as("what Ann was told").isEmpty();
    rested();
  }

  @ParameterizedTest(name = "at {0}, done: {1}")
  @CsvSource({"PUT /api-keys, false", "POST /api-keys, true"})
  void whileArmingAKeyThatWasUsedBefore(String step, boolean done) throws InterruptedException {
    env.gateway().setGroups(ANN_MAIL, "dba", "sre");
    RequestedSession first = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    env.slack().click(ANN, env.card(first.review(), "Waiting"), "review-approved").acked();
    env.card(first.review(), "ready to run");
    RequestedSession second = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(5));
    Message card = env.card(second.review(), "Waiting for approval");
    CountDownLatch arrived = stall(step, done);

    env.slack().click(ANN, card, "review-approved").acked();
    dieAt(step, arrived);

    closes(card, "access open");
    rested();
    assertThat(env.gateway().keyNames()).as("keys in the gateway").hasSize(2).contains(ANN_MAIL);
  }

  /** Every approver key rests. */
  private void rested() {
    env.eventually(
        "Ann's key revoked",
        () -> env.gateway().isActive(ANN_MAIL) ? Optional.empty() : Optional.of(true));
  }

  private List<Message> cards(RequestedSession asked) {
    return env.slack().messages(CHANNEL).stream()
        .filter(message -> TestEnvironment.of(message, asked.review()))
        .toList();
  }

  private Message closes(Message copy, String words) {
    return env.eventually(
        "a card that says \"" + words + "\"",
        () -> Optional.of(env.slack().current(copy)).filter(now -> now.words().contains(words)));
  }

  private CountDownLatch stall(String step, boolean done) {
    CountDownLatch arrived = new CountDownLatch(1);
    if (step.startsWith("chat.")) {
      env.slack().faults().failNext(step, 1, HttpFault.stall(done, arrived));
    } else {
      env.gateway().failNext(step, 1, HttpFault.stall(done, arrived));
    }
    return arrived;
  }

  private void dieAt(String step, CountDownLatch arrived) throws InterruptedException {
    assertThat(arrived.await(10, TimeUnit.SECONDS)).as("the bot came to " + step).isTrue();
    bot.kill();
    run();
  }
}
