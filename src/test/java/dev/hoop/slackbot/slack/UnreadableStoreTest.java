package dev.hoop.slackbot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.commands.CommandHandler;
import dev.hoop.slackbot.outbox.Delivery;
import dev.hoop.slackbot.outbox.MessageOutbox;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.slack.message.DialogViews;
import dev.hoop.slackbot.slack.message.MessageSettings;
import dev.hoop.slackbot.slack.socket.Ack;
import dev.hoop.slackbot.slack.socket.Envelope;
import dev.hoop.slackbot.slack.socket.NotStoredException;
import dev.hoop.slackbot.sync.ReviewSource;
import dev.hoop.slackbot.sync.ReviewStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of clicks and interactions while the store cannot be read. */
final class UnreadableStoreTest {

  private static final OpenView VIEW = new OpenView("V1", "1.a");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Clock CLOCK = Clock.fixed(SampleReviews.ASKED, ZoneOffset.UTC);
  private static final String REVIEW = "7a96253c-f89d-4cf2-975c-ac86bd2a349d";
  private static final String SHORTENED = "#0123456789abcdef";
  private static final String FAILED = "could not be done";

  private final List<Click> taken = new ArrayList<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final SlackMessageSender slack = mock(SlackMessageSender.class);
  private final ReviewStore broken = mock(ReviewStore.class);
  private final CommandHandler commands = mock(CommandHandler.class);
  private final SlackListeners listeners = listeners(later::add, later::add);

  @BeforeEach
  void breakTheStore() {
    IllegalStateException failure = new IllegalStateException("the disk fails");
    when(broken.find(any())).thenThrow(failure);
    when(commands.answer(any(), any(), any())).thenThrow(failure);
    when(slack.openView(any(), any())).thenReturn(Optional.of(VIEW));
    when(slack.respond(any(), any())).thenReturn(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dba", SHORTENED})
  void aClickIsKeptAsItIsSinceNothingIsLookedUpForIt(String token) throws IOException {
    Ack ack = deliver(button("review-approved", token));

    assertThat(ack).isEqualTo(Ack.plain());
    assertThat(taken).extracting(Click::group).containsExactly(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dba", SHORTENED})
  void aDialogThatComesBackIsKeptAsItIs(String token) throws IOException {
    Ack ack = deliver(dialog(token));

    assertThat(ack).isEqualTo(Ack.plain());
    assertThat(taken).extracting(Click::group).containsExactly(token);
  }

  @Test
  void whoeverWaitsForADialogIsToldThatItFailed() throws IOException {
    deliver(button("review-rejected", "dba"));

    work();

    verify(slack).respond(any(), argThat(words -> words.text().contains(FAILED)));
  }

  @Test
  void whoeverChoseInAMenuIsToldThatItFailed() throws IOException {
    deliver(menu());

    work();

    verify(slack).respond(any(), argThat(words -> words.text().contains(FAILED)));
  }

  @Test
  void whoeverTurnedAClockInADialogIsToldThatItFailed() throws IOException {
    deliver(clock());

    work();

    verify(slack)
        .respond(
            eq(URI.create("https://hooks.slack.com/actions/T/1/x")),
            argThat(words -> words.text().contains(FAILED)));
  }

  @Test
  void aDialogThatWaitsForAScriptSaysThatItCannotBeRead() throws IOException {
    deliver(button("review-script", "dba"));

    work();

    verify(slack).updateView(eq(VIEW), argThat(view -> view.contains("cannot be asked")));
  }

  @Test
  void whoeverTypedACommandIsToldThatItFailed() throws IOException {
    deliver("slash_commands", sample("slash_commands"));

    work();

    verify(slack).respond(any(), argThat(words -> words.text().contains(FAILED)));
  }

  @Test
  void whoeverMentionedTheBotIsToldAloneThatItFailed() throws IOException {
    deliver("events_api", sample("events_api_app_mention"));

    work();

    verify(slack)
        .tell(
            any(Recipient.Privately.class),
            argThat((SlackMessage words) -> words.text().contains(FAILED)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"review-rejected", "review-forged"})
  void whoeverCannotEvenBeToldThatItFailedGetsNoAck(String action) throws IOException {
    when(slack.respond(any(), any())).thenReturn(false);

    Ack ack =
        deliver(
            action.equals("review-forged")
                ? pressed("review-script", "forged")
                : button(action, "dba"));
    work();

    assertThat(ack.due().toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void aMentionWhoseAuthorCannotBeToldIsDeliveredAgain() throws IOException {
    when(slack.tell(any(), any()))
        .thenReturn(new Delivery.Blocked("not in the channel", Delivery.Scope.DESTINATION));

    Ack ack = deliver("events_api", sample("events_api_app_mention"));
    work();

    assertThat(ack.due().toCompletableFuture()).isCompletedExceptionally();
  }

  @ParameterizedTest
  @ValueSource(strings = {"review-rejected", "review-script", "review-forged"})
  void whatNoThreadCanTakeOnIsNotAcknowledged(String action) throws IOException {
    SlackListeners full = listeners(UnreadableStoreTest::refuse, UnreadableStoreTest::refuse);
    JsonNode envelope =
        action.equals("review-forged") ? pressed("review-script", "forged") : button(action, "dba");

    assertThatThrownBy(
            () -> full.deliver(new Envelope("e1", "interactive", true, envelope.toString())))
        .isInstanceOf(NotStoredException.class);
  }

  @Test
  void aDialogWhoseScriptNoThreadCanReadSaysSo() throws IOException {
    SlackListeners busy = listeners(later::add, UnreadableStoreTest::refuse);
    busy.deliver(
        new Envelope("e1", "interactive", true, button("review-script", "dba").toString()));

    work();

    verify(slack).updateView(eq(VIEW), argThat(view -> view.contains("cannot be asked")));
  }

  private static void refuse(Runnable task) {
    throw new RejectedExecutionException("full");
  }

  private void work() {
    for (Runnable task = later.poll(); task != null; task = later.poll()) {
      task.run();
    }
  }

  private SlackListeners listeners(Executor openers, Executor readers) {
    DialogService dialogs =
        new DialogService(
            slack,
            commands,
            new DialogViews(new MessageSettings(URI.create("https://hoop.example.com"), true)),
            mock(ReviewSource.class),
            broken,
            mock(MessageOutbox.class),
            () -> {},
            openers,
            readers,
            CLOCK);
    return new SlackListeners(taken::add, dialogs, CLOCK);
  }

  private Ack deliver(JsonNode envelope) {
    return deliver("interactive", envelope);
  }

  private Ack deliver(String type, JsonNode envelope) {
    return listeners.deliver(new Envelope("e1", type, true, envelope.toString()));
  }

  private static JsonNode button(String action, String group) throws IOException {
    return pressed(action, REVIEW + ":" + group);
  }

  private static JsonNode pressed(String action, String value) throws IOException {
    JsonNode root = sample("interactive_block_actions_approve");
    action(root).put("action_id", action).put("value", value);
    return root;
  }

  private static JsonNode menu() throws IOException {
    JsonNode root = sample("interactive_block_actions_approve");
    ObjectNode action = action(root).put("action_id", "review-more").put("type", "overflow");
    action.remove("value");
    action.putObject("selected_option").put("value", "force:" + REVIEW);
    return root;
  }

  private static JsonNode clock() throws IOException {
    JsonNode root = sample("interactive_block_actions_approve");
    action(root).put("action_id", "window-end").put("type", "timepicker").remove("value");
    ObjectNode view = ((ObjectNode) root.path("payload")).putObject("view").put("id", "V1");
    view.put("type", "modal").put("private_metadata", metadata("dba"));
    ObjectNode values = view.putObject("state").putObject("values");
    values.putObject("window-start").putObject("window-start").put("selected_time", "09:00");
    values.putObject("window-end").putObject("window-end").put("selected_time", "18:00");
    return root;
  }

  private static ObjectNode action(JsonNode root) {
    return (ObjectNode) root.at("/payload/actions/0");
  }

  private static JsonNode dialog(String group) throws IOException {
    JsonNode root = sample("interactive_view_submission");
    ((ObjectNode) root.at("/payload/view"))
        .put("callback_id", "review-reject")
        .put("private_metadata", metadata(group));
    return root;
  }

  private static String metadata(String group) {
    return JSON.createObjectNode()
        .put("review", REVIEW)
        .put("group", group)
        .put("url", "https://hooks.slack.com/actions/T/1/x")
        .toString();
  }

  private static JsonNode sample(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            UnreadableStoreTest.class.getResourceAsStream("/payloads/" + name + ".json"))) {
      return JSON.readTree(file);
    }
  }
}
