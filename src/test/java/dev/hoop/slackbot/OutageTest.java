package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFault;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people see while something is out of order, and after it came back. */
@ExtendWith(TestEnvironmentExtension.class)
final class OutageTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "select 1;";

  private final TestEnvironment town;

  OutageTest(TestEnvironment town) {
    this.town = town;
  }

  @Test
  void aKeyThatIsRefusedForAWhileEndsNothing() throws InvalidSetupException {
    town.startBot();
    RequestedSession before = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = town.card(before.review(), "Waiting for approval");
    town.gateway().always("GET", GatewayFault.status(401, "access denied"));

    town.slack().click(ANN, card, "review-approved").acked();

    town.toldPrivately(ANN, "the bot lost its access to Hoop");
    assertThat(town.gateway().puts()).isEmpty();
    RequestedSession meanwhile = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    town.gateway().clearFaults();
    town.card(meanwhile.review(), "Waiting for approval");
    town.slack().click(ANN, card, "review-approved").acked();
    town.card(before.review(), "ready to run");
  }

  @Test
  void threeChangesWhileSlackFailsBecomeOneUpdate() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = town.card(asked.review(), "Waiting for approval");
    town.slack()
        .faults()
        .always(
            "chat.update",
            dev.hoop.slackbot.sandbox.slack.SlackFault.okFalse("service_unavailable"));

    town.gateway().decideOnWeb("ann@acme.io", asked.review(), "APPROVED");
    town.directMessage(BOB, "You can run it now");
    town.gateway().startRun(asked.session());
    town.gateway().markExecuted(asked.session());
    town.gateway().closeSession(asked.session(), 0);
    town.eventually(
        "an attempt to show the end",
        () ->
            town.slack().calls("chat.update").stream()
                .filter(call -> call.param("blocks").contains("Executed, exit code 0"))
                .findFirst());
    town.slack().faults().clear();

    Message last = town.card(asked.review(), "Executed, exit code 0");
    assertThat(last.versions()).as("what people saw: " + town.slack().transcript()).hasSize(2);
    assertThat(card.ts()).isEqualTo(last.ts());
    assertThat(town.slack().directMessages(BOB)).hasSize(1);
  }

  @Test
  void aChannelTheBotIsNotInDelaysNoOther() throws InvalidSetupException {
    town.slack().addChannel("C0ORDERS", "orders", true, false);
    town.gateway().slackPlugin(Map.of("orders-db", List.of("C0ORDERS")));
    town.startBot();
    RequestedSession orders = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    RequestedSession billing = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    town.card(orders.review(), "Waiting for approval");
    town.card(billing.review(), "Waiting for approval");

    assertThat(town.slack().messages(CHANNEL)).as("cards in the common channel").hasSize(2);
    assertThat(town.slack().messages("C0ORDERS")).isEmpty();
  }
}
