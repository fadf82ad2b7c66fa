package dev.hoop.slackbot.slack.card;

import static dev.hoop.slackbot.review.Samples.onetime;
import static dev.hoop.slackbot.review.Samples.story;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Story;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of a card, as a file to read. */
final class CardGoldenTest {

  private static final URI WEB = URI.create("https://hoop.acme.io");

  private final BlockKitWording wording = new BlockKitWording(new CardSettings(WEB, true));

  static Stream<Arguments> stories() {
    return Stories.ofCards().entrySet().stream().map(e -> arguments(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void showsTheState(String name, Story story) {
    Golden.check("card-" + name, wording.card(story, Stage.of(story, Stories.NOW)));
  }

  @Test
  void keepsAScriptOutOfSlackWhenTold() {
    BlockKitWording discreet = new BlockKitWording(new CardSettings(WEB, false));
    Story story = story(onetime("dba").script("select secret").build());

    Golden.check("card-script-hidden", discreet.card(story, Stage.of(story, Stories.NOW)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void leavesNoButtonOnceNobodyIsAsked(String name, Story story) {
    Stage stage = Stage.of(story, Stories.NOW);

    JsonNode blocks = Golden.parse(wording.card(story, stage).blocks());

    boolean buttons = blocks.findValuesAsText("type").contains("actions");
    // Open access can still be taken back.
    boolean wanted = stage.waits() || stage instanceof Stage.AccessOpen;
    assertThat(buttons).as(name).isEqualTo(wanted);
  }
}
