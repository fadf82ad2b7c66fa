package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A review that the bot first hears of by a click, as on a card of the built-in plugin. */
@ExtendWith(TestEnvironmentExtension.class)
final class UnseenReviewTest {

  private final TestEnvironment env;

  UnseenReviewTest(TestEnvironment env) {
    this.env = env;
    env.environment().put("HOOP_POLL_INTERVAL", "1h");
  }

  @Test
  void itsApprovalIsToldAlthoughNoPollHasSeenItWait() throws InvalidSetupException {
    RequestedSession seen = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    env.startBot();
    Message card = env.card(seen.review(), "Waiting for approval");
    RequestedSession unseen = env.gateway().exec("bob@acme.io", "billing-db", "select 2;");

    env.slack().clickForged(ANN, card, "review-approved", unseen.review() + ":dba").acked();

    env.directMessage(BOB, "You can run it now");
    assertThat(env.gateway().status(unseen.review())).isEqualTo("APPROVED");
  }
}
