package dev.hoop.slackbot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Slack takes the bot token no more, while the socket, which has another, stays open. */
@ExtendWith(TestEnvironmentExtension.class)
final class RevokedTokenTest {

  private final TestEnvironment env;

  RevokedTokenTest(TestEnvironment env) {
    this.env = env;
  }

  @Test
  void theBotIsNotReadyUntilSlackTakesItsTokenAgain() throws InvalidSetupException, IOException {
    StatusPage page = StatusPage.of(env);
    env.startBot();
    says(page, "slack: up");
    env.slack().faults().always("chat.postMessage", SlackFaults.okFalse("account_inactive"));

    var asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");

    HttpResponse<String> answer = says(page, "slack: down");
    assertThat(answer.statusCode()).isEqualTo(503);
    env.slack().faults().clear();
    env.card(asked.review(), "Waiting for approval");
    says(page, "slack: up");
  }

  private static HttpResponse<String> says(StatusPage page, String words) {
    return page.eventually(
        "/readyz that says " + words, "/readyz", answer -> answer.body().contains(words));
  }
}
