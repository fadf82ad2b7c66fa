package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.BOB;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The jar as people run it: a process of its own, its environment, its signals and its exit codes.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class JarIT {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SCRIPT = "select 1;";
  private static final int FAULTY = 2;

  private final TestEnvironment env;
  private BotProcess bot;

  JarIT(TestEnvironment env) {
    this.env = env;
  }

  @AfterEach
  void noSecretWasEverPrinted() {
    try (BotProcess last = bot) {
      if (last != null) {
        for (String name : List.of("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "HOOP_API_KEY")) {
          assertThat(last.output())
              .as("what the bot printed")
              .doesNotContain(env.environment().get(name));
        }
      }
    }
  }

  @Test
  void runsTheMainJobEndsOnSigtermAndGoesOnFromItsFile() {
    run();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = env.card(asked.review(), "Waiting for approval");
    env.slack().click(ANN, card, "review-approved").acked();
    env.card(asked.review(), "ready to run");
    env.directMessage(BOB, "You can run it now");
    RequestedSession open = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    env.card(open.review(), "Waiting for approval");

    bot.terminate();

    assertThat(bot.ends()).as("exit code after SIGTERM:\n" + bot.output()).isIn(0, 143);
    run();
    env.slack().click(ANN, env.card(open.review(), "Waiting"), "review-approved").acked();
    env.card(open.review(), "ready to run");
    env.eventually(
        "a second message to Bob, which goes at the same time as the card",
        () -> env.slack().directMessages(BOB).stream().skip(1).findFirst());
    assertThat(env.slack().messages(CHANNEL)).as("cards in the channel").hasSize(2);
    assertThat(env.slack().directMessages(BOB)).as("messages Bob got").hasSize(2);
  }

  @Test
  void aClickThatWasAckedSurvivesSigkill() {
    run();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = env.card(asked.review(), "Waiting for approval");
    env.gateway().always("GET /users", HttpFault.slow(Duration.ofSeconds(2)));
    env.slack().click(ANN, card, "review-approved").acked();

    bot.kill();

    assertThat(env.gateway().puts()).as("verdicts before the kill").isEmpty();
    env.gateway().clearFaults();
    run();
    assertThat(env.card(asked.review(), "ready to run").words()).contains("by Ann");
    assertThat(env.gateway().puts()).as("verdicts the gateway got").hasSize(1);
  }

  @Test
  void aReviewNotPostedBeforeSigkillIsPostedOnceAfterwards() {
    run();
    env.slack().down();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    bot.prints("Slack cannot be reached");

    bot.kill();
    env.slack().up();
    run();

    env.card(asked.review(), "Waiting for approval");
    assertThat(env.slack().messages(CHANNEL)).hasSize(1);
  }

  @Test
  void waitsForASlackAndAGatewayThatAreDownAtTheStart() {
    env.slack().down();
    env.gateway().down();
    bot = BotProcess.start(env.environment());
    bot.prints("Slack cannot be asked yet");
    bot.prints("The gateway cannot be asked yet");

    env.slack().up();
    env.gateway().up();

    bot.prints("Connected to Slack");
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    env.card(asked.review(), "Waiting for approval");
    assertThat(bot.output().lines().filter(line -> line.contains("cannot be asked yet")))
        .as("said once each")
        .hasSize(2);
  }

  @Test
  void tellsItsHealth() throws IOException {
    StatusPage page = StatusPage.of(env);
    assertThat(BotProcess.start(env.environment(), "health").ends()).isEqualTo(1);
    run();
    bot.prints("Connected to Slack");

    assertThat(page.get("/healthz").statusCode()).isEqualTo(200);
    HttpResponse<String> ready =
        page.eventually(
            "a bot that says it is ready", "/readyz", answer -> answer.statusCode() == 200);
    assertThat(ready.body()).isEqualTo("credentials: up\ngateway: up\nslack: up\nstore: up\n");
    assertThat(BotProcess.start(env.environment(), "health").ends()).isZero();
  }

  @Test
  void tellsHowLongTheCardsOfAChannelWait() throws IOException {
    StatusPage page = StatusPage.of(env);
    env.slack().faults().always("chat.postMessage", SlackFaults.okFalse("service_unavailable"));
    run();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);

    HttpResponse<String> late =
        page.eventually(
            "a card that has waited for longer than a second",
            "/metrics",
            answer ->
                answer.body().contains("hoop_slack_cards_waiting{channel=\"C0REVIEWS\"} 1.0\n")
                    && wait(answer.body()) >= 1);
    assertThat(late.body()).contains("hoop_slack_up{part=\"slack\"} 1.0\n");
    env.slack().faults().clear();
    env.card(asked.review(), "Waiting for approval");
    var unused =
        page.eventually(
            "metrics without a card that waits",
            "/metrics",
            answer -> !answer.body().contains("channel="));
  }

  private static double wait(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("hoop_slack_cards_wait_seconds{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(0);
  }

  @Test
  void explainsItself() {
    BotProcess help = BotProcess.start(Map.of(), "--help");
    BotProcess version = BotProcess.start(Map.of(), "--version");
    BotProcess unknown = BotProcess.start(Map.of(), "frobnicate");

    assertThat(help.ends()).isZero();
    assertThat(help.output()).contains("SLACK_BOT_TOKEN", "HOOP_API_URL");
    assertThat(version.ends()).isZero();
    assertThat(version.output()).matches("hoop-slack-bot \\d+\\.\\d+\\.\\d+.*");
    assertThat(unknown.ends()).isEqualTo(FAULTY);
  }

  @Test
  void anEmptyEnvironmentNamesAllThatIsMissing() {
    assertThat(faultsOf(Map.of()))
        .contains("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "HOOP_API_URL", "HOOP_API_KEY");
  }

  @Test
  void severalWrongKeysAreAllSaidAtOnce() {
    // The environment's own Slack would complain of the wrong tokens, and rightly.
    try (SlackStandIn elsewhere = SlackStandIn.start()) {
      Map<String, String> wrong = new HashMap<>(env.environment());
      wrong.put("SLACK_API_URL", elsewhere.apiUrl().toString());
      wrong.put("SLACK_BOT_TOKEN", "xoxb-wrong");
      wrong.put("SLACK_APP_TOKEN", "xapp-wrong");
      wrong.put("HOOP_API_KEY", "hpk_wrong");

      assertThat(faultsOf(wrong))
          .contains("SLACK_BOT_TOKEN: Slack answers invalid_auth")
          .contains("SLACK_APP_TOKEN: Slack answers invalid_auth")
          .contains("HOOP_API_KEY: the gateway does not accept this key");
    }
  }

  static Stream<Arguments> faultySetups() {
    return Stream.of(
        fault("SLACK_CHANNEL", env -> "#nowhere", "there is no public channel #nowhere"),
        fault(
            "HOOP_API_KEY",
            env -> env.gateway().createKey("plain", "dba"),
            "in neither the auditor nor the admin group"),
        fault(
            "HOOP_API_KEY",
            env -> env.gateway().createKey("reader", "auditor"),
            "an auditor key can only read. Set HOOP_GROUP_API_KEYS"),
        fault(
            "HOOP_GROUP_API_KEYS",
            env -> "dba=" + env.gateway().createKey("both", "dba", "sre"),
            "is in other groups too"),
        fault(
            "HOOP_GROUP_API_KEYS",
            env -> "sre=" + env.gateway().createKey("dbas", "dba"),
            "is not in that group"),
        fault("HOOP_GROUP_API_KEYS", env -> "sre=hpk_unknown", "does not accept the key"),
        fault("HOOP_SLACK_REQUIRE_EMAIL_MATCH", env -> "true", "users:read.email"));
  }

  private static Arguments fault(
      String variable, Function<TestEnvironment, String> value, String said) {
    return arguments(variable, value, said);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("faultySetups")
  void whatOnlyAPersonCanMendIsSaidWithItsRemedy(
      String variable, Function<TestEnvironment, String> value, String said) {
    Map<String, String> environment = new HashMap<>(env.environment());
    environment.put(variable, value.apply(env));

    assertThat(faultsOf(environment)).contains(variable + ": ").contains(said);
  }

  @Test
  void aWebPageInsteadOfTheGatewaysApiIsRecognised() {
    try (GatewayStandIn elsewhere = GatewayStandIn.start("/hoop")) {
      Map<String, String> environment = new HashMap<>(env.environment());
      environment.put("HOOP_API_URL", elsewhere.url().toString().replaceFirst("/hoop$", ""));

      assertThat(faultsOf(environment)).contains("HOOP_API_URL: ", "with a web page");
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsLeftAsItIs(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("bot.db"), "not a database".repeat(1000));
    env.environment().put("HOOP_SLACK_DB", "jdbc:sqlite:" + file);

    assertThat(faultsOf(env.environment())).contains("HOOP_SLACK_DB: ");
    assertThat(Files.readString(file)).startsWith("not a database");
  }

  @Test
  void aSecondBotOnTheSameFileIsRefused() {
    run();

    assertThat(faultsOf(env.environment())).contains("HOOP_SLACK_DB: ");
  }

  private void run() {
    bot = BotProcess.start(env.environment());
    bot.prints("Connected to Slack");
  }

  private static String faultsOf(Map<String, String> environment) {
    try (BotProcess faulty = BotProcess.start(environment)) {
      assertThat(faulty.ends()).as("exit code of:\n" + faulty.output()).isEqualTo(FAULTY);
      String output = faulty.output();
      assertThat(output).doesNotContain("\tat ", "Exception");
      environment.forEach(
          (name, value) -> {
            if (value.startsWith("x") || value.contains("hpk_")) {
              assertThat(output).as("secrets printed").doesNotContain(value);
            }
          });
      return output;
    }
  }
}
