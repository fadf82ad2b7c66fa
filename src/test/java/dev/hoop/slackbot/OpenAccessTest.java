package dev.hoop.slackbot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.FaultyException;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Just-in-time access from its approval to its end, and what is said of it. */
@ExtendWith(TownExtension.class)
final class OpenAccessTest {

  private static final String BOB_MAIL = "bob@acme.io";

  private final Town town;
  private final Hands hands;

  OpenAccessTest(Town town) {
    this.town = town;
    this.hands = new Hands(town);
  }

  @Test
  void aBotWhoseClockIsAheadStillShowsAccessAsOpenUntilTheGatewayEndsIt() throws FaultyException {
    town.setBotClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(25)));
    town.startBot();
    Asked asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(20));
    hands.approve(Town.SUE, hands.waiting(asked), "sre");

    Message card = town.card(asked.review(), "approved by Sue");

    assertThat(card.words()).contains("access open", "Open until");
    assertThat(Hands.menu(card)).contains("Revoke access…");
    town.directMessage(Town.BOB, "You can connect now, until");
  }

  @Test
  void accessThatIsCutIsNotCalledARejectionAndKeepsWhoApproved() throws FaultyException {
    town.startBot();
    Asked asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    hands.approve(Town.SUE, hands.waiting(asked), "sre");
    town.card(asked.review(), "approved by Sue");

    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "REJECTED", "found the bug");

    Message card = town.card(asked.review(), "Access ended and session cut");
    assertThat(card.words())
        .contains("ended and cut by Sue", "before that approved by Sue", "found the bug")
        .doesNotContain("Rejected");
    assertThat(town.directMessage(Town.BOB, "Access ended and session cut").words())
        .contains("by Sue", "approved by Sue", "found the bug")
        .doesNotContain("Rejected");
  }

  @Test
  void accessThatWasApprovedOnTheWebAndIsCutKeepsWhoApproved() throws FaultyException {
    town.startBot();
    Asked asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    hands.waiting(asked);
    town.gateway().addUser("Max", "U0MAX", "sre");
    town.gateway().decideOnWeb("max@acme.io", asked.review(), "APPROVED");
    Message open = town.card(asked.review(), "access open");

    hands.submit(Town.SUE, hands.choose(Town.SUE, open, "Reject, and cut the session…"));

    Message card = town.card(asked.review(), "Access ended and session cut");
    assertThat(card.words()).contains("ended and cut by Sue", "before that approved by Max");
    town.directMessage(Town.BOB, "approved by Max");
  }

  @Test
  void accessThatWasOpenedSinceTheLastPollAndIsCutKeepsWhoApproved() throws FaultyException {
    town.environment().put("HOOP_POLL_INTERVAL", "15m");
    Asked asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    town.startBot();
    Message waiting = hands.waiting(asked);
    town.gateway().addUser("Max", "U0MAX", "sre");
    town.gateway().decideOnWeb("max@acme.io", asked.review(), "APPROVED");

    hands.reject(Town.SUE, waiting, "sre", "not now");

    Message card = town.card(asked.review(), "Access ended and session cut");
    assertThat(card.words()).contains("ended and cut by Sue", "before that approved by Max");
  }

  @Test
  void aRequestThatWasNeverApprovedIsRejectedAsEver() throws FaultyException {
    town.startBot();
    Asked asked = town.gateway().connect(BOB_MAIL, "bastion", Duration.ofMinutes(30));
    hands.waiting(asked);

    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "REJECTED", "no");

    assertThat(town.card(asked.review(), "Rejected").words()).doesNotContain("ended");
    town.directMessage(Town.BOB, "Rejected");
  }
}
