package dev.hoop.slackbot.slack.message;

import static dev.hoop.slackbot.review.SampleReviews.onetime;
import static dev.hoop.slackbot.review.SampleReviews.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.outbox.Mentions;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Stage;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of a card, as a file to read. */
final class CardGoldenTest {

  private static final URI WEB = URI.create("https://hoop.acme.io");

  private final BlockKitRenderer renderer = new BlockKitRenderer(new MessageSettings(WEB, true));

  static Stream<Arguments> snapshots() {
    return SampleSnapshots.ofCards().entrySet().stream()
        .map(e -> arguments(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("snapshots")
  void showsTheState(String name, ReviewSnapshot snapshot) {
    GoldenFiles.check(
        "card-" + name,
        renderer.card(snapshot, Stage.of(snapshot, SampleSnapshots.NOW), Mentions.DECIDERS));
  }

  @Test
  void keepsAScriptOutOfSlackWhenTold() {
    BlockKitRenderer discreet = new BlockKitRenderer(new MessageSettings(WEB, false));
    ReviewSnapshot snapshot = snapshot(onetime("dba").script("select secret").build());

    GoldenFiles.check(
        "card-script-hidden",
        discreet.card(snapshot, Stage.of(snapshot, SampleSnapshots.NOW), Mentions.DECIDERS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("snapshots")
  void leavesNoButtonOnceNobodyIsAsked(String name, ReviewSnapshot snapshot) {
    Stage stage = Stage.of(snapshot, SampleSnapshots.NOW);

    JsonNode blocks = GoldenFiles.parse(renderer.card(snapshot, stage, Mentions.DECIDERS).blocks());

    boolean buttons = blocks.findValuesAsText("type").contains("actions");
    // Open access can still be taken back.
    boolean wanted = stage.waits() || stage == Stage.ACCESS_OPEN;
    assertThat(buttons).as(name).isEqualTo(wanted);
  }
}
