package dev.hoop.slackbot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayClockTest {

  private final MutableClock own = new MutableClock();
  private final GatewayClock clock = new GatewayClock(own);

  @Test
  void isTheBotsOwnUntilTheGatewayAnswers() {
    assertThat(clock.instant()).isEqualTo(own.instant());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1_500, -3, 3, 1_500})
  void goesAsTheGatewaysLastAnswerShowed(int seconds) {
    answered(Duration.ofDays(1));
    answered(Duration.ofSeconds(seconds));
    own.forward(Duration.ofSeconds(10));

    assertThat(clock.instant()).isEqualTo(own.instant().plusSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, -1, 0, 2})
  void takesASecondOrTwoForNoise(int seconds) {
    answered(Duration.ofSeconds(seconds));

    assertThat(clock.instant()).isEqualTo(own.instant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-03-01T10:00:00Z", "Sun, 99 Mar 2026 10:00:00 GMT"})
  void takesNoNonsense(String date) {
    answered(Duration.ofSeconds(100));

    clock.saw(date);

    assertThat(clock.instant()).isEqualTo(own.instant().plusSeconds(100));
  }

  @Test
  void saysOnceThatTheClocksDifferAndOnceThatTheyAgree() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream loud = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      answered(Duration.ofSeconds(30));
      answered(Duration.ofMinutes(-25));
      answered(Duration.ofMinutes(-25));
      answered(Duration.ofSeconds(1));
      answered(Duration.ofSeconds(1));
    } finally {
      System.setErr(loud);
    }

    assertThat(
            said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(l -> l.contains("WARN GatewayClock")))
        .satisfiesExactlyInAnyOrder(
            first -> assertThat(first).contains("WARN", "1500 s ahead of the gateway's"));
  }

  private void answered(Duration offset) {
    Instant theirs = own.instant().plus(offset);
    clock.saw(DateTimeFormatter.RFC_1123_DATE_TIME.format(theirs.atOffset(ZoneOffset.UTC)));
  }
}
