package dev.hoop.slackbot.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hoop.slackbot.sandbox.http.Json;
import org.junit.jupiter.api.Test;

final class LiveMarkupTest {

  @Test
  void findsWhatActsInTextAndMrkdwnAlsoInsideCode() throws JsonProcessingException {
    String blocks =
        "[{'type':'section','text':{'type':'mrkdwn','text':'```<!channel>``` <@U1>'}},"
            + "{'type':'header','text':{'type':'plain_text','text':'<!here>'}}]";

    assertThat(LiveMarkup.find(Json.parse(blocks.replace('\'', '"')), "see <https://a|b>"))
        .containsExactly("<https://a|b>", "<!channel>", "<@U1>");
  }

  @Test
  void takesEscapedTextForLiteral() {
    assertThat(LiveMarkup.find(Json.array(), "&lt;!channel&gt; a < b > c"))
        .containsExactly("< b >");
  }

  @Test
  void findsLiveElementsOfRichTextButNothingInItsText() throws JsonProcessingException {
    String blocks =
        "[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':["
            + "{'type':'text','text':'<!channel>'},{'type':'broadcast','range':'here'},"
            + "{'type':'user','user_id':'U1'}]}]}]";

    assertThat(LiveMarkup.find(Json.parse(blocks.replace('\'', '"')), ""))
        .containsExactly("<!here>", "<@U1>");
  }

  @Test
  void findsBareAddressesSlackWouldLinkUnlessVerbatim() throws JsonProcessingException {
    String blocks =
        "[{'type':'section','text':{'type':'mrkdwn','text':'go https://a.example/x now'}},"
            + "{'type':'section','text':{'type':'mrkdwn','verbatim':true,'text':'https://b'}}]";

    assertThat(LiveMarkup.autoLinks(Json.parse(blocks.replace('\'', '"')), ""))
        .containsExactly("https://a.example/x");
  }
}
