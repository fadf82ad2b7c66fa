package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.EnvelopeDelivery;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.View;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Several people at once, some of them in Hoop's web page: the gateway has no lock, so it shows.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class RaceTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SAM_MAIL = "sam@acme.io";
  private static final String SCRIPT = "select 1";

  private final TestEnvironment env;
  private final CardActions actions;

  RaceTest(TestEnvironment env) {
    this.env = env;
    this.actions = new CardActions(env);
  }

  @BeforeEach
  void openTheEnvironment() throws InvalidSetupException {
    env.gateway().addUser("Sam", "", "sre");
    env.startBot();
  }

  @Test
  void twoGroupsInTheSameInstantBothCount() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);
    env.gateway().holdPutsBeforeWrite();

    actions.approve(ANN, card, "dba").acked();
    actions.approve(SUE, card, "sre").acked();
    aPutIsHeld();
    int atOnce = env.gateway().heldPuts();
    env.gateway().releasePuts();

    env.card(asked.review(), "ready to run");
    assertThat(atOnce).as("verdicts on one review at once").isEqualTo(1);
    assertThat(actions.puts())
        .containsExactlyInAnyOrder("ann@acme.io APPROVED 200", "sue@acme.io APPROVED 200");
  }

  @Test
  void twoOfOneGroupAtOnceCountOnceAndTheOtherIsTold() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);
    env.gateway().holdPutsBeforeWrite();
    actions.approve(ANN, card, "dba").acked();
    aPutIsHeld();

    actions.approve(SUE, card, "dba").acked();
    env.gateway().releasePuts();

    env.toldPrivately(SUE, "the group dba has already approved it, by ");
    env.card(asked.review(), "1 of 2");
    assertThat(actions.puts()).containsExactly("ann@acme.io APPROVED 200");
  }

  @Test
  void onePersonsKeyForTwoReviewsAtOnceIsNeverArmedForBothGroups() {
    RequestedSession first = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    RequestedSession second = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message one = actions.waiting(first);
    Message other = actions.waiting(second);
    env.gateway().holdPutsBeforeWrite();

    actions.approve(SUE, one, "dba").acked();
    actions.approve(SUE, other, "sre").acked();
    aPutIsHeld();
    env.gateway().releasePuts();

    env.card(first.review(), "1 of 2");
    env.card(second.review(), "1 of 2");
    assertThat(env.gateway().groupStatus(first.review(), "sre")).isEqualTo("PENDING");
    assertThat(env.gateway().groupStatus(second.review(), "dba")).isEqualTo("PENDING");
    env.gateway()
        .await(
            "Sue's key rests again",
            Duration.ofSeconds(10),
            () -> Optional.of(true).filter(t -> !env.gateway().isActive("sue@acme.io")));
  }

  @Test
  void tenClicksMakeOneDecisionAndNineAnswers() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(asked);

    List<CompletableFuture<EnvelopeDelivery>> clicks =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> actions.approveStale(ANN, card, "dba")))
            .limit(10)
            .toList();
    clicks.forEach(click -> click.join().acked());

    env.eventually(
        "nine answers for Ann",
        () -> Optional.of(actions.toldAlone(ANN)).filter(told -> told.size() >= 9));
    assertThat(actions.toldAlone(ANN))
        .hasSize(9)
        .allMatch(told -> told.contains("it is approved already"));
    env.card(asked.review(), "ready to run");
    assertThat(actions.puts()).containsExactly("ann@acme.io APPROVED 200");
    assertThat(actions.audit(asked.review())).hasSize(11);
  }

  @Test
  void aClickThatSlackBringsTwiceIsOneClick() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);

    EnvelopeDelivery click = actions.approve(ANN, card, "dba");
    env.slack().redeliver(click, 1).acked();
    Message half = env.card(asked.review(), "1 of 2");
    env.slack().redeliver(click, 2).acked();
    actions.approve(SUE, half, "sre");

    env.card(asked.review(), "ready to run");
    assertThat(actions.puts()).hasSize(2);
    assertThat(actions.toldAlone(ANN)).as("answers to a click that counted").isEmpty();
  }

  @RepeatedTest(4)
  void approvalAndRejectionAtOnceLeaveOneVerdictAndATrueCard() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = actions.waiting(asked);
    View dialog = actions.rejectDialog(SUE, card, "dba");

    CompletableFuture<Void> rejection =
        CompletableFuture.runAsync(
            () -> actions.submit(SUE, dialog, Map.of("reason", Map.of("reason", "no ticket"))));
    actions.approve(ANN, card, "dba").acked();
    rejection.join();

    String loser =
        env.eventually(
            "an answer for the one who came second",
            () -> Stream.of(ANN, SUE).filter(u -> !actions.toldAlone(u).isEmpty()).findFirst());
    boolean rejected = loser.equals(ANN);
    assertThat(env.gateway().status(asked.review())).isEqualTo(rejected ? "REJECTED" : "APPROVED");
    env.card(asked.review(), rejected ? "rejected by Sue" : "approved by Ann");
    env.toldPrivately(loser, rejected ? "rejected already" : "approved already");
    assertThat(actions.puts()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}: {1} on the web meanwhile")
  @CsvSource({
    "orders-db,  APPROVED, 'Waiting, 1 of 2 approvals'",
    "orders-db,  REJECTED, 'Waiting, 1 of 2 approvals'",
    "billing-db, REJECTED, 'Approved, ready to run'",
  })
  void whatAStaleWriteMadeOfAVerdictOnTheWebIsWhatTheCardSays(
      String connection, String onTheWeb, String headline) {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, connection, SCRIPT);
    Message card = actions.waiting(asked);
    env.gateway().holdPutsBeforeWrite();
    actions.approve(ANN, card, "dba");
    aPutIsHeld();

    String web = connection.equals("orders-db") ? SAM_MAIL : "sue@acme.io";
    assertThat(env.gateway().decideOnWeb(web, asked.review(), onTheWeb)).isEqualTo(200);
    env.gateway().releasePuts();

    Message after = env.card(asked.review(), "approved by Ann");
    assertThat(after.words()).contains(headline);
    assertThat(env.gateway().status(asked.review()))
        .isEqualTo(headline.startsWith("Waiting") ? "PENDING" : "APPROVED");
    assertThat(actions.puts()).containsExactly("ann@acme.io APPROVED 200");
  }

  @Test
  void anApprovalThatSomebodyOnTheWebWroteOverIsCastAgain() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);
    env.gateway().overwriteNextPut(SAM_MAIL, "APPROVED");

    actions.approve(ANN, card, "dba");

    assertThat(env.card(asked.review(), "ready to run").words())
        .contains("approved by Ann", "approved by Sam");
    assertThat(actions.puts())
        .containsExactly("ann@acme.io APPROVED 200", "ann@acme.io APPROVED 200");
    assertThat(actions.toldAlone(ANN)).isEmpty();
    assertThat(actions.audit(asked.review()))
        .containsExactly(
            "intent ann@acme.io APPROVE dba: about to ask the gateway",
            "allowed ann@acme.io APPROVE dba with approver key ann@acme.io: review is PENDING",
            "intent ann@acme.io APPROVE dba: about to ask the gateway",
            "allowed ann@acme.io APPROVE dba with approver key ann@acme.io: review is APPROVED");
  }

  @Test
  void aRejectionThatSomebodyOnTheWebWroteOverIsCastAgain() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);
    env.gateway().overwriteNextPut(SAM_MAIL, "APPROVED");

    actions.reject(ANN, card, "dba", "no ticket");

    assertThat(env.card(asked.review(), "Rejected").words()).contains("no ticket");
    env.eventually(
        "the second rejection", () -> Optional.of(true).filter(t -> actions.puts().size() == 2));
    assertThat(env.gateway().status(asked.review())).isEqualTo("REJECTED");
  }

  @Test
  void anApprovalOverwrittenTwiceIsNotCastForEver() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);
    env.gateway().overwriteNextPut(SAM_MAIL, "APPROVED");
    env.gateway().overwriteNextPut(SAM_MAIL, "APPROVED");

    actions.approve(ANN, card, "dba");

    env.gateway()
        .await(
            "the second of two verdicts",
            Duration.ofSeconds(10),
            () -> Optional.of(true).filter(t -> actions.puts().size() == 2));
    Message half = env.card(asked.review(), "approved by Sam");
    assertThat(half.words()).contains("Waiting, 1 of 2 approvals", "dba: not decided yet");
    actions.approve(ANN, half, "dba");
    env.card(asked.review(), "ready to run");
    assertThat(actions.puts()).as("two in vain and one that Ann asked for").hasSize(3);
    assertThat(actions.audit(asked.review()))
        .hasSize(7)
        .anyMatch(row -> row.contains("overwritten in Hoop a second time"));
    env.toldPrivately(ANN, "wrote over it");
  }

  @Test
  void anApprovalThatIsWrittenOverLaterIsCastAgain() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);
    Runnable late = env.gateway().decideOnWebSlowly(SAM_MAIL, asked.review(), "APPROVED");
    actions.approve(ANN, card, "dba");
    env.card(asked.review(), "approved by Ann");

    late.run();

    assertThat(env.card(asked.review(), "ready to run").words())
        .contains("approved by Ann", "approved by Sam");
    assertThat(actions.puts()).hasSize(2);
  }

  @Test
  void anApprovalIsNotCastAgainOnAReviewApprovedMeanwhile() {
    env.gateway().addUser("Dan", "", "dba");
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);
    Runnable late = env.gateway().decideOnWebSlowly(SAM_MAIL, asked.review(), "APPROVED");
    actions.approve(ANN, card, "dba");
    env.card(asked.review(), "approved by Ann");
    env.gateway()
        .failNext(
            "PUT /api-keys",
            1,
            HttpFault.raced(
                () -> env.gateway().decideOnWeb("dan@acme.io", asked.review(), "APPROVED")));
    env.gateway().failNext("POST /api-keys", 1, HttpFault.slow(Duration.ofMillis(300)));

    late.run();

    env.toldPrivately(ANN, "wrote over it");
    assertThat(env.card(asked.review(), "ready to run").words())
        .contains("approved by Dan in Hoop");
    assertThat(actions.puts()).containsExactly("ann@acme.io APPROVED 200");
  }

  @Test
  void whoMayNoLongerDecideIsToldThatTheirApprovalIsGone() {
    env.gateway().addUser("Dan", "", "dba");
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);
    Runnable late = env.gateway().decideOnWebSlowly(SAM_MAIL, asked.review(), "APPROVED");
    actions.approve(ANN, card, "dba");
    env.card(asked.review(), "approved by Ann");
    env.gateway().setGroups("ann@acme.io", "dev");
    late.run();
    Message after = env.card(asked.review(), "dba: not decided yet");
    assertThat(after.words()).contains("approved by Sam").doesNotContain("by Ann");
    env.toldPrivately(ANN, "wrote over it");

    env.gateway().decideOnWeb("dan@acme.io", asked.review(), "APPROVED");

    assertThat(env.card(asked.review(), "ready to run").words())
        .contains("approved by Dan in Hoop")
        .doesNotContain("by Ann");
    assertThat(actions.puts()).hasSize(1);
  }

  @Test
  void aRejectionOverwrittenWithAnApprovalIsCastAgainAndStands() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "bastion", SCRIPT);
    Message card = actions.waiting(asked);
    Runnable late = env.gateway().decideOnWebSlowly(SAM_MAIL, asked.review(), "APPROVED");
    actions.reject(SUE, card, "sre", "no ticket");
    env.card(asked.review(), "Rejected");

    late.run();

    env.eventually(
        "the second rejection", () -> Optional.of(true).filter(t -> actions.puts().size() == 2));
    assertThat(env.card(asked.review(), "Rejected").words()).contains("no ticket");
    assertThat(env.gateway().status(asked.review())).isEqualTo("REJECTED");
  }

  @Test
  void whoseRejectionWasWrittenOverAfterTheScriptRanIsTold() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "bastion", SCRIPT);
    Message card = actions.waiting(asked);
    Runnable late = env.gateway().decideOnWebSlowly(SAM_MAIL, asked.review(), "APPROVED");
    actions.reject(SUE, card, "sre", "no ticket");
    env.card(asked.review(), "Rejected");

    late.run();
    env.gateway().startRun(asked.session());

    env.toldPrivately(SUE, "wrote over it");
    assertThat(actions.audit(asked.review()))
        .anyMatch(row -> row.contains("it had counted, and was overwritten in Hoop"));
  }

  @Test
  void anApprovalOverwrittenWithARejectionIsTold() {
    RequestedSession asked = env.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = actions.waiting(asked);
    env.gateway().overwriteNextPut(SAM_MAIL, "REJECTED");

    actions.approve(ANN, card, "dba");

    assertThat(env.card(asked.review(), "Rejected").words()).contains("rejected by Sam");
    env.toldPrivately(
        ANN, "had counted, and a decision made in Hoop at the same moment wrote over");
    actions.approveStale(ANN, card, "dba");
    env.toldPrivately(ANN, "rejected already");
    assertThat(actions.puts()).containsExactly("ann@acme.io APPROVED 200");
  }

  @Test
  void aStuckReviewTakesNoApprovalAndOffersTheRejectionThatEndsIt() {
    RequestedSession asked =
        env.gateway()
            .execByRule(BOB_MAIL, "orders-db", SCRIPT, "prod", 1, List.of("dba", "sre"), List.of());
    Message seen = actions.waiting(asked);
    env.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    Message stuck = env.card(asked.review(), "Stuck in Hoop");

    actions.approveStale(ANN, seen, "dba");

    env.toldPrivately(ANN, "the group dba has already approved it, by Sue");
    assertThat(stuck.actionIds()).containsOnly("review-rejected");
    assertThat(actions.puts()).isEmpty();
    actions.reject(ANN, stuck, "dba", "ask again");
    assertThat(env.card(asked.review(), "Rejected").words()).contains("ask again");
  }

  private void aPutIsHeld() {
    env.gateway()
        .await(
            "a verdict that has read and waits to write",
            Duration.ofSeconds(10),
            () -> Optional.of(true).filter(t -> env.gateway().heldPuts() > 0));
  }
}
