package dev.hoop.slackbot.slack.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.sandbox.slack.BlockKitRules;
import dev.hoop.slackbot.sandbox.slack.LiveMarkup;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Whether Slack takes what was rendered, and nothing acts in it but what the bot put there. */
final class HarmlessMessage {

  private static final String OWN_LINK = "<https://hoop.example.com/";
  private static final Pattern OWN_DATE =
      Pattern.compile("<!date\\^\\d+\\^\\{(date_short_pretty} at \\{time|time)}\\|[0-9TZ:. UC-]+>");

  private static final int LONGEST_TEXT = 4_000;

  private HarmlessMessage() {}

  /**
   * @param known the people whom the bot may name
   */
  static void message(SlackMessage message, String about, String... known)
      throws JsonProcessingException {
    JsonNode blocks = Blocks.JSON.readTree(message.blocks());
    assertThat(blocks).as("the blocks of %s", about).isNotEmpty();
    assertThat(BlockKitRules.faultsOfMessage(blocks)).as("what Slack refuses: %s", about).isEmpty();
    assertThat(BlockKitRules.tooMuchText(blocks)).as("too much text: %s", about).isFalse();
    assertThat(message.text()).as(about).isNotBlank().hasSizeLessThan(LONGEST_TEXT);
    inert(blocks, message.text(), about, known);
  }

  static void view(String view, String about, String... known) throws JsonProcessingException {
    JsonNode json = Blocks.JSON.readTree(view);
    assertThat(BlockKitRules.faultsOfView(json)).as("what Slack refuses: %s", about).isEmpty();
    assertThat(BlockKitRules.tooLarge(json)).as("too large: %s", about).isFalse();
    inert(json, "", about, known);
  }

  private static void inert(JsonNode json, String text, String about, String... known) {
    List<String> alive = new ArrayList<>(LiveMarkup.find(json, text));
    alive.removeIf(one -> one.startsWith(OWN_LINK) || OWN_DATE.matcher(one).matches());
    for (String user : known) {
      alive.removeIf(one -> one.equals("<@" + user + ">"));
    }
    assertThat(alive).as("what acts in %s", about).isEmpty();
    // Beside blocks the text is for notifications alone, where a bare address is no link.
    assertThat(LiveMarkup.autoLinks(json, "")).as("what links itself in %s", about).isEmpty();
  }
}
