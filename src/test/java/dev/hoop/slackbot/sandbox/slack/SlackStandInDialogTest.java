package dev.hoop.slackbot.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the inputs of a dialog hold. */
@Timeout(10)
final class SlackStandInDialogTest {

  private static final String VIEW =
      ("{'type':'modal','title':{'type':'plain_text','text':'When'},"
              + "'submit':{'type':'plain_text','text':'Go'},'blocks':["
              + input("start", "'type':'timepicker','initial_time':'09:00'", true)
              + ","
              + input("end", "'type':'timepicker','initial_time':'17:00'", false)
              + ","
              + input("why", "'type':'plain_text_input','initial_value':'none'", false)
              + ","
              + input(
                  "who",
                  "'type':'checkboxes','options':["
                      + option()
                      + "],'initial_options':["
                      + option()
                      + "]",
                  false)
              + "]}")
          .replace('\'', '"');

  private SlackStandIn slack;
  private Slack sdk;
  private MethodsClient bot;

  @BeforeEach
  void start() {
    slack = SlackStandIn.start();
    slack.addUser("U1", "alice", "alice@example.com");
    slack.addChannel("C1", "reviews", false, true);
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(slack.apiUrl().toString());
    sdk = Slack.getInstance(config);
    bot = sdk.methods(slack.botToken());
  }

  @AfterEach
  void stop() throws Exception {
    slack.close();
    sdk.close();
  }

  @Test
  void anUpdateWithAnOldHashIsRefused() throws Exception {
    View opened = open();

    assertThat(updateError(opened, opened.hash())).isNull();
    assertThat(updateError(opened, opened.hash())).isEqualTo("hash_conflict");
    assertThat(updateError(opened, slack.openViews("U1").get(0).hash())).isNull();
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void anInputThatNobodyTouchedHasItsInitialValue() throws Exception {
    JsonNode values = submitted(open());

    assertThat(values.at("/start/start/selected_time").asText()).isEqualTo("09:00");
    assertThat(values.at("/why/why/value").asText()).isEqualTo("none");
    assertThat(values.at("/who/who/selected_options/0/value").asText()).isEqualTo("all");
  }

  @Test
  void aChangedInputIsSentWithTheStateOfAllOthers() throws Exception {
    JsonNode change = slack.changeInput("U1", open(), "start", "10:30").payload();

    assertThat(change.at("/actions/0/selected_time").asText()).isEqualTo("10:30");
    assertThat(change.at("/actions/0/type").asText()).isEqualTo("timepicker");
    assertThat(change.at("/view/state/values/start/start/selected_time").asText())
        .isEqualTo("10:30");
    assertThat(change.at("/view/state/values/end/end/selected_time").asText()).isEqualTo("17:00");
    assertThat(change.at("/view/hash").asText()).isNotEmpty();
  }

  @Test
  void anInputThatDispatchesNothingSendsNothing() throws Exception {
    View view = open();

    assertThatThrownBy(() -> slack.changeInput("U1", view, "end", "18:00"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("sends nothing");
  }

  @Test
  void anUpdateKeepsWhatWasEnteredAndTheInitialValues() throws Exception {
    View view = open();
    slack.changeInput("U1", view, "start", "10:30");
    updateError(view, null);

    JsonNode values = submitted(view);

    assertThat(values.at("/start/start/selected_time").asText()).isEqualTo("10:30");
    assertThat(values.at("/end/end/selected_time").asText()).isEqualTo("17:00");
  }

  @Test
  void anUpdateMayLoseTheInitialValues() throws Exception {
    slack.loseInitialValuesOnUpdate(true);
    View view = open();
    JsonNode before = slack.changeInput("U1", view, "start", "10:30").payload();
    updateError(view, null);
    JsonNode after = slack.changeInput("U1", view, "start", "11:00").payload();

    JsonNode values = submitted(view);

    assertThat(before.at("/view/state/values/end/end/selected_time").asText()).isEqualTo("17:00");
    assertThat(after.at("/view/state/values/end/end/selected_time").isNull()).isTrue();
    assertThat(values.at("/start/start/selected_time").asText()).isEqualTo("11:00");
    assertThat(values.at("/why/why/value").isNull()).isTrue();
    assertThat(values.at("/who/who/selected_options")).isEmpty();
  }

  private View open() throws IOException, SlackApiException {
    String trigger = slack.slashCommand("U1", "C1", "/hoop", "").triggerId();
    assertThat(bot.viewsOpen(r -> r.triggerId(trigger).viewAsString(VIEW)).getError()).isNull();
    return slack.openViews("U1").get(0);
  }

  private String updateError(View view, @Nullable String hash)
      throws IOException, SlackApiException {
    return bot.viewsUpdate(r -> r.viewId(view.id()).hash(hash).viewAsString(VIEW)).getError();
  }

  private JsonNode submitted(View view) {
    return slack.submitView("U1", view, Map.of()).payload().at("/view/state/values");
  }

  private static String input(String id, String element, boolean dispatch) {
    return "{'type':'input','block_id':'"
        + id
        + "','dispatch_action':"
        + dispatch
        + ",'label':{'type':'plain_text','text':'L'},'element':{'action_id':'"
        + id
        + "',"
        + element
        + "}}";
  }

  private static String option() {
    return "{'text':{'type':'plain_text','text':'All'},'value':'all'}";
  }
}
