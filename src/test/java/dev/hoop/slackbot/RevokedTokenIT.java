package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a bot says whose token Slack takes no more. */
@ExtendWith(TestEnvironmentExtension.class)
final class RevokedTokenIT {

  private final TestEnvironment env;

  RevokedTokenIT(TestEnvironment env) {
    this.env = env;
  }

  @Test
  void itIsSaidOnceAndNotForEachChannel() {
    env.slack().addChannel("C0DBA", "dba", false, true);
    env.gateway().slackPlugin(Map.of("billing-db", List.of("C0DBA")));
    try (BotProcess bot = BotProcess.start(env.environment())) {
      bot.prints("Connected to Slack");
      env.slack().faults().always("chat.postMessage", SlackFaults.okFalse("token_revoked"));
      var unused = env.gateway().exec("bob@acme.io", "billing-db", "select 1;");
      bot.prints("token_revoked");
      env.eventually(
          "posts to both channels",
          () -> Optional.of(true).filter(yes -> asked(CHANNEL) && asked("C0DBA")));

      bot.terminate();

      assertThat(bot.ends()).isIn(0, 143);
      assertThat(bot.output().lines().filter(line -> line.contains("token_revoked")))
          .singleElement()
          .asString()
          .contains("SLACK_BOT_TOKEN");
    }
  }

  private boolean asked(String channel) {
    return env.slack().calls("chat.postMessage").stream()
        .anyMatch(call -> call.param("channel").equals(channel));
  }
}
