package dev.hoop.slackbot.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockKitRulesTest {

  @ParameterizedTest
  @MethodSource
  void takesAMessageAtTheLimitAndRefusesOneAbove(
      int limit, String pointer, IntFunction<String> blocks) {
    assertThat(BlockKitRules.faultsOfMessage(json(blocks.apply(limit)))).isEmpty();
    assertThat(BlockKitRules.faultsOfMessage(json(blocks.apply(limit + 1))))
        .singleElement()
        .asString()
        .endsWith("[json-pointer:" + pointer + "]");
  }

  static Stream<Arguments> takesAMessageAtTheLimitAndRefusesOneAbove() {
    return Stream.of(
        row("blocks", 50, "/blocks", n -> list(n, i -> "{'type':'divider'}")),
        row("header", 150, "/blocks/0/text/text", n -> "[{'type':'header','text':%s}]", true),
        row("section text", 3000, "/blocks/0/text/text", n -> section(mrkdwn(n))),
        row(
            "section fields",
            10,
            "/blocks/0/fields",
            n -> "[{'type':'section','fields':" + list(n, i -> mrkdwn(1)) + "}]"),
        row(
            "section field",
            2000,
            "/blocks/0/fields/0/text",
            n -> "[{'type':'section','fields':[" + mrkdwn(n) + "]}]"),
        row(
            "actions elements",
            25,
            "/blocks/0/elements",
            n -> "[{'type':'actions','elements':" + list(n, i -> button("", 1)) + "}]"),
        row(
            "context elements",
            10,
            "/blocks/0/elements",
            n -> "[{'type':'context','elements':" + list(n, i -> mrkdwn(1)) + "}]"),
        row(
            "block id",
            255,
            "/blocks/0/block_id",
            n -> "[{'type':'divider','block_id':'" + x(n) + "'}]"),
        row(
            "action id",
            255,
            "/blocks/0/elements/0/action_id",
            n -> actions(button(",'action_id':'" + x(n) + "'", 1))),
        row("button text", 75, "/blocks/0/elements/0/text/text", n -> actions(button("", n))),
        row(
            "button value",
            2000,
            "/blocks/0/elements/0/value",
            n -> actions(button(",'value':'" + x(n) + "'", 1))),
        row(
            "button url",
            3000,
            "/blocks/0/elements/0/url",
            n -> actions(button(",'url':'" + x(n) + "'", 1))),
        row(
            "button accessibility label",
            75,
            "/blocks/0/elements/0/accessibility_label",
            n -> actions(button(",'accessibility_label':'" + x(n) + "'", 1))),
        row(
            "overflow confirm title",
            100,
            "/blocks/0/elements/0/confirm/title/text",
            n -> actions(overflow(confirm(n, 1, 1, 1)))),
        row(
            "overflow confirm text",
            300,
            "/blocks/0/elements/0/confirm/text/text",
            n -> actions(overflow(confirm(1, n, 1, 1)))),
        row(
            "overflow confirm confirm",
            30,
            "/blocks/0/elements/0/confirm/confirm/text",
            n -> actions(overflow(confirm(1, 1, n, 1)))),
        row(
            "overflow confirm deny",
            30,
            "/blocks/0/elements/0/confirm/deny/text",
            n -> actions(overflow(confirm(1, 1, 1, n)))),
        row(
            "confirm title",
            100,
            "/blocks/0/elements/0/confirm/title/text",
            n -> actions(button(confirm(n, 1, 1, 1), 1))),
        row(
            "confirm text",
            300,
            "/blocks/0/elements/0/confirm/text/text",
            n -> actions(button(confirm(1, n, 1, 1), 1))),
        row(
            "confirm confirm",
            30,
            "/blocks/0/elements/0/confirm/confirm/text",
            n -> actions(button(confirm(1, 1, n, 1), 1))),
        row(
            "confirm deny",
            30,
            "/blocks/0/elements/0/confirm/deny/text",
            n -> actions(button(confirm(1, 1, 1, n), 1))),
        row(
            "overflow options",
            5,
            "/blocks/0/elements/0/options",
            n -> actions("{'type':'overflow','options':" + list(n, i -> option(1, 1)) + "}")),
        row(
            "select options",
            100,
            "/blocks/0/elements/0/options",
            n -> actions("{'type':'static_select','options':" + list(n, i -> option(1, 1)) + "}")),
        row(
            "option text",
            75,
            "/blocks/0/elements/0/options/0/text/text",
            n -> actions("{'type':'overflow','options':[" + option(n, 1) + "]}")),
        row(
            "option value",
            150,
            "/blocks/0/elements/0/options/0/value",
            n -> actions("{'type':'overflow','options':[" + option(1, n) + "]}")));
  }

  @ParameterizedTest
  @MethodSource
  void takesADialogAtTheLimitAndRefusesOneAbove(
      int limit, String pointer, IntFunction<String> view) {
    assertThat(BlockKitRules.faultsOfView(json(view.apply(limit)))).isEmpty();
    assertThat(BlockKitRules.faultsOfView(json(view.apply(limit + 1))))
        .singleElement()
        .asString()
        .endsWith("[json-pointer:" + pointer + "]");
  }

  static Stream<Arguments> takesADialogAtTheLimitAndRefusesOneAbove() {
    return Stream.of(
        row("blocks", 100, "/view/blocks", n -> view("", list(n, i -> "{'type':'divider'}"))),
        row(
            "title",
            24,
            "/view/title/text",
            n -> "{'type':'modal','title':" + plain(n) + ",'blocks':[]}"),
        row("submit", 24, "/view/submit/text", n -> view(",'submit':" + plain(n), "[]")),
        row("close", 24, "/view/close/text", n -> view(",'close':" + plain(n), "[]")),
        row(
            "private metadata",
            3000,
            "/view/private_metadata",
            n -> view(",'private_metadata':'" + x(n) + "'", "[]")),
        row(
            "callback id",
            255,
            "/view/callback_id",
            n -> view(",'callback_id':'" + x(n) + "'", "[]")),
        row(
            "max_length",
            3000,
            "/view/blocks/0/element/max_length",
            n -> view(",'submit':" + plain(1), input(",'max_length':" + n))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[{'type':'poem'}]",
        "[{'type':'divider','colour':'red'}]",
        "[{'type':'section'}]",
        "[{'type':'section','text':{'type':'mrkdwn','text':''}}]",
        "[{'type':'section','text':{'type':'html','text':'x'}}]",
        "[{'type':'section','text':{'type':'plain_text','text':'x','verbatim':true}}]",
        "[{'type':'header','text':{'type':'mrkdwn','text':'x'}}]",
        "[{'type':'actions','elements':[]}]",
        "[{'type':'context','elements':[]}]",
        "[{'type':'actions','elements':[{'type':'plain_text_input'}]}]",
        "[{'type':'actions','elements':[{'type':'button','style':'default',"
            + "'text':{'type':'plain_text','text':'x'}}]}]",
        "[{'type':'actions','elements':["
            + "{'type':'button','action_id':'a','text':{'type':'plain_text','text':'x'}},"
            + "{'type':'button','action_id':'a','text':{'type':'plain_text','text':'x'}}]}]",
        "[{'type':'actions','elements':[{'type':'button','accessibility_label':'',"
            + "'text':{'type':'plain_text','text':'x'}}]}]",
        "[{'type':'actions','elements':[{'type':'overflow','accessibility_label':'x',"
            + "'options':[{'text':{'type':'plain_text','text':'x'},'value':'v'}]}]}]",
        "[{'type':'actions','elements':[{'type':'button','confirm':{},"
            + "'text':{'type':'plain_text','text':'x'}}]}]",
        "[{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'x'},"
            + "'confirm':{'title':{'type':'mrkdwn','text':'x'},"
            + "'text':{'type':'plain_text','text':'x'},"
            + "'confirm':{'type':'plain_text','text':'x'},"
            + "'deny':{'type':'plain_text','text':'x'}}}]}]",
        "[{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'x'},"
            + "'confirm':{'title':{'type':'plain_text','text':'x'},'style':'default',"
            + "'text':{'type':'plain_text','text':'x'},"
            + "'confirm':{'type':'plain_text','text':'x'},"
            + "'deny':{'type':'plain_text','text':'x'}}}]}]",
        "[{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}]",
        "[{'type':'rich_text','elements':[{'type':'text','text':'x'}]}]",
        "[{'type':'rich_text','elements':[{'type':'rich_text_preformatted',"
            + "'elements':[{'type':'user','user_id':'U1'}]}]}]",
        "[{'type':'rich_text','elements':[{'type':'rich_text_section',"
            + "'elements':[{'type':'text','text':''}]}]}]"
      })
  void refusesWhatSlackDoesNotKnow(String blocks) {
    assertThat(BlockKitRules.faultsOfMessage(json(blocks))).isNotEmpty();
  }

  @Test
  void refusesAnInputWithoutASubmitButton() {
    assertThat(BlockKitRules.faultsOfView(json(view("", input(""))))).hasSize(1);
  }

  @Test
  void takesRichText() {
    String blocks =
        "[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':["
            + "{'type':'text','text':'x','style':{'bold':true}},"
            + "{'type':'link','url':'https://a.example'},{'type':'user','user_id':'U1'},"
            + "{'type':'channel','channel_id':'C1'},{'type':'emoji','name':'tada'},"
            + "{'type':'usergroup','usergroup_id':'S1'},{'type':'broadcast','range':'here'},"
            + "{'type':'date','timestamp':1,'format':'{date}','fallback':'then'}]},"
            + "{'type':'rich_text_list','style':'bullet','elements':["
            + "{'type':'rich_text_section','elements':[]}]},"
            + "{'type':'rich_text_quote','elements':[]},"
            + "{'type':'rich_text_preformatted','border':0,"
            + "'elements':[{'type':'text','text':'select 1'}]}]}]";

    assertThat(BlockKitRules.faultsOfMessage(json(blocks))).isEmpty();
  }

  @Test
  void countsTheTextOfAllBlocksTogether() {
    IntFunction<String> blocks =
        n -> "[" + String.join(",", List.of(unit(3000), unit(3000), unit(3000), unit(n))) + "]";

    assertThat(BlockKitRules.tooMuchText(json(blocks.apply(3000)))).isFalse();
    assertThat(BlockKitRules.tooMuchText(json(blocks.apply(3001)))).isTrue();
  }

  private static Arguments row(
      String name, int limit, String pointer, IntFunction<String> document) {
    return argumentSet(name, limit, pointer, document);
  }

  private static Arguments row(
      String name, int limit, String pointer, IntFunction<String> document, boolean plainText) {
    return row(
        name,
        limit,
        pointer,
        n -> document.apply(n).replace("%s", plainText ? plain(n) : mrkdwn(n)));
  }

  private static JsonNode json(String single) {
    try {
      return Json.parse(single.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(single, e);
    }
  }

  private static String list(int count, IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
  }

  private static String x(int length) {
    return "x".repeat(length);
  }

  private static String plain(int length) {
    return "{'type':'plain_text','text':'" + x(length) + "'}";
  }

  private static String mrkdwn(int length) {
    return "{'type':'mrkdwn','text':'" + x(length) + "'}";
  }

  private static String unit(int length) {
    return "{'type':'section','text':" + mrkdwn(length) + "}";
  }

  private static String section(String text) {
    return "[{'type':'section','text':" + text + "}]";
  }

  private static String actions(String element) {
    return "[{'type':'actions','elements':[" + element + "]}]";
  }

  private static String button(String more, int text) {
    return "{'type':'button','text':" + plain(text) + more + "}";
  }

  private static String overflow(String more) {
    return "{'type':'overflow','options':[" + option(1, 1) + "]" + more + "}";
  }

  private static String confirm(int title, int text, int confirm, int deny) {
    return ",'confirm':{'title':"
        + plain(title)
        + ",'text':"
        + mrkdwn(text)
        + ",'confirm':"
        + plain(confirm)
        + ",'deny':"
        + plain(deny)
        + "}";
  }

  private static String option(int text, int value) {
    return "{'text':" + plain(text) + ",'value':'" + x(value) + "'}";
  }

  private static String view(String more, String blocks) {
    return "{'type':'modal','title':" + plain(1) + ",'blocks':" + blocks + more + "}";
  }

  private static String input(String more) {
    return "[{'type':'input','label':"
        + plain(1)
        + ",'element':{'type':'plain_text_input'"
        + more
        + "}}]";
  }
}
