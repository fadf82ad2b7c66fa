package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process is asked to end while the gateway takes its time over a verdict. */
@ExtendWith(TestEnvironmentExtension.class)
final class SigtermIT {

  private static final String ANN_MAIL = "ann@acme.io";
  private static final String PUT = "PUT /reviews";

  private final TestEnvironment env;
  @AutoClose private BotProcess bot;

  SigtermIT(TestEnvironment env) {
    this.env = env;
  }

  @Test
  void aVerdictThatIsAnsweredSoonIsFinishedFirst() {
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    Message card = env.card(asked.review(), "Waiting for approval");
    env.gateway().failNext(PUT, 1, HttpFault.slow(Duration.ofSeconds(3)));
    env.slack().click(ANN, card, "review-approved").acked();
    env.gateway()
        .await(
            "the key is armed",
            Duration.ofSeconds(10),
            () ->
                Optional.of(true)
                    .filter(yes -> env.gateway().keyNames().contains(ANN_MAIL))
                    .filter(yes -> env.gateway().isActive(ANN_MAIL)));

    bot.terminate();

    assertThat(bot.ends()).as("exit code:\n" + bot.output()).isIn(0, 143);
    assertThat(bot.output()).doesNotContain("cut short");
    assertThat(env.gateway().isActive(ANN_MAIL)).as("Ann's key still armed").isFalse();
    decidedOnceAfterTheNextStart(asked, card);
  }

  @ParameterizedTest(name = "done: {0}")
  @ValueSource(booleans = {true, false})
  void aVerdictThatIsNotAnsweredIsLeftForTheNextStart(boolean done) throws InterruptedException {
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    Message card = env.card(asked.review(), "Waiting for approval");
    CountDownLatch arrived = new CountDownLatch(1);
    env.gateway().failNext(PUT, 1, HttpFault.stall(done, arrived));
    env.slack().click(ANN, card, "review-approved").acked();
    assertThat(arrived.await(10, TimeUnit.SECONDS)).as("the bot sent the verdict").isTrue();

    bot.terminate();

    assertThat(bot.ends()).as("exit code:\n" + bot.output()).isIn(0, 143);
    assertThat(bot.output()).doesNotContain("cut short");
    assertThat(env.gateway().isActive(ANN_MAIL)).as("Ann's key still armed").isFalse();
    decidedOnceAfterTheNextStart(asked, card);
  }

  @Test
  void theStartSaysWhetherEmailsAreCompared() {
    bot.prints("The e-mail of a Slack profile is not compared with the Hoop user's");
  }

  private void decidedOnceAfterTheNextStart(RequestedSession asked, Message card) {
    start();
    assertThat(env.card(asked.review(), "ready to run").words()).contains("approved by Ann");
    assertThat(env.slack().current(card).words()).contains("ready to run");
    assertThat(env.slack().responses()).as("what Ann was told").isEmpty();
    assertThat(env.gateway().puts().stream().filter(put -> put.status() == 200).count())
        .as("verdicts that the gateway answered")
        .isLessThanOrEqualTo(1);
  }

  @BeforeEach
  void start() {
    bot = BotProcess.start(env.environment());
    bot.prints("Connected to Slack");
  }
}
