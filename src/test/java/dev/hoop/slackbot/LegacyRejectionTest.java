package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.Town.ANN;
import static dev.hoop.slackbot.sandbox.Town.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.gateway.Fault;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rejection with the legacy key, which the gateway records for a group of the key's own. */
final class LegacyRejectionTest {

  @TempDir Path folder;

  @Test
  void isKnownAgainAfterItsAnswerWasLost() throws Exception {
    try (Town town = Town.open(folder)) {
      Hands hands = new Hands(town);
      town.gateway().withoutApiKeys();
      town.environment().put("HOOP_API_KEY", town.gateway().legacyKey());
      town.startBot();
      Asked asked = town.gateway().exec("bob@acme.io", "billing-db", "select 1");
      Message card = hands.waiting(asked);
      town.gateway().failNext("PUT /reviews", 1, Fault.dropAfter());

      hands.reject(ANN, card, "dba", "no ticket");

      town.card(asked.review(), "Rejected");
      town.directMessage(BOB, "no ticket");
      String last =
          town.eventually(
              "what became of the rejection",
              () ->
                  Optional.of(hands.audit(asked.review()))
                      .filter(rows -> rows.size() > 1)
                      .map(rows -> rows.get(1)));
      assertThat(last).startsWith("allowed ann@acme.io REJECT dba with legacy key");
      assertThat(hands.toldAlone(ANN)).isEmpty();
    }
  }
}
