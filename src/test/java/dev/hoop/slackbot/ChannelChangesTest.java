package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a restart makes of a channel that was changed in Slack since its name was first used. */
@ExtendWith(TestEnvironmentExtension.class)
final class ChannelChangesTest {

  private static final String ORDERS = "C0ORDERS";
  private static final String NAME = "hoop-reviews";

  private final TestEnvironment town;
  private final CardActions hands;

  ChannelChangesTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  @BeforeEach
  void runOnce() throws InvalidSetupException {
    town.slack().addChannel(ORDERS, "orders", false, true);
    town.gateway().slackPlugin(Map.of("orders-db", List.of(ORDERS)));
    town.startBot();
    town.stopBot();
  }

  @Test
  void anArchivedChannelStopsNothingElseAndIsSaid() throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(town);
    town.slack().archive(CHANNEL);

    town.startBot();

    RequestedSession asked = ask();
    town.cardIn(ORDERS, asked.review(), "Waiting for approval");
    says(page, "slack: up (");
    says(page, "archived");
    assertThat(page.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(page.get("/metrics").body())
        .contains("hoop_slack_channel_fault{channel=\"" + CHANNEL + "\"} 1");
    town.slack().addChannel(CHANNEL, NAME, false, true);
    hands.waiting(asked);
    says(page, "slack: up\n");
  }

  @Test
  void aChannelMadePrivateGetsItsCardsAsBefore() throws InvalidSetupException {
    Set<String> scopes = new HashSet<>(town.slack().scopes());
    scopes.add("groups:read");
    town.slack().grantScopes(scopes);
    town.slack().addChannel(CHANNEL, NAME, true, true);

    town.startBot();

    hands.waiting(ask());
  }

  @Test
  void aRenamedChannelGetsItsCardsAsBefore() throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(town);
    town.slack().addChannel(CHANNEL, "approvals", false, true);

    town.startBot();

    hands.waiting(ask());
    says(page, "is now called #approvals");
  }

  @Test
  void whoeverTakesTheNameOfAChannelGetsNothing() throws InvalidSetupException {
    town.slack().addChannel(CHANNEL, "approvals", false, true);
    town.slack().addChannel("C0TAKEN", NAME, false, true);

    town.startBot();

    hands.waiting(ask());
    assertThat(town.slack().messages("C0TAKEN")).isEmpty();
  }

  @Test
  void whoeverTakesTheNameInAConnectionsOwnRouteGetsNothing() throws InvalidSetupException {
    town.gateway().slackPlugin(Map.of("orders-db", List.of("orders")));
    town.startBot();
    town.cardIn(ORDERS, ask().review(), "Waiting for approval");
    town.slack().addChannel(ORDERS, "old-orders", false, true);
    town.slack().addChannel("C0TAKEN", "orders", false, true);

    RequestedSession asked = ask();

    town.cardIn(ORDERS, asked.review(), "Waiting for approval");
    assertThat(town.slack().messages("C0TAKEN")).isEmpty();
  }

  private RequestedSession ask() {
    return town.gateway().exec("bob@acme.io", "orders-db", "select 1;");
  }

  private static void says(StatusPage page, String words) {
    var unused =
        page.eventually(
            "/readyz that says " + words, "/readyz", answer -> answer.body().contains(words));
  }
}
