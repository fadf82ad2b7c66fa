package dev.hoop.slackbot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.gateway.SeenRequest;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A restart with other settings, and the cards that were posted by the old ones. */
@ExtendWith(TestEnvironmentExtension.class)
final class ChangedSettingsTest {

  private static final String SECRET = "select secret from vault;";

  private final TestEnvironment town;

  ChangedSettingsTest(TestEnvironment town) {
    this.town = town;
  }

  @Test
  void scriptsThatAreToBeKeptOutOfSlackLeaveTheCardsThatStandThere() throws InvalidSetupException {
    town.startBot();
    Message card = waiting();
    assertThat(card.words()).contains(SECRET);
    town.stopBot();
    town.environment().put("HOOP_SLACK_SHOW_SCRIPT", "false");

    town.startBot();

    town.eventually(
        "the card without its script",
        () -> Optional.of(town.slack().current(card)).filter(m -> !m.words().contains(SECRET)));
  }

  @Test
  void aGroupThatGetsAKeyGetsItsButtons() throws InvalidSetupException {
    town.environment().put("HOOP_API_KEY", town.gateway().createKey("reader", "auditor"));
    String sre = "sre=" + town.gateway().createKey("for-sre", "sre");
    town.environment().put("HOOP_GROUP_API_KEYS", sre);
    town.startBot();
    Message card = waiting();
    assertThat(card.actionIds()).noneMatch(id -> id.startsWith("review-approved"));
    town.stopBot();
    String dba = "dba=" + town.gateway().createKey("for-dba", "dba");
    town.environment().put("HOOP_GROUP_API_KEYS", sre + "," + dba);

    town.startBot();

    town.eventually(
        "the card with buttons",
        () ->
            Optional.of(town.slack().current(card))
                .filter(
                    m -> m.actionIds().stream().anyMatch(id -> id.startsWith("review-approved"))));
  }

  @Test
  void aReviewThatWasFirstSeenWithoutAChannelIsAnnouncedOnceThereIsOne()
      throws InvalidSetupException {
    town.environment().remove("SLACK_CHANNEL");
    RequestedSession asked = town.gateway().exec("bob@acme.io", "billing-db", SECRET);
    town.startBot();
    town.eventually(
        "the review is known to the bot",
        () -> hasRead(asked) ? Optional.of(true) : Optional.empty());
    town.stopBot();
    town.environment().put("SLACK_CHANNEL", "#hoop-reviews");

    town.startBot();

    town.card(asked.review(), "Waiting for approval");
  }

  @Test
  void aReviewThatWasFirstSeenWithAWrongChannelIsAnnouncedInTheRightOne()
      throws InvalidSetupException {
    town.environment().put("SLACK_CHANNEL", "C0NOWHERE");
    RequestedSession asked = town.gateway().exec("bob@acme.io", "billing-db", SECRET);
    town.startBot();
    town.eventually(
        "the review is known to the bot",
        () -> hasRead(asked) ? Optional.of(true) : Optional.empty());
    town.stopBot();
    town.environment().put("SLACK_CHANNEL", "#hoop-reviews");

    town.startBot();

    town.card(asked.review(), "Waiting for approval");
  }

  private Message waiting() {
    RequestedSession asked = town.gateway().exec("bob@acme.io", "billing-db", SECRET);
    return town.card(asked.review(), "Waiting for approval");
  }

  /** Whether the bot has read a session a while ago, so that it has written it down too. */
  private boolean hasRead(RequestedSession asked) {
    long lists =
        town.gateway().requests().stream()
            .map(SeenRequest::path)
            .dropWhile(path -> !path.equals("/sessions/" + asked.session()))
            .filter(path -> path.startsWith("/sessions?"))
            .count();
    return lists > 3;
  }
}
