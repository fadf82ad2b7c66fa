package dev.hoop.slackbot.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HealthCommandTest {

  @Test
  void aHostThatNobodyKnowsIsNamed() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);

    int code =
        HealthCommand.ask(Map.of("HOOP_SLACK_HTTP", "nowhere.invalid:8686"), System.out, err);

    assertThat(code).isEqualTo(InvalidSetupException.EXIT_CODE);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("HOOP_SLACK_HTTP")
        .contains("nowhere.invalid");
  }
}
