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

  private final TestEnvironment town;

  UnseenReviewTest(TestEnvironment town) {
    this.town = town;
    town.environment().put("HOOP_POLL_INTERVAL", "1h");
  }

  @Test
  void itsApprovalIsToldAlthoughNoPollHasSeenItWait() throws InvalidSetupException {
    RequestedSession seen = town.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    town.startBot();
    Message card = town.card(seen.review(), "Waiting for approval");
    RequestedSession unseen = town.gateway().exec("bob@acme.io", "billing-db", "select 2;");

    town.slack().clickForged(ANN, card, "review-approved", unseen.review() + ":dba").acked();

    town.directMessage(BOB, "You can run it now");
    assertThat(town.gateway().status(unseen.review())).isEqualTo("APPROVED");
  }
}
