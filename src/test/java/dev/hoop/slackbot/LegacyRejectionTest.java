package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A rejection with the legacy key, which the gateway records for a group of the key's own. */
@ExtendWith(TestEnvironmentExtension.class)
final class LegacyRejectionTest {

  private final TestEnvironment env;
  private final CardActions actions;

  LegacyRejectionTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @Test
  void isKnownAgainAfterItsAnswerWasLost() throws InvalidSetupException {
    env.gateway().withoutApiKeys();
    env.environment().put("HOOP_API_KEY", env.gateway().legacyKey());
    env.startBot();
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1");
    Message card = actions.waiting(asked);
    env.gateway().failNext("PUT /reviews", 1, HttpFault.dropAfter());

    actions.reject(ANN, card, "dba", "no ticket");

    env.card(asked.review(), "Rejected");
    env.directMessage(BOB, "no ticket");
    String outcome =
        env.eventually(
            "what became of the rejection",
            () -> actions.audit(asked.review()).stream().skip(1).findFirst());
    assertThat(outcome).startsWith("allowed ann@acme.io REJECT dba with legacy key");
    assertThat(actions.toldAlone(ANN)).isEmpty();
  }
}
