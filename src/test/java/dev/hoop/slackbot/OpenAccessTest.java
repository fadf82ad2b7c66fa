package dev.hoop.slackbot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Just-in-time access from its approval to its end, and what is said of it. */
@ExtendWith(TestEnvironmentExtension.class)
final class OpenAccessTest {

  private static final String BOB_MAIL = "bob@acme.io";

  private final TestEnvironment town;
  private final CardActions hands;

  OpenAccessTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  @Test
  void aBotWhoseClockIsAheadStillShowsAccessAsOpenUntilTheGatewayEndsIt()
      throws InvalidSetupException {
    town.setBotClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(25)));
    town.startBot();
    RequestedSession asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(20));
    hands.approve(TestEnvironment.SUE, hands.waiting(asked), "sre");

    Message card = town.card(asked.review(), "approved by Sue");

    assertThat(card.words()).contains("access open", "Open until");
    assertThat(CardActions.menu(card)).contains("Revoke access…");
    town.directMessage(TestEnvironment.BOB, "You can connect now, until");
  }

  @Test
  void accessThatIsCutIsNotCalledARejectionAndKeepsWhoApproved() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    hands.approve(TestEnvironment.SUE, hands.waiting(asked), "sre");
    town.card(asked.review(), "approved by Sue");

    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "REJECTED", "found the bug");

    Message card = town.card(asked.review(), "Access ended and session cut");
    assertThat(card.words())
        .contains("ended and cut by Sue", "before that approved by Sue", "found the bug")
        .doesNotContain("Rejected");
    assertThat(town.directMessage(TestEnvironment.BOB, "Access ended and session cut").words())
        .contains("by Sue", "approved by Sue", "found the bug")
        .doesNotContain("Rejected");
  }

  @Test
  void accessThatWasApprovedOnTheWebAndIsCutKeepsWhoApproved() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    hands.waiting(asked);
    town.gateway().addUser("Max", "U0MAX", "sre");
    town.gateway().decideOnWeb("max@acme.io", asked.review(), "APPROVED");
    Message open = town.card(asked.review(), "access open");

    hands.submit(
        TestEnvironment.SUE,
        hands.choose(TestEnvironment.SUE, open, "Reject, and cut the session…"));

    Message card = town.card(asked.review(), "Access ended and session cut");
    assertThat(card.words()).contains("ended and cut by Sue", "before that approved by Max");
    town.directMessage(TestEnvironment.BOB, "approved by Max");
  }

  @Test
  void accessThatWasOpenedSinceTheLastPollAndIsCutKeepsWhoApproved() throws InvalidSetupException {
    town.environment().put("HOOP_POLL_INTERVAL", "15m");
    RequestedSession asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    town.startBot();
    Message waiting = hands.waiting(asked);
    town.gateway().addUser("Max", "U0MAX", "sre");
    town.gateway().decideOnWeb("max@acme.io", asked.review(), "APPROVED");

    hands.reject(TestEnvironment.SUE, waiting, "sre", "not now");

    Message card = town.card(asked.review(), "Access ended and session cut");
    assertThat(card.words()).contains("ended and cut by Sue", "before that approved by Max");
  }

  @Test
  void aRequestThatWasNeverApprovedIsRejectedAsEver() throws InvalidSetupException {
    town.startBot();
    RequestedSession asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    hands.waiting(asked);

    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "REJECTED", "no");

    assertThat(town.card(asked.review(), "Rejected").words()).doesNotContain("ended");
    town.directMessage(TestEnvironment.BOB, "Rejected");
  }
}
