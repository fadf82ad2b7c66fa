package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFault;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A rejection with the legacy key, which the gateway records for a group of the key's own. */
@ExtendWith(TestEnvironmentExtension.class)
final class LegacyRejectionTest {

  private final TestEnvironment town;
  private final CardActions hands;

  LegacyRejectionTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  @Test
  void isKnownAgainAfterItsAnswerWasLost() throws InvalidSetupException {
    town.gateway().withoutApiKeys();
    town.environment().put("HOOP_API_KEY", town.gateway().legacyKey());
    town.startBot();
    RequestedSession asked = town.gateway().exec("bob@acme.io", "billing-db", "select 1");
    Message card = hands.waiting(asked);
    town.gateway().failNext("PUT /reviews", 1, GatewayFault.dropAfter());

    hands.reject(ANN, card, "dba", "no ticket");

    town.card(asked.review(), "Rejected");
    town.directMessage(BOB, "no ticket");
    String outcome =
        town.eventually(
            "what became of the rejection",
            () -> hands.audit(asked.review()).stream().skip(1).findFirst());
    assertThat(outcome).startsWith("allowed ann@acme.io REJECT dba with legacy key");
    assertThat(hands.toldAlone(ANN)).isEmpty();
  }
}
