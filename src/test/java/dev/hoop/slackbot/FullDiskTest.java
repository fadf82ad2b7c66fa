package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and the operator see while no file can be written, and once it can again. */
final class FullDiskTest {

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  @TempDir private Path folder;

  private TestEnvironment env;

  @BeforeEach
  void openTheEnvironment() {
    assumeTrue(Files.isExecutable(PRLIMIT), "nothing here limits what a process may write");
    env = TestEnvironment.open(folder);
  }

  @AfterEach
  void close() throws IOException, InterruptedException {
    limitFiles("unlimited");
    env.close();
  }

  @Test
  void aClickThatFailedForItsAuthorIsNeverCarriedOutButTheNextIs() throws Exception {
    StatusPage status = StatusPage.of(env);
    env.startBot();
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    Message card = env.card(asked.review(), "Waiting for approval");
    limitFiles("1");
    failingClick(card);
    status.eventually("the store down", "/readyz", page -> storeIs(page, "down"));

    limitFiles("unlimited");

    failingNoMore(status);
    env.stopBot();
    env.startBot();
    assertThat(env.gateway().puts()).isEmpty();
    env.slack().click(ANN, card, "review-approved").acked();
    env.card(asked.review(), "ready to run");
  }

  @Test
  void theOperatorIsToldOnceHoweverMuchFails() throws Exception {
    env.startBot();
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    Message card = env.card(asked.review(), "Waiting for approval");
    PrintStream loud = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      limitFiles("1");
      env.gateway().exec("bob@acme.io", "billing-db", "select 2;");
      failingClick(card);
    } finally {
      System.setErr(loud);
    }

    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("could not be read or written")
        .doesNotContain("\tat ");
  }

  private void failingClick(Message card) {
    var click = env.slack().click(ANN, card, "review-approved");
    env.eventually(
        "a warning for " + ANN,
        () -> env.slack().unacked().stream().filter(click::equals).findFirst());
  }

  private static void failingNoMore(StatusPage status) {
    status.eventually("the store up again", "/readyz", page -> storeIs(page, "up"));
  }

  private static boolean storeIs(HttpResponse<String> page, String state) {
    return page.body().contains("store: " + state);
  }

  /** Of this process, so that it is what the bot meets and not a stand-in for it. */
  private static void limitFiles(String bytes) throws IOException, InterruptedException {
    long self = ProcessHandle.current().pid();
    int end =
        new ProcessBuilder(PRLIMIT.toString(), "--pid=" + self, "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(end).isZero();
  }
}
