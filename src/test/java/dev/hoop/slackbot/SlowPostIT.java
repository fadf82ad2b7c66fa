package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.FaultPlan;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Slack takes longer to answer a post than other calls are waited for, which is ten seconds of real
 * time: too long for the tests of every change.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class SlowPostIT {

  private final TestEnvironment env;
  private final CardActions actions;

  SlowPostIT(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @Test
  void aPostThatSlackIsSlowToAnswerLeavesOneCardWhichCloses() throws InvalidSetupException {
    env.startBot();
    FaultPlan faults = env.slack().faults();
    faults.failNext("chat.postMessage", 1, HttpFault.slow(Duration.ofMillis(10_500)));
    // So that a second copy would be there before the notice.
    faults.failNext("chat.postMessage", 2, HttpFault.slow(Duration.ofSeconds(1)));
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1");

    actions.approve(ANN, actions.waiting(asked), "dba");
    env.card(asked.review(), "Approved, ready to run");
    env.directMessage(BOB, "Approved");

    assertThat(env.slack().messages(CHANNEL)).hasSize(1);
  }
}
