package dev.hoop.slackbot.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.sandbox.gateway.KeyChange;
import dev.hoop.slackbot.sandbox.gateway.ReceivedVerdict;
import dev.hoop.slackbot.sandbox.slack.ApiCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Made-up worlds: a sound one, and each with one thing wrong in it. */
final class OracleTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final WorkloadPerson ANN =
      new WorkloadPerson("U0ANN", "Ann", "ann@acme.io", true, List.of("dba"));
  private static final WorkloadPerson INA =
      new WorkloadPerson("U0INA", "Ina", "ina@acme.io", false, List.of("dba"));
  private static final WorkloadPerson BOB =
      new WorkloadPerson("U0BOB", "Bob", "bob@acme.io", true, List.of("dev"));

  private final List<ReviewCase> cases = new ArrayList<>();
  private final List<ButtonPress> presses = new ArrayList<>();
  private final List<ReceivedVerdict> casts = new ArrayList<>();
  private final List<CardCopy> copies = new ArrayList<>();
  private final List<ReceivedMessage> told = new ArrayList<>();
  private final List<Observation.Read> reads = new ArrayList<>();
  private final List<ApiCall> calls = new ArrayList<>();
  private final List<String> openKeys = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<DuplicateCause> causes = new ArrayList<>();

  private final List<KeyChange> keyChanges = new ArrayList<>();
  private final List<Observation.Alarm> alarms = new ArrayList<>();
  private final List<Observation.Lost> lost = new ArrayList<>();
  private long calm = nanos(1_000);

  OracleTest() {
    keyChanges.add(given(ANN, NOON.minusMillis(100), "dba"));
    cases.add(approvedCase("APPROVED", "APPROVED", "ann@acme.io"));
    presses.add(press(ANN, "APPROVED", 10, true));
    reads.add(new Observation.Read("s1", NOON.minusSeconds(1)));
    casts.add(cast(ANN, false, "PENDING", NOON));
    copies.add(copy("1.1", 0, "Approved, ready to run\n:x: dba: approved by Ann in Slack"));
    told.add(notice("Approved", 12));
  }

  @Test
  void aSoundWorldIsFoundSound() {
    assertThat(findings()).isEmpty();
  }

  @Test
  void aWaitingReviewWithoutACardIsFound() {
    cases.add(
        new ReviewCase(
            "r2",
            "s2",
            "bob@acme.io",
            List.of("C1"),
            false,
            "PENDING",
            false,
            null,
            List.of("dba"),
            Map.of("dba", "PENDING"),
            Map.of()));

    assertThat(findings()).singleElement().asString().contains("r2", "never announced in C1");
  }

  @Test
  void aLostDirectMessageIsFound() {
    told.clear();

    assertThat(findings()).singleElement().asString().contains("never told Approved");
  }

  @Test
  void aSecondDirectMessageIsFoundUnlessAKillCameBetween() {
    told.add(notice("Approved", 20));

    assertThat(findings()).singleElement().asString().contains("told Approved twice");
    causes.add(kill(13));
    assertThat(findings()).isEmpty();
  }

  @Test
  void aKillLongAfterTheFirstMessageIsNoExcuse() {
    told.add(notice("Approved", 60));
    causes.add(kill(40));

    assertThat(findings()).singleElement().asString().contains("told Approved twice");
  }

  @Test
  void anOutcomeThatNeverWasIsFound() {
    told.add(notice("Rejected", 20));

    assertThat(findings()).singleElement().asString().contains("told Rejected");
  }

  @Test
  void anUntrueCardIsFound() {
    copies.set(0, copy("1.1", 0, "Waiting for approval\n:x: dba: not decided yet"));

    assertThat(findings())
        .singleElement()
        .asString()
        .contains("\"Waiting for approval\" instead of \"Approved, ready to run\"");
  }

  @Test
  void aCardThatNamesAnotherDeciderIsFound() {
    copies.set(0, copy("1.1", 0, "Approved, ready to run\n:x: dba: approved by Sue in Slack"));

    assertThat(findings()).singleElement().asString().contains("dba: approved by Ann");
  }

  @Test
  void aSecondCardIsFoundUnlessItsAnswerWasLost() {
    copies.add(copy("1.2", 5, copies.get(0).words()));

    assertThat(findings()).singleElement().asString().contains("the cards 1.1 and 1.2");
    causes.add(new DuplicateCause(DuplicateCause.Kind.LOST, "{\"review_id\":\"r2\"}", nanos(0)));
    assertThat(findings()).as("another's lost answer is no excuse").hasSize(1);
    causes.add(new DuplicateCause(DuplicateCause.Kind.LOST, "{\"review_id\":\"r1\"}", nanos(0)));
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatWasUnderWayWhenAllWasCutMayComeTwice() {
    copies.add(copy("1.2", 5, copies.get(0).words()));
    calls.add(toGus(1));
    calls.add(toGus(3));

    causes.add(new DuplicateCause(DuplicateCause.Kind.CUT, "", nanos(-4)));
    assertThat(findings()).as("the cut was long before").hasSize(2);
    causes.add(new DuplicateCause(DuplicateCause.Kind.CUT, "", nanos(0) - 600_000_000));
    assertThat(findings()).isEmpty();
  }

  @Test
  void aCopyMustCloseOnceItWasClicked() {
    copies.add(copy("1.2", 5, "Waiting for approval\n:x: dba: not decided yet"));
    causes.add(kill(1));

    assertThat(findings()).as("nobody clicked the copy").isEmpty();
    presses.add(
        new ButtonPress("U0BOB", "r1", "dba", "APPROVED", "C1", "1.2", "/b", nanos(11), true));
    told.add(new ReceivedMessage("U0BOB", "", "/b", "This did not count", nanos(12)));
    assertThat(findings()).singleElement().asString().contains("the card 1.2");
  }

  @Test
  void aClickOfWhichNothingCameIsFound() {
    presses.add(
        new ButtonPress("U0BOB", "r1", "dba", "APPROVED", "C1", "1.1", "/b", nanos(11), true));

    assertThat(findings()).singleElement().asString().contains("U0BOB", "nothing came of it");
  }

  @Test
  void anAnswerServesForOneClickAlone() {
    for (String address : List.of("/b", "/c")) {
      presses.add(
          new ButtonPress("U0BOB", "r1", "dba", "APPROVED", "C1", "1.1", address, nanos(11), true));
    }
    told.add(new ReceivedMessage("U0BOB", "", "", "This did not count", nanos(12)));

    assertThat(findings()).singleElement().asString().contains("nothing came of it");
  }

  @Test
  void aDecisionForOneGroupIsNoneForAnother() {
    presses.add(
        new ButtonPress("U0ANN", "r1", "sre", "APPROVED", "C1", "1.1", "/b", nanos(11), true));

    assertThat(findings()).singleElement().asString().contains("for sre", "nothing came of it");
  }

  @Test
  void theSecondOfADoubleClickNeedsAnAnswerThoughAKillCameBetween() {
    presses.add(press(ANN, "APPROVED", 10, true));
    causes.add(kill(11));

    assertThat(findings()).singleElement().asString().contains("U0ANN", "nothing came of it");
    told.add(new ReceivedMessage("U0ANN", "", "", "This did not count", nanos(13)));
    assertThat(findings()).isEmpty();
  }

  @Test
  void toBeToldThatItIsNotKnownYetIsNoAnswer() {
    presses.add(
        new ButtonPress("U0BOB", "r1", "dba", "APPROVED", "C1", "1.1", "/b", nanos(11), true));
    told.add(
        new ReceivedMessage("U0BOB", "", "/b", "was lost. don't decide again: once", nanos(12)));

    assertThat(findings()).singleElement().asString().contains("nothing came of it");
  }

  @Test
  void aCallBeforeRetryAfterHadPassedIsFoundUnlessTheProcessIsNew() {
    complaints.add("chat.update was called again before Retry-After had passed");
    calls.add(new ApiCall("chat.update", Map.of(), 429, "ratelimited", nanos(1)));
    calls.add(new ApiCall("chat.update", Map.of(), 429, "ratelimited", nanos(3)));

    assertThat(findings()).singleElement().asString().contains("before Retry-After had passed");
    causes.add(kill(2));
    assertThat(findings()).isEmpty();
  }

  @Test
  void onlyACallSentBesideARefusedOneIsExcused() {
    complaints.add("chat.update was called again before Retry-After had passed");
    calls.add(new ApiCall("chat.update", Map.of(), 429, "ratelimited", nanos(20)));
    calls.add(new ApiCall("chat.update", Map.of(), 429, "ratelimited", nanos(20) + 60_000_000));
    assertThat(findings()).isEmpty();

    complaints.add("chat.update was called again before Retry-After had passed");
    calls.add(new ApiCall("chat.update", Map.of(), 429, "ratelimited", nanos(20) + 120_000_000));
    assertThat(findings()).singleElement().asString().contains("before Retry-After had passed");
  }

  @Test
  void whatAKilledProcessAskedOfASlowSlackExcusesASecondCard() {
    copies.set(0, copy("1.1", 15, copies.get(0).words()));
    copies.add(copy("1.2", 17, copies.get(0).words()));
    causes.add(kill(5));

    assertThat(findings()).singleElement().asString().contains("the cards 1.1 and 1.2");
    causes.add(new DuplicateCause(DuplicateCause.Kind.SLOW, "", nanos(3)));
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatWasCutAtASlowSlackExcusesASecondCardForAsLong() {
    copies.set(0, copy("1.1", 18, copies.get(0).words()));
    copies.add(copy("1.2", 23, copies.get(0).words()));
    causes.add(new DuplicateCause(DuplicateCause.Kind.CUT, "", nanos(15)));

    assertThat(findings()).as("not slow").singleElement().asString().contains("1.1 and 1.2");
    causes.add(new DuplicateCause(DuplicateCause.Kind.SLOW, "", nanos(11)));
    assertThat(findings()).isEmpty();
    copies.set(1, copy("1.2", 40, copies.get(0).words()));
    assertThat(findings()).as("too late").singleElement().asString().contains("1.1 and 1.2");
  }

  @Test
  void aGreetingForALinkThatWasThereBeforeIsFound() {
    told.add(
        new ReceivedMessage(
            "U0ANN", "", "", "Your Slack account is now linked to Hoop user Ann", nanos(9)));

    assertThat(findings()).singleElement().asString().contains("U0ANN", "not new");
  }

  @Test
  void aClickThatWasNotAckedMayBeLost() {
    presses.add(
        new ButtonPress("U0BOB", "r1", "dba", "APPROVED", "C1", "1.1", "/b", nanos(11), false));

    assertThat(findings()).isEmpty();
  }

  @Test
  void aSecondDecisionForOneClickIsFound() {
    reads.add(new Observation.Read("s1", NOON.plusSeconds(1)));
    keyChanges.add(given(ANN, NOON.plusSeconds(1), "dba"));
    casts.add(cast(ANN, false, "PENDING", NOON.plusSeconds(2)));

    assertThat(findings())
        .hasSize(2)
        .anyMatch(words -> words.contains("a second time"))
        .anyMatch(words -> words.contains("counted twice"));
  }

  @Test
  void anApprovalOfAnApprovedReviewIsFoundUnlessTheWebWasFaster() {
    casts.set(0, cast(ANN, true, "PENDING", NOON));
    casts.add(cast(ANN, false, "APPROVED", NOON.plusSeconds(2)));

    assertThat(findings()).as("the bot had last looked before").isEmpty();
    reads.add(new Observation.Read("s1", NOON.plusSeconds(1)));
    assertThat(findings()).anyMatch(words -> words.contains("an approval to an approved review"));
  }

  @Test
  void aDecisionBySomebodyWhoMayNotIsFound() {
    casts.set(0, cast(INA, false, "PENDING", NOON));
    keyChanges.set(0, given(INA, NOON.minusMillis(100), "dba"));
    cases.set(0, approvedCase("APPROVED", "APPROVED", "ina@acme.io"));
    presses.set(0, press(INA, "APPROVED", 10, true));
    copies.set(0, copy("1.1", 0, "Approved, ready to run\n:x: dba: approved by Ina in Slack"));

    assertThat(findings()).singleElement().asString().contains("ina@acme.io may not");
  }

  @Test
  void aDecisionWithoutAClickIsFound() {
    presses.clear();

    assertThat(findings()).singleElement().asString().contains("nobody clicked");
  }

  @Test
  void aKeyThatStillOpensSomethingIsFound() {
    openKeys.add("ann@acme.io");

    assertThat(findings()).singleElement().asString().contains("is not revoked");
  }

  @Test
  void aPostRightAfterSlacksRefusalIsFound() {
    calls.add(
        new ApiCall("chat.postMessage", Map.of("channel", "C1"), 429, "ratelimited", nanos(1)));
    calls.add(
        new ApiCall(
            "chat.postMessage",
            Map.of("channel", "C1"),
            200,
            null,
            nanos(1) + TimeUnit.MILLISECONDS.toNanos(300)));

    assertThat(findings()).singleElement().asString().contains("within a second");
  }

  @Test
  void aComplaintOfSlackIsFound() {
    complaints.add("chat.update refused: invalid_blocks");

    assertThat(findings()).singleElement().asString().contains("invalid_blocks");
  }

  @Test
  void openAccessThatWasRejectedIsCutOnItsCardAndInItsNotice() {
    cases.set(
        0,
        new ReviewCase(
            "r1",
            "s1",
            "bob@acme.io",
            List.of("C1"),
            true,
            "REJECTED",
            false,
            null,
            List.of("dba"),
            Map.of("dba", "REJECTED"),
            Map.of("dba", "ann@acme.io")));
    copies.set(0, copy("1.1", 0, "Access ended and session cut\n dba: ended and cut by Ann"));
    told.add(notice("Access ended and session cut", 13));
    casts.add(
        new ReceivedVerdict(
            "r1",
            "ann@acme.io",
            true,
            "REJECTED",
            "APPROVED",
            "REJECTED",
            List.of("dba"),
            false,
            NOON.plusSeconds(1)));

    assertThat(findings()).isEmpty();
    casts.set(0, marking());
    assertThat(findings()).as("it never was open").isNotEmpty();
  }

  @Test
  void aCutThatWasWrittenOverMayHaveBeenTold() {
    cases.set(
        0,
        new ReviewCase(
            "r1",
            "s1",
            "bob@acme.io",
            List.of("C1"),
            true,
            "APPROVED",
            false,
            null,
            List.of("dba"),
            Map.of("dba", "APPROVED"),
            Map.of("dba", "bob@acme.io")));
    copies.set(0, copy("1.1", 0, "Approved, access open\n dba: approved by Bob"));
    told.add(notice("Access ended and session cut by Ann", 13));
    told.add(
        new ReceivedMessage("U0ANN", "", "/a", "a decision made in Hoop wrote over it", nanos(14)));

    assertThat(findings()).singleElement().asString().contains("told Access");
    presses.add(press(ANN, "REJECTED", 11, true));
    keyChanges.add(given(ANN, NOON.plusMillis(100), "dba"));
    casts.add(cutting(NOON.plusMillis(200)));
    casts.add(onWebOver("APPROVED", "dba"));
    assertThat(findings()).isEmpty();
  }

  @Test
  void aMarkThatNobodyClickedIsFound() {
    asksSreToo();
    casts.set(0, marking("dba", "sre"));

    assertThat(findings()).anyMatch(words -> words.contains("nobody had changed it"));
  }

  @Test
  void aMarkByAKeyThatSomebodyChangedIsFoundUnlessBothLogsSaySo() {
    asksSreToo();
    casts.set(0, marking("dba", "sre"));
    keyChanges.add(changedByHand(ANN, NOON.minusMillis(50), "dba", "sre"));

    assertThat(findings()).singleElement().asString().contains("do not both say so");
    alarms.add(new Observation.Alarm("r1", "also marked by this credential: sre", false));
    assertThat(findings()).as("not in the log").hasSize(1);
    alarms.add(new Observation.Alarm("r1", "dba was clicked, and [sre] marked as well", true));
    assertThat(findings()).isEmpty();
  }

  @Test
  void aCardNamesTheKeyThatMarkedAGroupUnasked() {
    asksSreToo();
    casts.set(0, marking("dba", "sre"));
    keyChanges.add(changedByHand(ANN, NOON.minusMillis(50), "dba", "sre"));
    alarms.add(new Observation.Alarm("r1", "sre", false));
    alarms.add(new Observation.Alarm("r1", "sre", true));
    String words = "Approved, ready to run\n dba: approved by Ann\n sre: approved by ";

    copies.set(0, copy("1.1", 0, words + "ann@acme"));
    assertThat(findings()).isEmpty();
    copies.set(0, copy("1.1", 0, words + "Bob"));
    assertThat(findings()).singleElement().asString().contains("sre: approved by Ann");
  }

  @Test
  void anAlarmOfAnotherReviewOrGroupIsNone() {
    asksSreToo();
    casts.set(0, marking("dba", "sre"));
    keyChanges.add(changedByHand(ANN, NOON.minusMillis(50), "dba", "sre"));
    for (boolean printed : List.of(true, false)) {
      alarms.add(new Observation.Alarm("r2", "sre", printed));
      alarms.add(new Observation.Alarm("r1", "ops", printed));
    }

    assertThat(findings()).singleElement().asString().contains("do not both say so");
  }

  @Test
  void aMarkThatTheBotCannotKnowOfNeedsNoAlarm() {
    asksSreToo();
    casts.set(0, marking("dba", "sre"));
    keyChanges.add(changedByHand(ANN, NOON.minusMillis(50), "dba", "sre"));
    lost.add(new Observation.Lost("r1", NOON, NOON));

    assertThat(findings()).isEmpty();
  }

  @Test
  void aKeyThatIsUsedTwiceAfterOneAssignmentIsFound() {
    asksSreToo();
    casts.add(
        new ReceivedVerdict(
            "r1",
            "ann@acme.io",
            false,
            "APPROVED",
            "APPROVED",
            "APPROVED",
            List.of(),
            false,
            NOON.plusSeconds(1)));

    assertThat(findings()).anyMatch(words -> words.contains("had not been given one group"));
    keyChanges.add(given(ANN, NOON.plusMillis(500), "dba"));
    assertThat(findings()).noneMatch(words -> words.contains("had not been given one group"));
  }

  @Test
  void aVerdictThatIsGoneIsFoundUnlessItsAuthorWasTold() {
    waitsAgain();

    assertThat(findings()).singleElement().asString().contains("was confirmed and is gone");
    told.add(
        new ReceivedMessage("U0BOB", "", "/b", "a decision made in Hoop wrote over it", nanos(15)));
    assertThat(findings()).as("another was told").hasSize(1);
    told.add(
        new ReceivedMessage("U0ANN", "", "/a", "a decision made in Hoop wrote over it", nanos(15)));
    assertThat(findings()).isEmpty();
  }

  @Test
  void aRejectionThatIsGoneIsFound() {
    rejectedAndApprovedOverIt();

    assertThat(findings()).singleElement().asString().contains("REJECTED", "is gone");
  }

  @Test
  void aLostAnswersAuthorIsToldThatItDidNotCount() {
    rejectedAndApprovedOverIt();
    String words = "This did not count: it is approved already.";
    told.add(new ReceivedMessage("U0ANN", "", "/a", words, nanos(13)));

    assertThat(findings()).as("the bot had got its answer").hasSize(1);
    lost.add(new Observation.Lost("r2", NOON.minusMillis(1), NOON));
    lost.add(new Observation.Lost("r1", NOON.plusMillis(1), NOON.plusMillis(2)));
    assertThat(findings()).as("another's answer was lost").hasSize(1);
    lost.add(new Observation.Lost("r1", NOON.minusMillis(1), NOON.plusMillis(1)));
    assertThat(findings()).isEmpty();
  }

  @Test
  void anAnswerDiesWithTheProcessThatHadNotWrittenItDown() {
    rejectedAndApprovedOverIt();
    String words = "This did not count: it is approved already.";
    told.add(new ReceivedMessage("U0ANN", "", "/a", words, nanos(13)));

    causes.add(kill(12));
    assertThat(findings()).as("killed a second later").hasSize(1);
    causes.add(new DuplicateCause(DuplicateCause.Kind.KILL, "", nanos(11) + 3_000_000));
    assertThat(findings()).isEmpty();
  }

  @Test
  void aLostAnswerIsNoExcuseForSilenceAtTheClicksAddress() {
    rejectedAndApprovedOverIt();
    lost.add(new Observation.Lost("r1", NOON.minusMillis(1), NOON.plusMillis(1)));
    told.add(new ReceivedMessage("U0ANN", "", "/b", "This did not count", nanos(13)));

    assertThat(findings()).singleElement().asString().contains("REJECTED", "is gone");
  }

  @Test
  void aVerdictThatWasWrittenOverMayBeCastAgain() {
    casts.add(onWebOver("PENDING"));
    keyChanges.add(given(ANN, NOON.plusSeconds(2), "dba"));
    reads.add(new Observation.Read("s1", NOON.plusSeconds(2)));
    casts.add(cast(ANN, false, "PENDING", NOON.plusSeconds(3)));

    assertThat(findings()).isEmpty();
  }

  @Test
  void aRejectionThatWasWrittenOverMayBeCastAgainOverAnApproval() {
    presses.set(0, press(ANN, "REJECTED", 10, true));
    casts.set(0, rejection(NOON));
    casts.add(onWebOver("PENDING", "dba"));
    keyChanges.add(given(ANN, NOON.plusSeconds(2), "dba"));
    reads.add(new Observation.Read("s1", NOON.plusSeconds(2)));
    casts.add(rejection(NOON.plusSeconds(3)));
    cases.set(0, approvedCase("REJECTED", "REJECTED", "ann@acme.io"));
    copies.set(0, copy("1.1", 0, "Rejected\n:x: dba: rejected by Ann in Slack"));
    told.set(0, notice("Rejected", 12));

    assertThat(findings()).isEmpty();
  }

  @Test
  void aCardThatClosesSlowlyThoughAllIsCalmIsFound() {
    calm = nanos(9);
    copies.set(0, changed(copies.get(0), 12));
    assertThat(findings()).isEmpty();

    copies.set(0, changed(copies.get(0), 17));
    assertThat(findings()).singleElement().asString().contains("changed 7000 ms after");
    calm = nanos(11);
    assertThat(findings()).as("something may have gone wrong then").isEmpty();
  }

  @Test
  void anOutcomeThatWasWrittenOverMayBeToldTwice() {
    told.add(notice("Rejected", 13));
    told.add(notice("Approved", 14));
    casts.add(onWebOver("REJECTED"));
    keyChanges.add(given(ANN, NOON.plusSeconds(2), "dba"));
    reads.add(new Observation.Read("s1", NOON.plusSeconds(2)));
    casts.add(cast(ANN, false, "PENDING", NOON.plusSeconds(3)));

    assertThat(findings()).isEmpty();
    told.add(notice("Approved", 16));
    assertThat(findings()).singleElement().asString().contains("told Approved twice");
  }

  @Test
  void aDuplicateWithAnExcuseTakesNoTurnOfWhatBecameDueAgain() {
    overwrittenAndApprovedAgain();
    told.add(notice("Approved", 14));
    told.add(notice("Approved", 30));

    assertThat(findings()).singleElement().asString().contains("told Approved twice");
    causes.add(kill(13));
    assertThat(findings()).isEmpty();
  }

  @Test
  void aWithdrawalOverwrittenWithARejectionNeedsNoSecondMessage() {
    cases.set(0, approvedCase("REJECTED", "REJECTED", "ann@acme.io"));
    casts.clear();
    casts.add(rejection(BOB, NOON));
    presses.set(0, press(BOB, "REJECTED", 10, true));
    keyChanges.add(given(BOB, NOON.minusMillis(100), "dba"));
    copies.set(0, copy("1.1", 0, "Rejected\n:x: dba: rejected by Ann in Hoop"));
    told.set(0, notice("Withdrawn", 12));
    assertThat(findings()).as("withdrawn, and rejected by nobody else").hasSize(2);

    casts.add(onWebOver("REJECTED", "dba"));
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatIsSentAgainToSomebodyGoneIsFoundUnlessKilledBetween() {
    calls.add(toGus(1));
    assertThat(findings()).isEmpty();

    calls.add(toGus(3));
    assertThat(findings()).singleElement().asString().contains("U0GUS is not in Slack");
    causes.add(kill(2));
    assertThat(findings()).isEmpty();
  }

  @Test
  void aDyingProcessMayHaveSentWhatTheNextSendsAgain() {
    calls.add(toGus(1));
    calls.add(toGus(3));
    causes.add(new DuplicateCause(DuplicateCause.Kind.KILL, "", nanos(1) - 1_000));

    assertThat(findings()).isEmpty();
  }

  @Test
  void whatADeadProcessAskedOfASlowSlackIsRefusedAfterTheNextOnes() {
    calls.add(toGus(17));
    calls.add(toGus(20));
    causes.add(kill(15));

    assertThat(findings()).as("not slow").singleElement().asString().contains("U0GUS");
    causes.add(new DuplicateCause(DuplicateCause.Kind.SLOW, "", nanos(8)));
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatBecameDueAgainIsSentAgainToSomebodyGone() {
    overwrittenAndApprovedAgain();
    calls.add(toGus("s1", 12));
    calls.add(toGus("s1", 14));

    assertThat(findings()).isEmpty();
    calls.add(toGus("s1", 16));
    assertThat(findings()).singleElement().asString().contains("U0GUS is not in Slack");
  }

  @Test
  void anotherReviewsTurnIsNoneForWhatIsSentAgain() {
    overwrittenAndApprovedAgain();
    calls.add(toGus("s2", 12));
    calls.add(toGus("s2", 14));

    assertThat(findings()).singleElement().asString().contains("U0GUS is not in Slack");
  }

  @Test
  void whatAKeyRejectedUnaskedMayGoByEitherName() {
    rejectedByTheRequestersKey("sre");
    keyChanges.add(changedByHand(BOB, NOON.minusMillis(50), "dba"));
    alarms.add(new Observation.Alarm("r1", "dba", false));
    alarms.add(new Observation.Alarm("r1", "dba", true));

    assertThat(findings()).isEmpty();
    copies.set(0, copy("1.1", 0, copies.get(0).words().replace("Rejected", "Withdrawn")));
    told.set(0, notice("Withdrawn", 12));
    assertThat(findings()).isEmpty();
  }

  @Test
  void aWithdrawalIsNoRejectionWhereTheKeyIsUnchanged() {
    rejectedByTheRequestersKey("dba");

    assertThat(findings())
        .hasSize(3)
        .anyMatch(words -> words.contains("\"Rejected\" instead of \"Withdrawn\""))
        .anyMatch(words -> words.contains("never told Withdrawn"))
        .anyMatch(words -> words.contains("was told Rejected"));
  }

  private static ApiCall toGus(long second) {
    return toGus("", second);
  }

  private static ApiCall toGus(String session, long second) {
    return new ApiCall(
        "chat.postMessage",
        Map.of("channel", "U0GUS", "text", "Approved", "blocks", session),
        200,
        "user_not_found",
        nanos(second));
  }

  private void overwrittenAndApprovedAgain() {
    casts.add(onWebOver("REJECTED"));
    told.add(notice("Rejected", 13));
    keyChanges.add(given(ANN, NOON.plusSeconds(2), "dba"));
    reads.add(new Observation.Read("s1", NOON.plusSeconds(2)));
    casts.add(cast(ANN, false, "PENDING", NOON.plusSeconds(3)));
  }

  private void rejectedAndApprovedOverIt() {
    presses.set(0, press(ANN, "REJECTED", 10, true));
    casts.set(0, rejection(NOON));
    casts.add(onWebOver("APPROVED"));
    cases.set(0, approvedCase("APPROVED", "APPROVED", "bob@acme.io"));
    copies.set(0, copy("1.1", 0, "Approved, ready to run\n:x: dba: approved by Bob in Hoop"));
  }

  /** The requester withdraws for one group, and their key rejects for dba. */
  private void rejectedByTheRequestersKey(String clicked) {
    cases.set(0, approvedCase("REJECTED", "REJECTED", "bob@acme.io"));
    presses.set(
        0, new ButtonPress("U0BOB", "r1", clicked, "REJECTED", "C1", "1.1", "/a", nanos(10), true));
    keyChanges.add(given(BOB, NOON.minusMillis(100), clicked));
    casts.set(0, rejection(BOB, NOON));
    copies.set(0, copy("1.1", 0, "Rejected\n dba: rejected by Bob"));
    told.set(0, notice("Rejected", 12));
  }

  private void asksSreToo() {
    cases.set(
        0,
        new ReviewCase(
            "r1",
            "s1",
            "bob@acme.io",
            List.of("C1"),
            false,
            "APPROVED",
            false,
            null,
            List.of("dba", "sre"),
            Map.of("dba", "APPROVED", "sre", "APPROVED"),
            Map.of("dba", "ann@acme.io", "sre", "ann@acme.io")));
    copies.set(
        0, copy("1.1", 0, "Approved, ready to run\n dba: approved by Ann\n sre: approved by Ann"));
  }

  private void waitsAgain() {
    cases.set(0, approvedCase("PENDING", "PENDING", ""));
    casts.add(onWebOver("PENDING"));
    copies.set(0, copy("1.1", 0, "Waiting for approval\n:x: dba: not decided yet"));
  }

  private static ReceivedVerdict marking(String... groups) {
    return new ReceivedVerdict(
        "r1",
        "ann@acme.io",
        false,
        "APPROVED",
        "PENDING",
        groups.length == 0 ? "PENDING" : "APPROVED",
        List.of(groups),
        false,
        NOON);
  }

  private static ReceivedVerdict rejection(Instant at) {
    return rejection(ANN, at);
  }

  private static ReceivedVerdict cutting(Instant at) {
    return new ReceivedVerdict(
        "r1", "ann@acme.io", false, "REJECTED", "APPROVED", "REJECTED", List.of("dba"), false, at);
  }

  private static ReceivedVerdict rejection(WorkloadPerson by, Instant at) {
    return new ReceivedVerdict(
        "r1", by.email(), false, "REJECTED", "PENDING", "REJECTED", List.of("dba"), false, at);
  }

  private static ReceivedVerdict onWebOver(String after) {
    return onWebOver(after, "sre");
  }

  private static ReceivedVerdict onWebOver(String after, String group) {
    String asked = after.equals("PENDING") ? "APPROVED" : after;
    return new ReceivedVerdict(
        "r1",
        "bob@acme.io",
        true,
        asked,
        "PENDING",
        after,
        List.of(group),
        true,
        NOON.plusSeconds(1));
  }

  private static KeyChange changedByHand(WorkloadPerson of, Instant at, String... groups) {
    return new KeyChange(of.email(), List.of(groups), true, at);
  }

  private static CardCopy changed(CardCopy copy, long second) {
    return new CardCopy(
        copy.review(),
        copy.channel(),
        copy.ts(),
        copy.postedAt(),
        copy.words(),
        List.of(nanos(second)));
  }

  private List<String> findings() {
    Observation world =
        new Observation(
            List.of(ANN, INA, BOB),
            cases,
            presses,
            casts,
            copies,
            told,
            reads,
            calls,
            openKeys,
            complaints,
            causes,
            keyChanges,
            alarms,
            lost,
            NOON.minusSeconds(11),
            calm);
    return new Oracle(world).findings().stream().map(Finding::words).toList();
  }

  private static ReviewCase approvedCase(String status, String group, String decider) {
    return new ReviewCase(
        "r1",
        "s1",
        "bob@acme.io",
        List.of("C1"),
        false,
        status,
        false,
        null,
        List.of("dba"),
        Map.of("dba", group),
        Map.of("dba", decider));
  }

  private static ButtonPress press(WorkloadPerson by, String verdict, long second, boolean acked) {
    return new ButtonPress(
        by.slack(), "r1", "dba", verdict, "C1", "1.1", "/a", nanos(second), acked);
  }

  private static ReceivedVerdict cast(WorkloadPerson by, boolean onWeb, String before, Instant at) {
    return new ReceivedVerdict(
        "r1", by.email(), onWeb, "APPROVED", before, "APPROVED", List.of("dba"), false, at);
  }

  private static KeyChange given(WorkloadPerson to, Instant at, String... groups) {
    return new KeyChange(to.email(), List.of(groups), false, at);
  }

  private static CardCopy copy(String ts, long second, String words) {
    return new CardCopy("r1", "C1", ts, nanos(second), words, List.of());
  }

  private static ReceivedMessage notice(String outcome, long second) {
    return new ReceivedMessage(
        "U0BOB", "s1", "", ":white_check_mark: " + outcome + ": your request", nanos(second));
  }

  private static DuplicateCause kill(long second) {
    return new DuplicateCause(DuplicateCause.Kind.KILL, "", nanos(second));
  }

  private static long nanos(long second) {
    return TimeUnit.SECONDS.toNanos(second);
  }
}
