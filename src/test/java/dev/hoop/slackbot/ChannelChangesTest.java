package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.Town.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.FaultyException;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Asked;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a restart makes of a channel that was changed in Slack since its name was first used. */
@ExtendWith(TownExtension.class)
final class ChannelChangesTest {

  private static final String ORDERS = "C0ORDERS";
  private static final String NAME = "hoop-reviews";

  private final Town town;
  private final Hands hands;

  ChannelChangesTest(Town town) {
    this.town = town;
    this.hands = new Hands(town);
  }

  @BeforeEach
  void runOnce() throws FaultyException {
    town.slack().addChannel(ORDERS, "orders", false, true);
    town.gateway().slackPlugin(Map.of("orders-db", List.of(ORDERS)));
    town.startBot();
    town.stopBot();
  }

  @Test
  void anArchivedChannelStopsNothingElseAndIsSaid() throws FaultyException, IOException {
    StatusPage page = StatusPage.of(town);
    town.slack().archive(CHANNEL);

    town.startBot();

    Asked asked = ask();
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
  void aChannelMadePrivateGetsItsCardsAsBefore() throws FaultyException {
    Set<String> scopes = new HashSet<>(town.slack().scopes());
    scopes.add("groups:read");
    town.slack().grantScopes(scopes);
    town.slack().addChannel(CHANNEL, NAME, true, true);

    town.startBot();

    hands.waiting(ask());
  }

  @Test
  void aRenamedChannelGetsItsCardsAsBefore() throws FaultyException, IOException {
    StatusPage page = StatusPage.of(town);
    town.slack().addChannel(CHANNEL, "approvals", false, true);

    town.startBot();

    hands.waiting(ask());
    says(page, "is now called #approvals");
  }

  @Test
  void whoeverTakesTheNameOfAChannelGetsNothing() throws FaultyException {
    town.slack().addChannel(CHANNEL, "approvals", false, true);
    town.slack().addChannel("C0TAKEN", NAME, false, true);

    town.startBot();

    hands.waiting(ask());
    assertThat(town.slack().messages("C0TAKEN")).isEmpty();
  }

  @Test
  void whoeverTakesTheNameInAConnectionsOwnRouteGetsNothing() throws FaultyException {
    town.gateway().slackPlugin(Map.of("orders-db", List.of("orders")));
    town.startBot();
    town.cardIn(ORDERS, ask().review(), "Waiting for approval");
    town.slack().addChannel(ORDERS, "old-orders", false, true);
    town.slack().addChannel("C0TAKEN", "orders", false, true);

    Asked asked = ask();

    town.cardIn(ORDERS, asked.review(), "Waiting for approval");
    assertThat(town.slack().messages("C0TAKEN")).isEmpty();
  }

  private Asked ask() {
    return town.gateway().exec("bob@acme.io", "orders-db", "select 1;");
  }

  private static void says(StatusPage page, String words) {
    var unused =
        page.eventually(
            "/readyz that says " + words, "/readyz", answer -> answer.body().contains(words));
  }
}
