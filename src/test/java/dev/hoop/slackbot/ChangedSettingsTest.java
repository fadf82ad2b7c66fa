package dev.hoop.slackbot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.ReceivedRequest;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A restart with other settings, and the cards that were posted by the old ones. */
@ExtendWith(TestEnvironmentExtension.class)
final class ChangedSettingsTest {

  private static final String SECRET = "select secret from vault;";

  private final TestEnvironment env;

  ChangedSettingsTest(TestEnvironment env) {
    this.env = env;
  }

  @Test
  void scriptsThatAreToBeKeptOutOfSlackLeaveTheCardsThatStandThere() throws InvalidSetupException {
    env.startBot();
    Message card = waiting();
    assertThat(card.words()).contains(SECRET);
    env.stopBot();
    env.environment().put("HOOP_SLACK_SHOW_SCRIPT", "false");

    env.startBot();

    env.eventually(
        "the card without its script",
        () -> Optional.of(env.slack().current(card)).filter(m -> !m.words().contains(SECRET)));
  }

  @Test
  void aGroupThatGetsAKeyGetsItsButtons() throws InvalidSetupException {
    env.environment().put("HOOP_API_KEY", env.gateway().createKey("reader", "auditor"));
    String sre = "sre=" + env.gateway().createKey("for-sre", "sre");
    env.environment().put("HOOP_GROUP_API_KEYS", sre);
    env.startBot();
    Message card = waiting();
    assertThat(card.actionIds()).noneMatch(id -> id.startsWith("review-approved"));
    env.stopBot();
    String dba = "dba=" + env.gateway().createKey("for-dba", "dba");
    env.environment().put("HOOP_GROUP_API_KEYS", sre + "," + dba);

    env.startBot();

    env.eventually(
        "the card with buttons",
        () ->
            Optional.of(env.slack().current(card))
                .filter(
                    m -> m.actionIds().stream().anyMatch(id -> id.startsWith("review-approved"))));
  }

  @Test
  void aReviewFirstSeenWithoutAChannelIsAnnouncedLater() throws InvalidSetupException {
    env.environment().remove("SLACK_CHANNEL");
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", SECRET);
    env.startBot();
    env.eventually(
        "the review is known to the bot",
        () -> hasRead(asked) ? Optional.of(true) : Optional.empty());
    env.stopBot();
    env.environment().put("SLACK_CHANNEL", "#hoop-reviews");

    env.startBot();

    env.card(asked.review(), "Waiting for approval");
  }

  @Test
  void aReviewFirstSeenWithAWrongChannelReachesTheRightOne() throws InvalidSetupException {
    env.environment().put("SLACK_CHANNEL", "C0NOWHERE");
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", SECRET);
    env.startBot();
    env.eventually(
        "the review is known to the bot",
        () -> hasRead(asked) ? Optional.of(true) : Optional.empty());
    env.stopBot();
    env.environment().put("SLACK_CHANNEL", "#hoop-reviews");

    env.startBot();

    env.card(asked.review(), "Waiting for approval");
  }

  private Message waiting() {
    RequestedSession asked = env.gateway().exec("bob@acme.io", "billing-db", SECRET);
    return env.card(asked.review(), "Waiting for approval");
  }

  /** Whether the bot has read a session a while ago, so that it has written it down too. */
  private boolean hasRead(RequestedSession asked) {
    long lists =
        env.gateway().requests().stream()
            .map(ReceivedRequest::path)
            .dropWhile(path -> !path.equals("/sessions/" + asked.session()))
            .filter(path -> path.startsWith("/sessions?"))
            .count();
    return lists > 3;
  }
}
