package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.TestEnvironment.ANN;
import static dev.hoop.slackbot.sandbox.TestEnvironment.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFault;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
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

  private final TestEnvironment town;
  private final CardActions hands;

  RaceTest(TestEnvironment town) {
    this.town = town;
    this.hands = new CardActions(town);
  }

  @BeforeEach
  void buildTheTown() throws InvalidSetupException {
    town.gateway().addUser("Sam", "", "sre");
    town.startBot();
  }

  @Test
  void twoGroupsInTheSameInstantBothCountSinceTheirVerdictsNeverOverlap() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);
    town.gateway().holdPutsBeforeWrite();

    hands.approve(ANN, card, "dba").acked();
    hands.approve(SUE, card, "sre").acked();
    aPutIsHeld();
    int atOnce = town.gateway().heldPuts();
    town.gateway().releasePuts();

    town.card(asked.review(), "ready to run");
    assertThat(atOnce).as("verdicts on one review at once").isEqualTo(1);
    assertThat(hands.puts())
        .containsExactlyInAnyOrder("ann@acme.io APPROVED 200", "sue@acme.io APPROVED 200");
  }

  @Test
  void twoOfOneGroupInTheSameInstantCountOnceAndTheOtherIsToldByWhom() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);
    town.gateway().holdPutsBeforeWrite();
    hands.approve(ANN, card, "dba").acked();
    aPutIsHeld();

    hands.approve(SUE, card, "dba").acked();
    town.gateway().releasePuts();

    town.toldPrivately(SUE, "the group dba has already approved it, by ");
    town.card(asked.review(), "1 of 2");
    assertThat(hands.puts()).containsExactly("ann@acme.io APPROVED 200");
  }

  @Test
  void onePersonsKeyForTwoReviewsAtOnceIsNeverArmedForBothGroups() {
    RequestedSession first = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    RequestedSession second = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message one = hands.waiting(first);
    Message other = hands.waiting(second);
    town.gateway().holdPutsBeforeWrite();

    hands.approve(SUE, one, "dba").acked();
    hands.approve(SUE, other, "sre").acked();
    aPutIsHeld();
    town.gateway().releasePuts();

    town.card(first.review(), "1 of 2");
    town.card(second.review(), "1 of 2");
    assertThat(town.gateway().groupStatus(first.review(), "sre")).isEqualTo("PENDING");
    assertThat(town.gateway().groupStatus(second.review(), "dba")).isEqualTo("PENDING");
    town.gateway()
        .await(
            "Sue's key rests again",
            Duration.ofSeconds(10),
            () -> Optional.of(true).filter(t -> !town.gateway().isActive("sue@acme.io")));
  }

  @Test
  void tenClicksMakeOneDecisionAndNineAnswers() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);

    List<CompletableFuture<EnvelopeDelivery>> clicks =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> hands.approveStale(ANN, card, "dba")))
            .limit(10)
            .toList();
    clicks.forEach(click -> click.join().acked());

    town.eventually(
        "nine answers for Ann",
        () -> Optional.of(hands.toldAlone(ANN)).filter(told -> told.size() >= 9));
    assertThat(hands.toldAlone(ANN))
        .hasSize(9)
        .allMatch(told -> told.contains("it is approved already"));
    town.card(asked.review(), "ready to run");
    assertThat(hands.puts()).containsExactly("ann@acme.io APPROVED 200");
    assertThat(hands.audit(asked.review())).hasSize(11);
  }

  @Test
  void aClickThatSlackBringsTwiceIsOneClick() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    EnvelopeDelivery click = hands.approve(ANN, card, "dba");
    town.slack().redeliver(click, 1).acked();
    Message half = town.card(asked.review(), "1 of 2");
    town.slack().redeliver(click, 2).acked();
    hands.approve(SUE, half, "sre");

    town.card(asked.review(), "ready to run");
    assertThat(hands.puts()).hasSize(2);
    assertThat(hands.toldAlone(ANN)).as("answers to a click that counted").isEmpty();
  }

  @RepeatedTest(4)
  void approvalAndRejectionInTheSameInstantLeaveOneVerdictAndACardThatSaysIt() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);
    View dialog = hands.rejectDialog(SUE, card, "dba");

    CompletableFuture<Void> rejection =
        CompletableFuture.runAsync(
            () -> hands.submit(SUE, dialog, Map.of("reason", Map.of("reason", "no ticket"))));
    hands.approve(ANN, card, "dba").acked();
    rejection.join();

    String loser =
        town.eventually(
            "an answer for the one who came second",
            () -> Stream.of(ANN, SUE).filter(u -> !hands.toldAlone(u).isEmpty()).findFirst());
    boolean rejected = loser.equals(ANN);
    assertThat(town.gateway().status(asked.review())).isEqualTo(rejected ? "REJECTED" : "APPROVED");
    town.card(asked.review(), rejected ? "rejected by Sue" : "approved by Ann");
    town.toldPrivately(loser, rejected ? "rejected already" : "approved already");
    assertThat(hands.puts()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}: {1} on the web meanwhile")
  @CsvSource({
    "orders-db,  APPROVED, 'Waiting, 1 of 2 approvals'",
    "orders-db,  REJECTED, 'Waiting, 1 of 2 approvals'",
    "billing-db, REJECTED, 'Approved, ready to run'",
  })
  void whatAStaleWriteMadeOfAVerdictOnTheWebIsWhatTheCardSays(
      String connection, String onTheWeb, String headline) {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, connection, SCRIPT);
    Message card = hands.waiting(asked);
    town.gateway().holdPutsBeforeWrite();
    hands.approve(ANN, card, "dba");
    aPutIsHeld();

    String web = connection.equals("orders-db") ? SAM_MAIL : "sue@acme.io";
    assertThat(town.gateway().decideOnWeb(web, asked.review(), onTheWeb)).isEqualTo(200);
    town.gateway().releasePuts();

    Message after = town.card(asked.review(), "approved by Ann");
    assertThat(after.words()).contains(headline);
    assertThat(town.gateway().status(asked.review()))
        .isEqualTo(headline.startsWith("Waiting") ? "PENDING" : "APPROVED");
    assertThat(hands.puts()).containsExactly("ann@acme.io APPROVED 200");
  }

  @Test
  void anApprovalThatSomebodyOnTheWebWroteOverIsCastAgain() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);
    town.gateway().overwriteNextPut(SAM_MAIL, "APPROVED");

    hands.approve(ANN, card, "dba");

    assertThat(town.card(asked.review(), "ready to run").words())
        .contains("approved by Ann", "approved by Sam");
    assertThat(hands.puts())
        .containsExactly("ann@acme.io APPROVED 200", "ann@acme.io APPROVED 200");
    assertThat(hands.toldAlone(ANN)).isEmpty();
    assertThat(hands.audit(asked.review()))
        .containsExactly(
            "intent ann@acme.io APPROVE dba: about to ask the gateway",
            "allowed ann@acme.io APPROVE dba with approver key ann@acme.io: review is PENDING",
            "intent ann@acme.io APPROVE dba: about to ask the gateway",
            "allowed ann@acme.io APPROVE dba with approver key ann@acme.io: review is APPROVED");
  }

  @Test
  void aRejectionThatSomebodyOnTheWebWroteOverIsCastAgain() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);
    town.gateway().overwriteNextPut(SAM_MAIL, "APPROVED");

    hands.reject(ANN, card, "dba", "no ticket");

    assertThat(town.card(asked.review(), "Rejected").words()).contains("no ticket");
    town.eventually(
        "the second rejection", () -> Optional.of(true).filter(t -> hands.puts().size() == 2));
    assertThat(town.gateway().status(asked.review())).isEqualTo("REJECTED");
  }

  @Test
  void anApprovalThatIsWrittenOverTwiceIsNotCastForEverAndTheButtonIsThereAgain() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);
    town.gateway().overwriteNextPut(SAM_MAIL, "APPROVED");
    town.gateway().overwriteNextPut(SAM_MAIL, "APPROVED");

    hands.approve(ANN, card, "dba");

    town.gateway()
        .await(
            "the second of two verdicts",
            Duration.ofSeconds(10),
            () -> Optional.of(true).filter(t -> hands.puts().size() == 2));
    Message half = town.card(asked.review(), "Waiting, 1 of 2 approvals");
    assertThat(half.words()).contains("dba: not decided yet", "approved by Sam");
    hands.approve(ANN, half, "dba");
    town.card(asked.review(), "ready to run");
    assertThat(hands.puts()).as("two in vain and one that Ann asked for").hasSize(3);
    assertThat(hands.audit(asked.review()))
        .hasSize(7)
        .anyMatch(row -> row.contains("overwritten in Hoop a second time"));
    town.toldPrivately(ANN, "wrote over it");
  }

  @Test
  void anApprovalThatIsWrittenOverLaterIsCastAgain() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);
    Runnable late = town.gateway().decideOnWebSlowly(SAM_MAIL, asked.review(), "APPROVED");
    hands.approve(ANN, card, "dba");
    town.card(asked.review(), "approved by Ann");

    late.run();

    assertThat(town.card(asked.review(), "ready to run").words())
        .contains("approved by Ann", "approved by Sam");
    assertThat(hands.puts()).hasSize(2);
  }

  @Test
  void anApprovalIsNotCastAgainOnAReviewThatWasApprovedWhileItsKeyWasMadeReady() {
    town.gateway().addUser("Dan", "", "dba");
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);
    Runnable late = town.gateway().decideOnWebSlowly(SAM_MAIL, asked.review(), "APPROVED");
    hands.approve(ANN, card, "dba");
    town.card(asked.review(), "approved by Ann");
    town.gateway()
        .failNext(
            "PUT /api-keys",
            1,
            GatewayFault.raced(
                () -> town.gateway().decideOnWeb("dan@acme.io", asked.review(), "APPROVED")));
    town.gateway().failNext("POST /api-keys", 1, GatewayFault.slow(Duration.ofMillis(300)));

    late.run();

    town.toldPrivately(ANN, "wrote over it");
    assertThat(town.card(asked.review(), "ready to run").words())
        .contains("approved by Dan in Hoop");
    assertThat(hands.puts()).containsExactly("ann@acme.io APPROVED 200");
  }

  @Test
  void whoMayNoLongerDecideIsToldThatTheirApprovalWasWrittenOverAndIsNamedForNobodyElses() {
    town.gateway().addUser("Dan", "", "dba");
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);
    Runnable late = town.gateway().decideOnWebSlowly(SAM_MAIL, asked.review(), "APPROVED");
    hands.approve(ANN, card, "dba");
    town.card(asked.review(), "approved by Ann");
    town.gateway().setGroups("ann@acme.io", "dev");
    late.run();
    Message after = town.card(asked.review(), "dba: not decided yet");
    assertThat(after.words()).contains("approved by Sam").doesNotContain("by Ann");
    town.toldPrivately(ANN, "wrote over it");

    town.gateway().decideOnWeb("dan@acme.io", asked.review(), "APPROVED");

    assertThat(town.card(asked.review(), "ready to run").words())
        .contains("approved by Dan in Hoop")
        .doesNotContain("by Ann");
    assertThat(hands.puts()).hasSize(1);
  }

  @Test
  void aRejectionOfAScriptThatAnApprovalOnTheWebWroteOverIsCastAgainAndStands() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "bastion", SCRIPT);
    Message card = hands.waiting(asked);
    Runnable late = town.gateway().decideOnWebSlowly(SAM_MAIL, asked.review(), "APPROVED");
    hands.reject(SUE, card, "sre", "no ticket");
    town.card(asked.review(), "Rejected");

    late.run();

    town.eventually(
        "the second rejection", () -> Optional.of(true).filter(t -> hands.puts().size() == 2));
    assertThat(town.card(asked.review(), "Rejected").words()).contains("no ticket");
    assertThat(town.gateway().status(asked.review())).isEqualTo("REJECTED");
  }

  @Test
  void whoseRejectionWasWrittenOverAfterTheScriptRanIsTold() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "bastion", SCRIPT);
    Message card = hands.waiting(asked);
    Runnable late = town.gateway().decideOnWebSlowly(SAM_MAIL, asked.review(), "APPROVED");
    hands.reject(SUE, card, "sre", "no ticket");
    town.card(asked.review(), "Rejected");

    late.run();
    town.gateway().startRun(asked.session());

    town.toldPrivately(SUE, "wrote over it");
    assertThat(hands.audit(asked.review()))
        .anyMatch(row -> row.contains("it had counted, and was overwritten in Hoop"));
  }

  @Test
  void anApprovalThatARejectionOnTheWebWroteOverStaysRejected() {
    RequestedSession asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);
    town.gateway().overwriteNextPut(SAM_MAIL, "REJECTED");

    hands.approve(ANN, card, "dba");

    assertThat(town.card(asked.review(), "Rejected").words()).contains("rejected by Sam");
    hands.approveStale(ANN, card, "dba");
    town.toldPrivately(ANN, "rejected already");
    assertThat(hands.puts()).containsExactly("ann@acme.io APPROVED 200");
  }

  @Test
  void aStuckReviewTakesNoApprovalAndOffersTheRejectionThatEndsIt() {
    RequestedSession asked =
        town.gateway()
            .execByRule(BOB_MAIL, "orders-db", SCRIPT, "prod", 1, List.of("dba", "sre"), List.of());
    Message seen = hands.waiting(asked);
    town.gateway().decideOnWeb("sue@acme.io", asked.review(), "APPROVED");
    Message stuck = town.card(asked.review(), "Stuck in Hoop");

    hands.approveStale(ANN, seen, "dba");

    town.toldPrivately(ANN, "the group dba has already approved it, by Sue");
    assertThat(stuck.actionIds()).containsOnly("review-rejected");
    assertThat(hands.puts()).isEmpty();
    hands.reject(ANN, stuck, "dba", "ask again");
    assertThat(town.card(asked.review(), "Rejected").words()).contains("ask again");
  }

  private void aPutIsHeld() {
    town.gateway()
        .await(
            "a verdict that has read and waits to write",
            Duration.ofSeconds(10),
            () -> Optional.of(true).filter(t -> town.gateway().heldPuts() > 0));
  }
}
