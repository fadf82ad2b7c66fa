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

  private final TestEnvironment env;
  private final CardActions actions;

  ChannelChangesTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @BeforeEach
  void runOnce() throws InvalidSetupException {
    env.slack().addChannel(ORDERS, "orders", false, true);
    env.gateway().slackPlugin(Map.of("orders-db", List.of(ORDERS)));
    env.startBot();
    env.stopBot();
  }

  @Test
  void anArchivedChannelStopsNothingElseAndIsSaid() throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(env);
    env.slack().archive(CHANNEL);

    env.startBot();

    RequestedSession asked = ask();
    env.cardIn(ORDERS, asked.review(), "Waiting for approval");
    says(page, "slack: up (");
    says(page, "archived");
    assertThat(page.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(page.get("/metrics").body())
        .contains("hoop_slack_channel_fault{channel=\"" + CHANNEL + "\"} 1");
    env.slack().addChannel(CHANNEL, NAME, false, true);
    actions.waiting(asked);
    says(page, "slack: up\n");
  }

  @Test
  void aChannelMadePrivateGetsItsCardsAsBefore() throws InvalidSetupException {
    Set<String> scopes = new HashSet<>(env.slack().scopes());
    scopes.add("groups:read");
    env.slack().grantScopes(scopes);
    env.slack().addChannel(CHANNEL, NAME, true, true);

    env.startBot();

    actions.waiting(ask());
  }

  @Test
  void aRenamedChannelGetsItsCardsAsBefore() throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(env);
    env.slack().addChannel(CHANNEL, "approvals", false, true);

    env.startBot();

    actions.waiting(ask());
    says(page, "is now called #approvals");
  }

  @Test
  void whoeverTakesTheNameOfAChannelGetsNothing() throws InvalidSetupException {
    env.slack().addChannel(CHANNEL, "approvals", false, true);
    env.slack().addChannel("C0TAKEN", NAME, false, true);

    env.startBot();

    actions.waiting(ask());
    assertThat(env.slack().messages("C0TAKEN")).isEmpty();
  }

  @Test
  void whoeverTakesTheNameInAConnectionsOwnRouteGetsNothing() throws InvalidSetupException {
    env.gateway().slackPlugin(Map.of("orders-db", List.of("orders")));
    env.startBot();
    env.cardIn(ORDERS, ask().review(), "Waiting for approval");
    env.slack().addChannel(ORDERS, "old-orders", false, true);
    env.slack().addChannel("C0TAKEN", "orders", false, true);

    RequestedSession asked = ask();

    env.cardIn(ORDERS, asked.review(), "Waiting for approval");
    assertThat(env.slack().messages("C0TAKEN")).isEmpty();
  }

  private RequestedSession ask() {
    return env.gateway().exec("bob@acme.io", "orders-db", "select 1;");
  }

  private static void says(StatusPage page, String words) {
    var unused =
        page.eventually(
            "/readyz that says " + words, "/readyz", answer -> answer.body().contains(words));
  }
}
