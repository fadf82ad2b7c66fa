package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFaults;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people see while something is out of order, and after it came back. */
@ExtendWith(TestEnvironmentExtension.class)
final class OutageTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "select 1;";

  private final TestEnvironment env;

  OutageTest(TestEnvironment env) {
    this.env = env;
  }

  @Test
  void aKeyThatIsRefusedForAWhileEndsNothing() throws InvalidSetupException {
    env.startBot();
    RequestedSession before = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = env.card(before.review(), "Waiting for approval");
    env.gateway().always("GET", GatewayFaults.status(401, "access denied"));

    env.slack().click(ANN, card, "review-approved").acked();

    env.toldPrivately(ANN, "the bot lost its access to Hoop");
    assertThat(env.gateway().puts()).isEmpty();
    RequestedSession meanwhile = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    env.gateway().clearFaults();
    env.card(meanwhile.review(), "Waiting for approval");
    env.slack().click(ANN, card, "review-approved").acked();
    env.card(before.review(), "ready to run");
  }

  @Test
  void threeChangesWhileSlackFailsBecomeOneUpdate() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = env.card(asked.review(), "Waiting for approval");
    env.slack().faults().always("chat.update", SlackFaults.okFalse("service_unavailable"));

    env.gateway().decideOnWeb("ann@acme.io", asked.review(), "APPROVED");
    env.directMessage(BOB, "You can run it now");
    env.gateway().startRun(asked.session());
    env.gateway().markExecuted(asked.session());
    env.gateway().closeSession(asked.session(), 0);
    env.eventually(
        "an attempt to show the end",
        () ->
            env.slack().calls("chat.update").stream()
                .filter(call -> call.param("blocks").contains("Executed, exit code 0"))
                .findFirst());
    env.slack().faults().clear();

    Message last = env.card(asked.review(), "Executed, exit code 0");
    assertThat(last.versions()).as("what people saw: " + env.slack().transcript()).hasSize(2);
    assertThat(card.ts()).isEqualTo(last.ts());
    assertThat(env.slack().directMessages(BOB)).hasSize(1);
  }

  @Test
  void aChannelTheBotIsNotInDelaysNoOther() throws InvalidSetupException {
    env.slack().addChannel("C0ORDERS", "orders", true, false);
    env.gateway().slackPlugin(Map.of("orders-db", List.of("C0ORDERS")));
    env.startBot();
    RequestedSession orders = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    RequestedSession billing = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    env.card(orders.review(), "Waiting for approval");
    env.card(billing.review(), "Waiting for approval");

    assertThat(env.slack().messages(CHANNEL)).as("cards in the common channel").hasSize(2);
    assertThat(env.slack().messages("C0ORDERS")).isEmpty();
  }
}
