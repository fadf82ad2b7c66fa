package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.Town.ANN;
import static dev.hoop.slackbot.sandbox.Town.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.FaultyException;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.gateway.Fault;
import dev.hoop.slackbot.sandbox.slack.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A rejection with the legacy key, which the gateway records for a group of the key's own. */
@ExtendWith(TownExtension.class)
final class LegacyRejectionTest {

  private final Town town;
  private final Hands hands;

  LegacyRejectionTest(Town town) {
    this.town = town;
    this.hands = new Hands(town);
  }

  @Test
  void isKnownAgainAfterItsAnswerWasLost() throws FaultyException {
    town.gateway().withoutApiKeys();
    town.environment().put("HOOP_API_KEY", town.gateway().legacyKey());
    town.startBot();
    Asked asked = town.gateway().exec("bob@acme.io", "billing-db", "select 1");
    Message card = hands.waiting(asked);
    town.gateway().failNext("PUT /reviews", 1, Fault.dropAfter());

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
