package dev.hoop.slackbot.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NotificationTest {

  private static final String CARD =
      "[{'type':'header','text':{'type':'plain_text','text':'Bob wants billing-db'}},"
          + "{'type':'divider'},"
          + "{'type':'section','text':{'type':'mrkdwn','text':'a &lt; b <https://a.example|Hoop>'},"
          + "'accessory':{'type':'button','action_id':'all','text':{'type':'plain_text',"
          + "'text':'Show all'}}},"
          + "{'type':'rich_text','elements':[{'type':'rich_text_preformatted','elements':["
          + "{'type':'text','text':'select 1'}]}]},"
          + "{'type':'actions','elements':[{'type':'button','action_id':'ok',"
          + "'accessibility_label':'Approve for dba','confirm':{"
          + "'title':{'type':'plain_text','text':'Sure?'},"
          + "'text':{'type':'plain_text','text':'It ends'},"
          + "'confirm':{'type':'plain_text','text':'Yes'},"
          + "'deny':{'type':'plain_text','text':'No'}},"
          + "'text':{'type':'plain_text','text':'Approve'}},"
          + "{'type':'button','action_id':'no','text':{'type':'plain_text','text':'Reject'}}]}]";

  @Test
  void theDesktopTakesItsTextFromTheBlocksAndThePhoneFromTheText() {
    Notification notification = Notification.of(message("fallback &amp; more", CARD));

    assertThat(notification.lines())
        .containsExactly("Bob wants billing-db", "a < b Hoop", "select 1");
    assertThat(notification.desktop()).isEqualTo("Bob wants billing-db\na < b Hoop\nselect 1");
    assertThat(notification.phone()).isEqualTo("fallback & more");
  }

  @Test
  void theDesktopTakesTheTextWhenTheBlocksHaveNone() {
    assertThat(Notification.of(message("fallback", "[{'type':'divider'}]")).desktop())
        .isEqualTo("fallback");
  }

  @Test
  void anUpdateDoesNotChangeWhatWasNotified() {
    Message posted = message("first", "[]");
    Message updated =
        new Message(
            posted.ts(),
            posted.channel(),
            "second",
            posted.blocks(),
            null,
            null,
            List.of(posted.versions().get(0), version("second", "[]")),
            false,
            0);

    assertThat(Notification.of(updated).phone()).isEqualTo("first");
  }

  @Test
  void aScreenReaderSaysTheLabelOfAButtonElseItsText() {
    assertThat(message("t", CARD).spokenButtons())
        .containsExactly("Show all", "Approve for dba", "Reject");
  }

  @Test
  void aButtonAsksForConfirmationOnlyWhereItSaysSo() {
    Message card = message("t", CARD);

    assertThat(card.confirmation("ok")).isEqualTo("Sure?\nIt ends\nYes\nNo");
    assertThat(card.confirmation("no")).isEmpty();
    assertThat(card.confirmation("gone")).isEmpty();
  }

  private static Message message(String text, String blocks) {
    Message.Version version = version(text, blocks);
    return new Message("1.1", "C1", text, version.blocks(), null, null, List.of(version), false, 0);
  }

  private static Message.Version version(String text, String blocks) {
    return new Message.Version(text, json(blocks), null, 0);
  }

  private static JsonNode json(String single) {
    try {
      return Json.parse(single.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(single, e);
    }
  }
}
