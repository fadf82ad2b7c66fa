package dev.hoop.slackbot.bench;

import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.Delays;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.EnvelopeDelivery;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The plain sequence of calls, with stand-ins to itself. */
final class CloseFloor implements AutoCloseable {

  private static final String CARD =
      "[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"action_id\":\"review-approved\","
          + "\"text\":{\"type\":\"plain_text\",\"text\":\"Approve\"},\"value\":\"any\"}]}]";

  private final Path folder;
  private final TestEnvironment env;
  private final FloorProcess process;
  private final HttpClient client = HttpClient.newHttpClient();

  private CloseFloor(Path folder, TestEnvironment env, FloorProcess process) {
    this.folder = folder;
    this.env = env;
    this.process = process;
    process.reads("ready");
  }

  static CloseFloor start(Options options) throws IOException {
    Path folder = Files.createTempDirectory("bench-floor");
    TestEnvironment env = TestEnvironment.open(folder);
    env.gateway().delays(Delays.REAL);
    return new CloseFloor(
        folder,
        env,
        FloorProcess.start(
            options,
            PlainSequence.class,
            env.gateway().url().toString(),
            Objects.requireNonNull(env.environment().get("HOOP_API_KEY")),
            env.slack().apiUrl().toString(),
            env.slack().botToken()));
  }

  /** Without the gateway's delays. */
  void hurry() {
    env.gateway().delays(Delays.NONE);
  }

  /** Milliseconds from the order until Slack shows the closed card. */
  double decide() throws IOException {
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    Message card = post();
    long at = System.nanoTime();
    process.writes(
        String.join(" ", asked.session(), asked.review(), "billing-db", card.channel(), card.ts()));
    process.reads("ready");
    List<Message.Version> versions = env.slack().current(card).versions();
    return (versions.get(versions.size() - 1).at() - at) / 1e6;
  }

  /** A click that nobody is there to hear. */
  EnvelopeDelivery clickInVain() throws IOException {
    return env.slack().click(TestEnvironment.ANN, post(), "review-approved");
  }

  private Message post() throws IOException {
    String form =
        "channel="
            + TestEnvironment.CHANNEL
            + "&text=Waiting&blocks="
            + URLEncoder.encode(CARD, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(env.slack().apiUrl() + "chat.postMessage"))
            .header("Authorization", "Bearer " + env.slack().botToken())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      List<Message> posted = env.slack().messages(TestEnvironment.CHANNEL);
      if (!answer.contains("\"ok\":true")) {
        throw new IOException("Slack answers " + answer);
      }
      return posted.get(posted.size() - 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.close();
    env.close();
    BenchmarkEnvironment.delete(folder);
  }
}
