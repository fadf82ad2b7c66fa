package dev.hoop.slackbot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.slack.SlackFault;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Slack takes the bot token no more, while the socket, which has another, stays open. */
@ExtendWith(TestEnvironmentExtension.class)
final class RevokedTokenTest {

  private final TestEnvironment town;

  RevokedTokenTest(TestEnvironment town) {
    this.town = town;
  }

  @Test
  void theBotIsNotReadyUntilSlackTakesItsTokenAgain() throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(town);
    town.startBot();
    says(page, "slack: up");
    town.slack().faults().always("chat.postMessage", SlackFault.okFalse("account_inactive"));

    var asked = town.gateway().exec("bob@acme.io", "billing-db", "select 1;");

    HttpResponse<String> answer = says(page, "slack: down");
    assertThat(answer.statusCode()).isEqualTo(503);
    town.slack().faults().clear();
    town.card(asked.review(), "Waiting for approval");
    says(page, "slack: up");
  }

  private static HttpResponse<String> says(StatusPage page, String words) {
    return page.eventually(
        "/readyz that says " + words, "/readyz", answer -> answer.body().contains(words));
  }
}
