package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.Town.ANN;
import static dev.hoop.slackbot.sandbox.Town.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.app.FaultyException;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.gateway.Fault;
import dev.hoop.slackbot.sandbox.slack.Delivery;
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
@ExtendWith(TownExtension.class)
final class RaceTest {

  private static final String BOB_MAIL = "bob@acme.io";
  private static final String SAM_MAIL = "sam@acme.io";
  private static final String SCRIPT = "select 1";

  private final Town town;
  private final Hands hands;

  RaceTest(Town town) {
    this.town = town;
    this.hands = new Hands(town);
  }

  @BeforeEach
  void buildTheTown() throws FaultyException {
    town.gateway().addUser("Sam", "", "sre");
    town.startBot();
  }

  @Test
  void twoGroupsInTheSameInstantBothCountSinceTheirVerdictsNeverOverlap() {
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
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
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
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
    Asked first = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Asked second = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
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
    Asked asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
    Message card = hands.waiting(asked);

    List<CompletableFuture<Delivery>> clicks =
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
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);

    Delivery click = hands.approve(ANN, card, "dba");
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
    Asked asked = town.gateway().exec(BOB_MAIL, "billing-db", SCRIPT);
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
    Asked asked = town.gateway().exec(BOB_MAIL, connection, SCRIPT);
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
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
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
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
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
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
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
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
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
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
    Message card = hands.waiting(asked);
    Runnable late = town.gateway().decideOnWebSlowly(SAM_MAIL, asked.review(), "APPROVED");
    hands.approve(ANN, card, "dba");
    town.card(asked.review(), "approved by Ann");
    town.gateway()
        .failNext(
            "PUT /api-keys",
            1,
            Fault.raced(
                () -> town.gateway().decideOnWeb("dan@acme.io", asked.review(), "APPROVED")));
    town.gateway().failNext("POST /api-keys", 1, Fault.slow(Duration.ofMillis(300)));

    late.run();

    town.toldPrivately(ANN, "wrote over it");
    assertThat(town.card(asked.review(), "ready to run").words())
        .contains("approved by Dan in Hoop");
    assertThat(hands.puts()).containsExactly("ann@acme.io APPROVED 200");
  }

  @Test
  void whoMayNoLongerDecideIsToldThatTheirApprovalWasWrittenOverAndIsNamedForNobodyElses() {
    town.gateway().addUser("Dan", "", "dba");
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
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
    Asked asked = town.gateway().exec(BOB_MAIL, "bastion", SCRIPT);
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
    Asked asked = town.gateway().exec(BOB_MAIL, "bastion", SCRIPT);
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
    Asked asked = town.gateway().exec(BOB_MAIL, "orders-db", SCRIPT);
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
    Asked asked =
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
