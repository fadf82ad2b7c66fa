package dev.hoop.slackbot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFaults;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Just-in-time access from its approval to its end, and what is said of it. */
@ExtendWith(TestEnvironmentExtension.class)
final class OpenAccessTest {

  private static final String BOB_MAIL = "bob@acme.io";

  private final TestEnvironment env;
  private final CardActions actions;

  OpenAccessTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @Test
  void aBotWhoseClockIsAheadStillShowsAccessAsOpen() throws InvalidSetupException {
    env.setBotClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(25)));
    env.startBot();
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(20));
    actions.approve(TestEnvironment.SUE, actions.waiting(asked), "sre");

    Message card = env.card(asked.review(), "approved by Sue");

    assertThat(card.words()).contains("access open", "Open until");
    assertThat(CardActions.menu(card)).contains("Revoke access…");
    env.directMessage(TestEnvironment.BOB, "You can connect now, until");
  }

  @Test
  void aBotWhoseClockIsAheadShowsAccessAsOpenBeforeItsFirstPoll() throws InvalidSetupException {
    env.setBotClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(25)));
    env.startBot();
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(20));
    actions.approve(TestEnvironment.SUE, actions.waiting(asked), "sre");
    Message card = env.card(asked.review(), "Open until");
    env.stopBot();
    int versions = env.slack().current(card).versions().size();
    env.gateway().always("GET /sessions", GatewayFaults.status(503, "away"));
    env.environment().put("HOOP_WEB_URL", "https://hoop.example.com");

    env.startBot();

    String words =
        env.eventually(
            "the card with the new link",
            () ->
                Optional.of(env.slack().current(card))
                    .filter(now -> now.versions().size() > versions)
                    .map(Message::words));
    assertThat(words).contains("access open", "Open until");
  }

  @Test
  void accessThatIsCutIsNotCalledARejectionAndKeepsWhoApproved() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    actions.approve(TestEnvironment.SUE, actions.waiting(asked), "sre");
    env.card(asked.review(), "approved by Sue");

    env.gateway().decideOnWeb("sue@acme.io", asked.review(), "REJECTED", "found the bug");

    Message card = env.card(asked.review(), "Access ended and session cut");
    assertThat(card.words())
        .contains("ended and cut by Sue", "before that approved by Sue", "found the bug")
        .doesNotContain("Rejected");
    assertThat(env.directMessage(TestEnvironment.BOB, "Access ended and session cut").words())
        .contains("by Sue", "approved by Sue", "found the bug")
        .doesNotContain("Rejected");
  }

  @Test
  void accessThatWasApprovedOnTheWebAndIsCutKeepsWhoApproved() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    actions.waiting(asked);
    env.gateway().addUser("Max", "U0MAX", "sre");
    env.gateway().decideOnWeb("max@acme.io", asked.review(), "APPROVED");
    Message open = env.card(asked.review(), "access open");

    actions.submit(
        TestEnvironment.SUE, actions.choose(TestEnvironment.SUE, open, "End session and revoke…"));

    Message card = env.card(asked.review(), "Access ended and session cut");
    assertThat(card.words()).contains("ended and cut by Sue", "before that approved by Max");
    env.directMessage(TestEnvironment.BOB, "approved by Max");
  }

  @Test
  void accessThatWasOpenedSinceTheLastPollAndIsCutKeepsWhoApproved() throws InvalidSetupException {
    env.environment().put("HOOP_POLL_INTERVAL", "15m");
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    env.startBot();
    Message waiting = actions.waiting(asked);
    env.gateway().addUser("Max", "U0MAX", "sre");
    env.gateway().decideOnWeb("max@acme.io", asked.review(), "APPROVED");

    actions.reject(TestEnvironment.SUE, waiting, "sre", "not now");

    Message card = env.card(asked.review(), "Access ended and session cut");
    assertThat(card.words()).contains("ended and cut by Sue", "before that approved by Max");
  }

  @Test
  void aRequestThatWasNeverApprovedIsRejectedAsEver() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    actions.waiting(asked);

    env.gateway().decideOnWeb("sue@acme.io", asked.review(), "REJECTED", "no");

    assertThat(env.card(asked.review(), "Rejected").words()).doesNotContain("ended");
    env.directMessage(TestEnvironment.BOB, "Rejected");
  }
}
