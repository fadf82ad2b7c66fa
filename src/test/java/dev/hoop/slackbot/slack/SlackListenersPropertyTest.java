package dev.hoop.slackbot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.HostileStrings;
import dev.hoop.slackbot.decision.ClickSink;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.slack.message.DialogKind;
import dev.hoop.slackbot.slack.socket.Ack;
import dev.hoop.slackbot.slack.socket.Envelope;
import dev.hoop.slackbot.slack.socket.NotStoredException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Whatever Slack sends, or somebody in its place, is acknowledged, and nobody is put words into.
 */
final class SlackListenersPropertyTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REVIEW = "7a96253c-f89d-4cf2-975c-ac86bd2a349d";
  private static final Clock CLOCK = Clock.fixed(SampleReviews.ASKED, ZoneOffset.UTC);

  private static final PrintStream LOUD = System.err;

  // One for all tries: to make the Bolt app anew for each takes longer than to ask it.
  private static final List<Click> TAKEN = new ArrayList<>();
  private static final SlackListeners KEPT = listeners(TAKEN::add);
  private static final SlackListeners FULL =
      listeners(
          click -> {
            TAKEN.add(click);
            throw new DiskFullException();
          });

  @BeforeContainer
  static void beQuiet() {
    // A thousand warnings of what is refused here on purpose would hide every other.
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
  }

  @AfterContainer
  static void speakAgain() {
    System.setErr(LOUD);
  }

  @Provide
  Arbitrary<String> mutated() {
    return Combinators.combine(
            Arbitraries.of(samples()), Mutant.any().list().ofMinSize(1).ofMaxSize(5))
        .as(
            (sample, mutants) -> {
              JsonNode root = sample.deepCopy();
              mutants.forEach(mutant -> mutant.applyTo(root));
              return root.toString();
            });
  }

  @Provide
  Arbitrary<String> garbled() {
    return HostileStrings.almost(samples().stream().map(JsonNode::toString).toArray(String[]::new));
  }

  @Example
  void theSamplesAsTheyAreMakeClicks() throws JsonProcessingException {
    TAKEN.clear();

    for (JsonNode sample : samples()) {
      deliver(KEPT, sample.toString());
    }

    assertThat(TAKEN.stream().map(click -> click.verdict().kind()).distinct())
        .as("verdicts heard in payloads that nobody changed")
        .containsExactlyInAnyOrder(Verdict.Kind.values());
  }

  @Property(tries = 1_200, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyEnvelopeIsAcknowledgedAndEveryClickIsAsThePayloadSaid(@ForAll("mutated") String json)
      throws JsonProcessingException {
    TAKEN.clear();

    Ack ack = deliver(KEPT, json);

    assertThat(ack).as("what Slack is told").isNotNull();
    assertThat(TAKEN).as("clicks of one envelope").hasSizeLessThan(2);
    for (Click click : TAKEN) {
      trueTo(JSON.readTree(json).path("payload"), click);
    }
    Statistics.label("clicks").collect(TAKEN.size()).coverage(c -> c.check(1).count(n -> n > 100));
  }

  @Property(tries = 500, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void whatCouldNotBeKeptIsNeverCalledDone(@ForAll("mutated") String json)
      throws JsonProcessingException {
    TAKEN.clear();

    @Nullable Ack ack;
    try {
      ack = deliver(FULL, json);
    } catch (NotStoredException e) {
      ack = null;
    }

    assertThat(ack == null && TAKEN.isEmpty()).as("no ack though nothing was lost").isFalse();
    if (ack != null && !TAKEN.isEmpty()) {
      assertThat(ack.payload()).as("what the dialog says").contains("could not be kept");
    }
  }

  @Property(
      tries = 500,
      seed = "20261124",
      shrinking = ShrinkingMode.BOUNDED,
      edgeCases = EdgeCasesMode.NONE)
  void garbledTextIsAcknowledgedToo(@ForAll("garbled") String json) throws JsonProcessingException {
    TAKEN.clear();

    Ack ack = deliver(KEPT, json);

    assertThat(ack).as("what Slack is told").isNotNull();
  }

  private static void trueTo(JsonNode payload, Click click) throws JsonProcessingException {
    JsonNode action = payload.path("actions").path(0);
    boolean pressed = payload.path("type").asText().equals("block_actions");
    String about =
        pressed
            ? action.path("value").asText()
            : JSON.readTree(payload.path("view").path("private_metadata").asText())
                .path("review")
                .asText();
    assertThat(click.by().value())
        .as("who clicked")
        .isEqualTo(payload.path("user").path("id").asText());
    assertThat(click.team())
        .as("the team of who clicked")
        .isEqualTo(payload.path("user").path("team_id").asText(""));
    assertThat(about).as("what the payload is about").startsWith(click.review().value());
    assertThat(click.verdict().kind()).as("the verdict").isIn(meant(payload, action, pressed));
  }

  private static List<Verdict.Kind> meant(JsonNode payload, JsonNode action, boolean pressed) {
    if (pressed) {
      return action.path("action_id").asText().startsWith("review-approved")
          ? List.of(Verdict.Kind.APPROVE)
          : List.of();
    }
    return switch (payload.path("view").path("callback_id").asText()) {
      case "review-reject", "review-cut" -> List.of(Verdict.Kind.REJECT);
      case "review-window" -> List.of(Verdict.Kind.APPROVE);
      case "review-force" -> List.of(Verdict.Kind.FORCE_APPROVE);
      case "review-revoke" -> List.of(Verdict.Kind.REVOKE);
      default -> List.of();
    };
  }

  private static Ack deliver(SlackListeners listeners, String json) {
    return listeners.deliver(new Envelope("e1", "interactive", true, json));
  }

  /** Slack's own samples, and what the buttons and dialogs of this bot make of them. */
  private static List<JsonNode> samples() {
    List<JsonNode> samples = new ArrayList<>();
    try (Stream<Path> files = Files.list(resources())) {
      for (Path file : files.sorted().toList()) {
        samples.add(JSON.readTree(Files.readString(file)));
      }
      for (int i = 0; i < 3; i++) {
        samples.add(button("approve", "review-approved"));
        samples.add(button("reject", "review-rejected"));
        for (DialogKind form : DialogKind.values()) {
          samples.add(dialog(form));
        }
      }
      samples.add(menu());
    } catch (IOException e) {
      throw new AssertionError("the samples cannot be read", e);
    }
    return samples;
  }

  private static Path resources() {
    try {
      return Path.of(
          Objects.requireNonNull(SlackListenersPropertyTest.class.getResource("/payloads"))
              .toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode sample(String name) throws IOException {
    return JSON.readTree(Files.readString(resources().resolve(name + ".json")));
  }

  private static JsonNode button(String sample, String actionId) throws IOException {
    JsonNode root = sample("interactive_block_actions_" + sample);
    ((ObjectNode) root.at("/payload/actions/0"))
        .put("action_id", actionId)
        .put("value", REVIEW + ":dba");
    return root;
  }

  private static JsonNode menu() throws IOException {
    JsonNode root = button("approve", "review-more");
    ObjectNode action = (ObjectNode) root.at("/payload/actions/0");
    action.remove("value");
    action
        .put("type", "overflow")
        .putObject("selected_option")
        .put("value", "force:" + REVIEW)
        .putObject("text")
        .put("type", "plain_text")
        .put("text", "Force");
    return root;
  }

  private static JsonNode dialog(DialogKind form) throws IOException {
    JsonNode root = sample("interactive_view_submission");
    ObjectNode view = (ObjectNode) root.at("/payload/view");
    view.put("callback_id", form.callbackId())
        .put(
            "private_metadata",
            JSON.createObjectNode()
                .put("review", REVIEW)
                .put("group", form == DialogKind.FORCE ? "" : "dba")
                .put("channel", "C0123456789")
                .put("ts", "1732412345.123459")
                .toString());
    ObjectNode values = (ObjectNode) view.at("/state/values");
    values.removeAll();
    values
        .putObject("reason")
        .putObject("reason")
        .put("type", "plain_text_input")
        .put("value", "no");
    values
        .putObject("group")
        .putObject("group")
        .put("type", "static_select")
        .putObject("selected_option")
        .put("value", REVIEW + ":sre");
    time(values, "window-start", "09:00");
    time(values, "window-end", "18:00");
    return root;
  }

  private static void time(ObjectNode values, String id, String at) {
    values.putObject(id).putObject(id).put("type", "timepicker").put("selected_time", at);
  }

  private static SlackListeners listeners(ClickSink clickSink) {
    // What is asked for is carried out after the ack, and not here.
    return new SlackListeners(clickSink, asked -> CompletableFuture.completedFuture(true), CLOCK);
  }

  /** Without a trace, which the log would hold a thousand times. */
  private static final class DiskFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DiskFullException() {
      super("the disk is full", null, false, false);
    }
  }
}
