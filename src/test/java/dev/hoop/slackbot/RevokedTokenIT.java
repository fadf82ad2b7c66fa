package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.slack.SlackFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a bot says whose token Slack takes no more. */
@ExtendWith(TestEnvironmentExtension.class)
final class RevokedTokenIT {

  private final TestEnvironment town;

  RevokedTokenIT(TestEnvironment town) {
    this.town = town;
  }

  @Test
  void itIsSaidOnceAndNotForEachChannel() {
    town.slack().addChannel("C0DBA", "dba", false, true);
    town.gateway().slackPlugin(Map.of("billing-db", List.of("C0DBA")));
    try (BotProcess bot = BotProcess.start(town.environment())) {
      bot.prints("Connected to Slack");
      town.slack().faults().always("chat.postMessage", SlackFault.okFalse("token_revoked"));
      var unused = town.gateway().exec("bob@acme.io", "billing-db", "select 1;");
      bot.prints("token_revoked");
      town.eventually(
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
    return town.slack().calls("chat.postMessage").stream()
        .anyMatch(call -> call.param("channel").equals(channel));
  }
}
