package dev.hoop.slackbot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.FaultyException;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.slack.Fault;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slack takes the bot token no more, while the socket, which has another, stays open. */
final class RevokedTokenTest {

  @TempDir Path folder;

  private Town town;

  @BeforeEach
  void buildTheTown() {
    town = Town.open(folder);
  }

  @AfterEach
  void endAll() {
    town.close();
  }

  @Test
  void theBotIsNotReadyUntilSlackTakesItsTokenAgain() throws FaultyException, IOException {
    URI ready = serveReadiness();
    town.startBot();
    says(ready, "slack: up");
    town.slack().faults().always("chat.postMessage", Fault.okFalse("account_inactive"));

    var asked = town.gateway().exec("bob@acme.io", "billing-db", "select 1;");

    HttpResponse<String> answer = says(ready, "slack: down");
    assertThat(answer.statusCode()).isEqualTo(503);
    town.slack().faults().clear();
    town.card(asked.review(), "Waiting for approval");
    says(ready, "slack: up");
  }

  private URI serveReadiness() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      String address = "127.0.0.1:" + socket.getLocalPort();
      town.environment().put("HOOP_SLACK_HTTP", address);
      return URI.create("http://" + address + "/readyz");
    }
  }

  private HttpResponse<String> says(URI ready, String words) {
    return town.slack()
        .await(
            "/readyz that says " + words,
            Duration.ofSeconds(10),
            () -> Optional.of(get(ready)).filter(answer -> answer.body().contains(words)));
  }

  private static HttpResponse<String> get(URI address) {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("nobody serves " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
