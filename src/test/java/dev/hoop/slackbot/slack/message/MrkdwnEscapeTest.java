package dev.hoop.slackbot.slack.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.sandbox.slack.LiveMarkup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign text where Slack reads mrkdwn: in notifications, and alone where a layout is refused. */
final class MrkdwnEscapeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/x",
        "HTTP://evil.example",
        "www.evil.example",
        "mailto:ann@evil.example",
        "see (https://evil.example)"
      })
  void noAddressBecomesALink(String text) {
    String escaped = MrkdwnEscape.notification(text);

    assertThat(LiveMarkup.autoLinks(Blocks.JSON.createArrayNode(), escaped)).isEmpty();
    assertThat(escaped).doesNotContain("://", "evil.example");
  }

  @ParameterizedTest
  @CsvSource({
    "*bold* now, ∗bold∗ now",
    "_it_, ˍitˍ",
    "~no~, ∼no∼",
    "`code`, ˋcodeˋ",
    "```x```, ˋˋˋxˋˋˋ"
  })
  void noFormattingComesAlive(String text, String escaped) {
    assertThat(MrkdwnEscape.notification(text)).isEqualTo(escaped);
  }

  @Test
  void whatIsHarmlessStaysAsItIs() {
    assertThat(MrkdwnEscape.notification("Bob's snake_case_name: 1.5 of 2. Now!"))
        .isEqualTo("Bob's snake_case_name: 1.5 of 2. Now!");
  }
}
