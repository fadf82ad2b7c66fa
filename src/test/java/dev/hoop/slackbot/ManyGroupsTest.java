package dev.hoop.slackbot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.View;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reviews of so many groups with such names that somebody could decide for the wrong one. */
@ExtendWith(TestEnvironmentExtension.class)
final class ManyGroupsTest {

  private static final String BEGINNING = "platform-production-database-administrators-of-region-";
  private static final String LAST = BEGINNING + "24";
  private static final String BOB_MAIL = "bob@acme.io";

  private final TestEnvironment env;
  private final CardActions actions;

  ManyGroupsTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @Test
  void aGroupIsApprovedForBesideItsWholeName() throws InvalidSetupException {
    Message card = cardOfGroups(24);

    choose(card, LAST, "Approve");

    env.card(review(card), "1 of 24 approvals");
    assertThat(env.gateway().groupStatus(review(card), LAST)).isEqualTo("APPROVED");
    assertThat(env.gateway().puts()).hasSize(1);
  }

  @Test
  void aGroupRejectsWithItsReason() throws InvalidSetupException {
    Message card = cardOfGroups(24);

    choose(card, LAST, "Reject…");
    View dialog = actions.dialogOf("U0PAT");
    actions.submit("U0PAT", dialog, Map.of("reason", Map.of("reason", "no ticket")));

    env.card(review(card), "Rejected");
    assertThat(env.gateway().groupStatus(review(card), LAST)).isEqualTo("REJECTED");
  }

  @Test
  void eachButtonStandsBelowItsGroupsWholeName() throws InvalidSetupException {
    Message card = cardOfGroups(12);

    assertThat(card.words()).contains(names(12));
    List<String> spoken = card.blocks().findValuesAsText("accessibility_label");
    assertThat(spoken).as("what a screen reader says").hasSize(24).doesNotHaveDuplicates();
  }

  private Message cardOfGroups(int count) throws InvalidSetupException {
    env.gateway().addConnection("wide-db", names(count));
    env.gateway().addUser("Pat", "U0PAT", LAST);
    env.slack().addUser("U0PAT", "Pat", "pat@acme.io");
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "wide-db", "select 1;");
    return actions.waiting(asked);
  }

  private static String[] names(int count) {
    return IntStream.rangeClosed(25 - count, 24)
        .mapToObj(i -> BEGINNING + i)
        .toArray(String[]::new);
  }

  private static String review(Message card) {
    return card.metadata().path("event_payload").path("review_id").asText();
  }

  /** Chooses in the menu at the end of a group's line. */
  private void choose(Message card, String group, String label) {
    JsonNode line =
        stream(card.blocks())
            .filter(block -> block.path("text").path("text").asText().contains(group))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no line of " + group));
    String value =
        stream(line.path("accessory").path("options"))
            .filter(option -> option.path("text").path("text").asText().equals(label))
            .map(option -> option.path("value").asText())
            .findFirst()
            .orElseThrow(() -> new AssertionError("nobody can choose " + label));
    env.slack().clickOption("U0PAT", card, "review-choice", line.path("block_id").asText(), value);
  }

  private static Stream<JsonNode> stream(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false);
  }
}
