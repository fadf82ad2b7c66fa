package dev.hoop.slackbot.slack.message;

import static dev.hoop.slackbot.review.SampleReviews.onetime;
import static dev.hoop.slackbot.review.SampleReviews.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.outbox.Mentions;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.sandbox.slack.Notification;
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
  void notifiesOfWhoWantsWhatAndNotOfTheScript(String name, ReviewSnapshot snapshot) {
    Stage stage = Stage.of(snapshot, SampleSnapshots.NOW);

    SlackMessage card = renderer.card(snapshot, stage, Mentions.REQUESTER);

    Notification shown = Notification.of(GoldenFiles.parse(card.blocks()), card.text());
    String requester = snapshot.session().requester().displayName();
    String connection = snapshot.session().connection().name();
    assertThat(shown.phone()).as("on a phone: %s", name).contains(requester, connection);
    assertThat(shown.lines().get(1)).as("on a desktop: %s", name).contains(requester, connection);
    String script = snapshot.session().script().head();
    if (!script.isBlank()) {
      String firstLine = script.lines().findFirst().orElseThrow();
      assertThat(shown.phone()).as("on a phone: %s", name).doesNotContain(firstLine);
      assertThat(String.join(" ", shown.lines().subList(0, 3)))
          .as("the beginning, which is what a desktop has room for: %s", name)
          .doesNotContain(firstLine);
    }
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
