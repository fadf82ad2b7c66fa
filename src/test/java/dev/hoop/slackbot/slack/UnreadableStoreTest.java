package dev.hoop.slackbot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.AnnouncementLog;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.OwedLog;
import dev.hoop.slackbot.review.ReviewSource;
import dev.hoop.slackbot.review.Samples;
import dev.hoop.slackbot.slack.card.CardSettings;
import dev.hoop.slackbot.slack.card.Dialogs;
import dev.hoop.slackbot.slack.socket.Ack;
import dev.hoop.slackbot.slack.socket.Envelope;
import dev.hoop.slackbot.slack.socket.NotStoredException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a click while the store cannot be read. */
final class UnreadableStoreTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REVIEW = "7a96253c-f89d-4cf2-975c-ac86bd2a349d";
  private static final String SHORTENED = "#0123456789abcdef";

  private final List<Click> taken = new ArrayList<>();
  private Ears ears;

  @BeforeEach
  void breakTheStore() {
    AnnouncementLog broken = mock(AnnouncementLog.class);
    when(broken.find(any())).thenThrow(new IllegalStateException("the disk fails"));
    Clock clock = Clock.fixed(Samples.ASKED, ZoneOffset.UTC);
    Replies replies =
        new Replies(
            mock(WebApi.class),
            mock(Conversation.class),
            new Dialogs(new CardSettings(URI.create("https://hoop.example.com"), true)),
            mock(ReviewSource.class),
            broken,
            mock(Inbox.class),
            mock(OwedLog.class),
            () -> {},
            clock);
    ears = new Ears(taken::add, replies, work -> {}, clock);
  }

  @Test
  void aClickWhoseGroupStandsInItsButtonIsKept() throws IOException {
    Ack ack = deliver(button("review-approved", "dba"));

    assertThat(ack).isEqualTo(Ack.plain());
    assertThat(taken).extracting(Click::group).containsExactly("dba");
  }

  @ParameterizedTest
  @ValueSource(strings = {"review-approved", "review-rejected"})
  void aClickWhoseGroupCannotBeLookedUpIsNotAcknowledged(String action) {
    assertThatThrownBy(() -> deliver(button(action, SHORTENED)))
        .isInstanceOf(NotStoredException.class);

    assertThat(taken).isEmpty();
  }

  @Test
  void aDialogWhoseGroupCannotBeLookedUpStaysOpenAndSaysSo() throws IOException {
    Ack ack = deliver(dialog(SHORTENED));

    assertThat(ack.payload()).contains("errors", "could not be kept");
    assertThat(taken).isEmpty();
  }

  private Ack deliver(JsonNode envelope) {
    return ears.deliver(new Envelope("e1", "interactive", true, envelope.toString()));
  }

  private static JsonNode button(String action, String group) throws IOException {
    JsonNode root = sample("interactive_block_actions_approve");
    ((ObjectNode) root.at("/payload/actions/0"))
        .put("action_id", action)
        .put("value", REVIEW + ":" + group);
    return root;
  }

  private static JsonNode dialog(String group) throws IOException {
    JsonNode root = sample("interactive_view_submission");
    ((ObjectNode) root.at("/payload/view"))
        .put("callback_id", "review-reject")
        .put(
            "private_metadata",
            JSON.createObjectNode().put("review", REVIEW).put("group", group).toString());
    return root;
  }

  private static JsonNode sample(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            UnreadableStoreTest.class.getResourceAsStream("/payloads/" + name + ".json"))) {
      return JSON.readTree(file);
    }
  }
}
