package dev.hoop.slackbot.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.socket_mode.response.AckResponse;
import com.slack.api.webhook.Payload;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SlackStandInSocketTest {

  private static final String BLOCKS =
      "[{\"type\":\"actions\",\"block_id\":\"b\",\"elements\":[{\"type\":\"button\","
          + "\"action_id\":\"ok\",\"value\":\"v\",\"text\":{\"type\":\"plain_text\","
          + "\"text\":\"OK\"}},{\"type\":\"overflow\",\"action_id\":\"more\",\"options\":["
          + "{\"text\":{\"type\":\"plain_text\",\"text\":\"All\"},\"value\":\"all\"}]}]}]";
  private static final String VIEW =
      "{\"type\":\"modal\",\"callback_id\":\"cb\",\"private_metadata\":\"pm\",\"title\":"
          + "{\"type\":\"plain_text\",\"text\":\"Why\"},\"submit\":{\"type\":\"plain_text\","
          + "\"text\":\"Go\"},\"blocks\":[{\"type\":\"input\",\"block_id\":\"rb\",\"label\":"
          + "{\"type\":\"plain_text\",\"text\":\"Reason\"},\"element\":{\"type\":"
          + "\"plain_text_input\",\"action_id\":\"reason\",\"max_length\":100}}]}";

  private static final Pattern OWN_THREADS =
      Pattern.compile("stand-in-slack-|HTTP-Dispatcher|WebSocketSelector|WebSocketWorker");

  private SlackStandIn slack;
  private Slack sdk;

  @BeforeEach
  void start() {
    slack = SlackStandIn.start();
    slack.addUser("U1", "alice", "alice@example.com");
    slack.addChannel("C1", "reviews", false, true);
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(slack.apiUrl().toString());
    sdk = Slack.getInstance(config);
  }

  @AfterEach
  void stop() throws Exception {
    slack.close();
    sdk.close();
  }

  @Test
  void greetsANewConnectionAndTakesATicketOnlyOnce() throws Exception {
    String url = url();

    TestSocket socket = TestSocket.open(url);
    JsonNode hello = socket.next();

    assertThat(hello.path("type").asText()).isEqualTo("hello");
    assertThat(hello.path("num_connections").asInt()).isEqualTo(1);
    assertThat(hello.path("connection_info").path("app_id").asText()).isNotEmpty();
    assertThat(hello.path("debug_info").path("approximate_connection_time").isInt()).isTrue();
    assertThat(new TestSocket(url).connectBlocking(5, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void aClickTravelsToTheBotAndItsAckBack() throws Exception {
    TestSocket socket = connected();
    Message message = post();

    EnvelopeDelivery click = slack.click("U1", message, "ok");
    JsonNode envelope = socket.next();
    socket.ack(click.envelopeId(), "");

    assertThat(envelope.path("type").asText()).isEqualTo("interactive");
    assertThat(envelope.path("accepts_response_payload").asBoolean()).isFalse();
    JsonNode payload = envelope.path("payload");
    assertThat(payload.path("type").asText()).isEqualTo("block_actions");
    assertThat(payload.path("container").path("message_ts").asText()).isEqualTo(message.ts());
    assertThat(payload.path("actions").path(0).path("value").asText()).isEqualTo("v");
    assertThat(payload.path("actions").path(0).path("block_id").asText()).isEqualTo("b");
    assertThat(payload.path("message").path("blocks")).isEqualTo(message.blocks());
    assertThat(click.acked().connection()).isEqualTo(1);
    assertThat(click.acked().payload()).isNull();
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void anOverflowOptionIsSentAsSelected() throws Exception {
    TestSocket socket = connected();

    slack.clickOption("U1", post(), "more", "all");

    JsonNode action = socket.next().path("payload").path("actions").path(0);
    assertThat(action.path("type").asText()).isEqualTo("overflow");
    assertThat(action.path("selected_option").path("value").asText()).isEqualTo("all");
  }

  @Test
  void saysWhatThereIsToPressWhenTheButtonIsMissing() throws Exception {
    Message message = post();

    assertThatThrownBy(() -> slack.click("U1", message, "gone"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("b/ok")
        .hasMessageContaining("[OK]");
  }

  @Test
  void aClickWithoutAConnectionFailsForThePerson() throws Exception {
    EnvelopeDelivery click = slack.click("U1", post(), "ok");

    assertThat(slack.undelivered()).containsExactly(click);
    assertThatThrownBy(() -> click.ack().get(1, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
  }

  @Test
  void anAckOnAnotherConnectionIsAComplaintAndDoesNotCount() throws Exception {
    TestSocket first = connected();
    TestSocket second = connected();

    EnvelopeDelivery mention = slack.mention("U1", "C1", "status");
    first.next();
    second.ack(mention.envelopeId(), "");
    awaitComplaint("ack came on 2");

    assertThat(mention.ack()).isNotDone();
    first.ack(mention.envelopeId(), "");
    assertThat(mention.acked().connection()).isEqualTo(1);
  }

  @Test
  void aSecondAckAndAnAckOfNothingAreComplaints() throws Exception {
    TestSocket socket = connected();
    EnvelopeDelivery mention = slack.mention("U1", "C1", "status");
    socket.next();

    socket.ack(mention.envelopeId(), "");
    socket.ack(mention.envelopeId(), "");
    socket.ack("nothing", "");

    awaitComplaint("second ack");
    awaitComplaint("unknown envelope");
  }

  @Test
  void envelopesTakeTurnsAmongTheConnections() throws Exception {
    TestSocket first = connected();
    TestSocket second = connected();

    String one = slack.mention("U1", "C1", "one").eventId();
    String two = slack.mention("U1", "C1", "two").eventId();

    assertThat(first.next().path("payload").path("event_id").asText()).isEqualTo(one);
    assertThat(second.next().path("payload").path("event_id").asText()).isEqualTo(two);
  }

  @Test
  void aRedeliveryIsTheSameEventInANewEnvelope() throws Exception {
    TestSocket socket = connected();

    EnvelopeDelivery event = slack.mention("U1", "C1", "status");
    slack.redeliver(event, 1);

    JsonNode first = socket.next();
    JsonNode again = socket.next();
    assertThat(again.path("payload")).isEqualTo(first.path("payload"));
    assertThat(again.path("envelope_id")).isNotEqualTo(first.path("envelope_id"));
    assertThat(again.path("retry_attempt").asInt()).isEqualTo(1);
    assertThat(again.path("retry_reason").asText()).isEqualTo("timeout");
  }

  @Test
  void aRefreshedConnectionGetsNothingMoreAndClosesAfterTheGrace() throws Exception {
    TestSocket first = connected();
    TestSocket second = connected();
    slack.graceOnRefresh(Duration.ofMillis(100));
    EnvelopeDelivery before = slack.mention("U1", "C1", "before");
    first.next();

    assertThat(slack.refresh()).isEqualTo(1);
    assertThat(first.next().path("reason").asText()).isEqualTo("refresh_requested");
    first.ack(before.envelopeId(), "");
    assertThat(before.acked().connection()).isEqualTo(1);
    slack.mention("U1", "C1", "a");
    slack.mention("U1", "C1", "b");

    second.next();
    second.next();
    assertThat(first.closed().get(2, TimeUnit.SECONDS)).isEqualTo(1000);
    awaitConnections(1);
  }

  @Test
  void aDisabledLinkOpensNothingUntilEnabled() throws Exception {
    TestSocket socket = connected();

    slack.disableSocketMode();

    assertThat(socket.next().path("reason").asText()).isEqualTo("link_disabled");
    socket.closed().get(2, TimeUnit.SECONDS);
    assertThat(sdk.methods().appsConnectionsOpen(r -> r.token(slack.appToken())).isOk()).isFalse();
    slack.enableSocketMode();
    assertThat(connected().isOpen()).isTrue();
  }

  @Test
  void theEleventhConnectionIsSentAway() throws Exception {
    for (int i = 0; i < 10; i++) {
      connected();
    }

    // It may be closed again before anyone could see it open.
    TestSocket eleventh = new TestSocket(url());
    eleventh.connect();

    assertThat(eleventh.next().path("reason").asText()).isEqualTo("too_many_websockets");
    eleventh.closed().get(2, TimeUnit.SECONDS);
  }

  @Test
  void cutSocketsEndWithoutACloseFrame() throws Exception {
    TestSocket socket = connected();

    slack.cutSockets();

    assertThat(socket.closed().get(2, TimeUnit.SECONDS)).isNotEqualTo(1000);
    awaitConnections(0);
  }

  @Test
  void frozenSocketsStayOpenAndCarryNothing() throws Exception {
    TestSocket frozen = connected();

    slack.freezeSockets();
    frozen.sendPing();
    EnvelopeDelivery lost = slack.mention("U1", "C1", "lost");
    TestSocket sound = connected();
    EnvelopeDelivery alsoLost = slack.mention("U1", "C1", "whoever is next");
    JsonNode arrived = sound.next();

    assertThat(List.of(lost.envelopeId(), alsoLost.envelopeId()))
        .contains(arrived.path("envelope_id").asText());
    assertThat(frozen.isOpen()).isTrue();
    assertThat(slack.connectionCount()).isEqualTo(2);
  }

  @Test
  void anEnvelopeNobodyAcksInTimeIsListed() throws Exception {
    connected();
    slack.deadline(Duration.ofMillis(100));
    EnvelopeDelivery mention = slack.mention("U1", "C1", "status");

    EnvelopeDelivery missed =
        slack.await("a warning", Duration.ofSeconds(5), () -> slack.unacked().stream().findFirst());

    assertThat(missed).isEqualTo(mention);
  }

  @Test
  void aSubmittedDialogClosesUnlessTheAckHasErrors() throws Exception {
    TestSocket socket = connected();
    EnvelopeDelivery click = slack.click("U1", post(), "ok");
    socket.next();
    openView(click.triggerId());
    View view = slack.openViews("U1").get(0);

    EnvelopeDelivery refused = slack.submitView("U1", view, Map.of("rb", Map.of("reason", "no")));
    JsonNode payload = socket.next().path("payload");
    socket.ack(
        refused.envelopeId(), "{\"response_action\":\"errors\",\"errors\":{\"rb\":\"longer\"}}");
    refused.acked();

    assertThat(payload.at("/view/state/values/rb/reason/value").asText()).isEqualTo("no");
    assertThat(payload.at("/view/private_metadata").asText()).isEqualTo("pm");
    assertThat(slack.openViews("U1").get(0).errors()).containsEntry("rb", "longer");
    EnvelopeDelivery taken =
        slack.submitView("U1", view, Map.of("rb", Map.of("reason", "because")));
    socket.next();
    socket.ack(taken.envelopeId(), "");
    taken.acked();
    assertThat(slack.openViews("U1")).isEmpty();
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void aTriggerOpensOneDialogAndOnlyInTime() throws Exception {
    connected();
    EnvelopeDelivery click = slack.click("U1", post(), "ok");

    openView(click.triggerId());

    assertThat(viewError(click.triggerId())).isEqualTo("exchanged_trigger_id");
    assertThat(viewError("1.2.made-up")).isEqualTo("invalid_trigger_id");
    slack.deadline(Duration.ofMillis(100));
    EnvelopeDelivery late = slack.click("U1", slack.messages("C1").get(0), "ok");
    slack.await("late", Duration.ofSeconds(5), () -> slack.unacked().stream().findFirst());
    assertThat(viewError(late.triggerId())).isEqualTo("expired_trigger_id");
  }

  @Test
  void aCommandIsAnsweredInItsAckAndFiveTimesByItsAddress() throws Exception {
    TestSocket socket = connected();

    EnvelopeDelivery command = slack.slashCommand("U1", "C1", "/hoop", "subscribe");
    JsonNode envelope = socket.next();
    socket.ack(command.envelopeId(), "{\"text\":\"Here you are\"}");
    command.acked();

    assertThat(envelope.path("accepts_response_payload").asBoolean()).isTrue();
    assertThat(slack.responses()).extracting(ResponseUrlPost::text).containsExactly("Here you are");
    for (int i = 0; i < 5; i++) {
      assertThat(respond(command.responseUrl())).isEqualTo(200);
    }
    assertThat(respond(command.responseUrl())).isEqualTo(404);
    assertThat(slack.responses()).hasSize(6);
    assertThat(slack.complaints()).singleElement().asString().contains("used_url");
  }

  @Test
  void speaksWithTheSocketModeClientOfTheSdk() throws Exception {
    Message message = post();
    try (SocketModeClient client =
        sdk.socketMode(slack.appToken(), SocketModeClient.Backend.JavaWebSocket)) {
      client.addInteractiveEnvelopeListener(
          envelope ->
              client.sendSocketModeResponse(
                  AckResponse.builder().envelopeId(envelope.getEnvelopeId()).build()));
      client.connect();
      slack.await(
          "an open connection",
          Duration.ofSeconds(5),
          () -> Optional.of(slack.connectionCount()).filter(count -> count == 1));

      assertThat(slack.click("U1", message, "ok").acked().nanos()).isPositive();
    }
    assertThat(slack.complaints()).isEmpty();
  }

  @Test
  void anAckWithAPayloadWhereSlackTakesNoneIsAComplaint() throws Exception {
    TestSocket socket = connected();
    EnvelopeDelivery mention = slack.mention("U1", "C1", "status");
    socket.next();

    socket.ack(mention.envelopeId(), "{\"text\":\"hi\"}");

    awaitComplaint("does not take");
  }

  @Test
  void closingEndsEveryThreadWithinASecond() throws Exception {
    TestSocket socket = connected();
    List<Thread> own =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> OWN_THREADS.matcher(thread.getName()).lookingAt())
            .toList();
    long end = System.nanoTime() + 1_000_000_000L;

    slack.close();
    for (Thread thread : own) {
      thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
    }

    assertThat(own).hasSizeGreaterThan(8).allMatch(Thread::isDaemon);
    assertThat(own.stream().filter(Thread::isAlive)).isEmpty();
    socket.closed().get(1, TimeUnit.SECONDS);
  }

  @Test
  void aWarnedConnectionGoesOnCarrying() throws Exception {
    TestSocket socket = connected();

    slack.warn();
    EnvelopeDelivery mention = slack.mention("U1", "C1", "status");

    assertThat(socket.next().path("reason").asText()).isEqualTo("warning");
    assertThat(socket.next().path("envelope_id").asText()).isEqualTo(mention.envelopeId());
  }

  @Test
  void refusesSocketsWhileDownAndTakesThemAgainAtTheSamePort() throws Exception {
    TestSocket before = connected();
    String url = url();

    slack.socketsDown();

    before.closed().get(2, TimeUnit.SECONDS);
    assertThat(new TestSocket(url).connectBlocking(2, TimeUnit.SECONDS)).isFalse();
    slack.socketsUp();
    assertThat(TestSocket.open(url).next().path("type").asText()).isEqualTo("hello");
  }

  @Test
  void anAnswerByAddressCanReplaceTheMessageThatWasClicked() throws Exception {
    connected();
    Message message = post();
    EnvelopeDelivery click = slack.click("U1", message, "ok");

    int status =
        sdk.getHttpClient()
            .postJsonBody(click.responseUrl(), Map.of("replace_original", true, "text", "all done"))
            .code();

    assertThat(status).isEqualTo(200);
    assertThat(slack.current(message).words()).isEqualTo("all done");
    assertThatThrownBy(() -> slack.click("U1", message, "ok")).isInstanceOf(AssertionError.class);
    assertThat(slack.clickStale("U1", message, "ok", "b").payload().at("/actions/0/value").asText())
        .isEqualTo("v");
  }

  @Test
  void nobodyCanMentionABotThatIsNotThere() {
    slack.kick("C1");

    assertThatThrownBy(() -> slack.mention("U1", "C1", "hi"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not in #reviews");
  }

  @Test
  void aDialogThatIsWrongIsRefusedAndTheTriggerStaysGood() throws Exception {
    connected();
    EnvelopeDelivery click = slack.click("U1", post(), "ok");

    var refused =
        bot()
            .viewsOpen(
                r ->
                    r.triggerId(click.triggerId())
                        .viewAsString(VIEW.replace("Why", "y".repeat(25))));

    assertThat(refused.getError()).isEqualTo("invalid_arguments");
    assertThat(refused.getResponseMetadata().getMessages())
        .containsExactly("[ERROR] must be less than 25 characters [json-pointer:/view/title/text]");
    openView(click.triggerId());
  }

  private int respond(String url) throws IOException {
    var payload = Payload.builder().text("more").build();
    return sdk.send(url, payload).getCode();
  }

  private void openView(String trigger) throws IOException, SlackApiException {
    var answer = bot().viewsOpen(r -> r.triggerId(trigger).viewAsString(VIEW));
    assertThat(answer.getError()).isNull();
  }

  private String viewError(String trigger) throws IOException, SlackApiException {
    return bot().viewsOpen(r -> r.triggerId(trigger).viewAsString(VIEW)).getError();
  }

  private Message post() throws IOException, SlackApiException {
    bot().chatPostMessage(r -> r.channel("C1").text("hi").blocksAsString(BLOCKS));
    List<Message> all = slack.messages("C1");
    return all.get(all.size() - 1);
  }

  private MethodsClient bot() {
    return sdk.methods(slack.botToken());
  }

  private String url() throws IOException, SlackApiException {
    return sdk.methods().appsConnectionsOpen(r -> r.token(slack.appToken())).getUrl();
  }

  private TestSocket connected() throws Exception {
    TestSocket socket = TestSocket.open(url());
    assertThat(socket.next().path("type").asText()).isEqualTo("hello");
    return socket;
  }

  private void awaitComplaint(String part) {
    slack.await(
        "a complaint with " + part,
        Duration.ofSeconds(2),
        () -> slack.complaints().stream().filter(text -> text.contains(part)).findFirst());
  }

  private void awaitConnections(int count) {
    slack.await(
        count + " connections",
        Duration.ofSeconds(2),
        () -> slack.connectionCount() == count ? Optional.of(count) : Optional.empty());
  }
}
