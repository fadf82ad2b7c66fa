package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFaults;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people see while the gateway answers some reads and fails others. */
@ExtendWith(TestEnvironmentExtension.class)
final class PartialReadsTest {

  private static final String BOB = "bob@acme.io";
  private static final String LIST = "GET /sessions?review.status=PENDING&limit=100&count=none";

  private final TestEnvironment env;
  private final CardActions actions;

  PartialReadsTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @Test
  void aPageThatFailsKeepsNothingOfTheOthersFromBeingAnnounced() throws InvalidSetupException {
    RequestedSession first = ask();
    for (int i = 1; i < 150; i++) {
      ask();
    }
    env.gateway().always(LIST + "&offset=100", GatewayFaults.status(503, ""));

    env.startBot();
    RequestedSession newest = ask();

    actions.waiting(newest);
    assertThat(env.slack().messages(CHANNEL))
        .noneMatch(card -> TestEnvironment.of(card, first.review()));
    env.gateway().clearFaults();
    actions.waiting(first);
  }

  @Test
  void aClickThatIsLeftOverIsTakenUpWhileAPageFails() throws InvalidSetupException {
    env.startBot();
    RequestedSession clicked = ask();
    Message card = actions.waiting(clicked);
    env.stopBot();
    leaveOver(card, clicked);
    for (int i = 0; i < 150; i++) {
      ask();
    }
    env.gateway().always(LIST + "&offset=100", GatewayFaults.status(503, ""));

    env.startBot();

    env.card(clicked.review(), "ready to run");
    env.gateway().startRun(clicked.session());
    env.card(clicked.review(), "Approved, running");
  }

  @Test
  void aReviewThatCannotBeReadIsAnnouncedByWhatTheListSays() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = ask();
    env.gateway().always("GET /sessions/" + asked.session(), GatewayFaults.status(500, "broken"));

    Message card = actions.waiting(asked);

    assertThat(card.words())
        .contains("Bob", "billing-db", "does not give out the script")
        .doesNotContain("select 1");
    env.gateway().clearFaults();
    env.card(asked.review(), "select 1");
    actions.approve(ANN, card, "dba").acked();
    env.card(asked.review(), "ready to run");
  }

  @Test
  void aDecisionIsShownThoughTheReviewCannotBeRead() throws InvalidSetupException {
    env.startBot();
    RequestedSession asked = env.gateway().exec(BOB, "orders-db", "select 2;");
    actions.waiting(asked);
    env.gateway().always("GET /sessions/" + asked.session(), GatewayFaults.status(500, "broken"));

    env.gateway().decideOnWeb("ann@acme.io", asked.review(), "APPROVED");

    assertThat(env.card(asked.review(), "1 of 2").words()).contains("select 2");
  }

  /** A click of Ann's that was acked just before a crash. */
  private void leaveOver(Message card, RequestedSession clicked) {
    String file = Objects.requireNonNull(env.environment().get("HOOP_SLACK_DB"));
    try (Store store = Store.open(file, Clock.systemUTC())) {
      boolean unused =
          store
              .clickStore()
              .put(
                  new Click(
                      "left-over",
                      new SlackUserId(ANN),
                      "T0001ABCD",
                      new ChannelId(CHANNEL),
                      new MessageTs(card.ts()),
                      new ReviewId(clicked.review()),
                      "dba",
                      Verdict.approve(),
                      null,
                      Instant.now()));
    }
  }

  private RequestedSession ask() {
    return env.gateway().exec(BOB, "billing-db", "select 1;");
  }
}
