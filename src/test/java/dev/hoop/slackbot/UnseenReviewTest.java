package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.Town.ANN;
import static dev.hoop.slackbot.sandbox.Town.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.FaultyException;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A review that the bot first hears of by a click, as on a card of the built-in plugin. */
final class UnseenReviewTest {

  @TempDir private Path folder;

  private Town town;

  @BeforeEach
  void buildTheTown() {
    town = Town.open(folder);
    town.environment().put("HOOP_POLL_INTERVAL", "1h");
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void itsApprovalIsToldAlthoughNoPollHasSeenItWait() throws FaultyException {
    Asked seen = town.gateway().exec("bob@acme.io", "billing-db", "select 1;");
    town.startBot();
    Message card = town.card(seen.review(), "Waiting for approval");
    Asked unseen = town.gateway().exec("bob@acme.io", "billing-db", "select 2;");

    town.slack().clickForged(ANN, card, "review-approved", unseen.review() + ":dba").acked();

    town.directMessage(BOB, "You can run it now");
    assertThat(town.gateway().status(unseen.review())).isEqualTo("APPROVED");
  }
}
