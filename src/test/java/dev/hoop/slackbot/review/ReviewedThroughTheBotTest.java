package dev.hoop.slackbot.review;

import static dev.hoop.slackbot.review.SampleReviews.ANN;
import static dev.hoop.slackbot.review.SampleReviews.ASKED;
import static dev.hoop.slackbot.review.SampleReviews.BOB;
import static dev.hoop.slackbot.review.SampleReviews.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which human stands behind what the gateway shows, and what is left to decide. */
final class ReviewedThroughTheBotTest {

  private static final ReviewedBy KEY =
      new ReviewedBy("7a96253c-f89d-4cf2-975c-ac86bd2a349d", "ann@acme.io", "ann@acme.io", "");

  @ParameterizedTest(name = "{0} with e-mail {1} and Slack id {2}")
  @CsvSource({
    "ann@acme.io,ann@acme.io,'',true",
    "Ann,ANN@acme.io,'',true",
    "Ann,other@acme.io,U0ANN,true",
    "Sue,sue@acme.io,U0SUE,false",
    "Sue,sue@acme.io,'',false",
    "sue@acme.io,sue@acme.io,U0SUE,false",
  })
  void aDecisionStandsWhereTheEntryCanBeIt(
      String name, String email, String slackId, boolean stands) {
    ReviewedBy decider = new ReviewedBy("auth0|7", name, email, slackId);

    assertThat(snapshot(ReviewStatus.APPROVED, decider).decisionFor("dba").isPresent())
        .as("the card credits Ann with what %s decided", decider)
        .isEqualTo(stands);
  }

  @Test
  void aKeyThatIsNotTheLegacyOneSpeaksForItsGroupAlone() {
    ReviewSnapshot snapshot =
        new ReviewSnapshot(
            SampleReviews.onetime("dba")
                .group(new ReviewGroup("admin", ReviewStatus.APPROVED, KEY, ASKED, false))
                .build(),
            BOB,
            List.of(approvedByAnn()),
            Set.of(),
            Set.of(),
            false);

    assertThat(snapshot.decisionFor("admin")).isEmpty();
  }

  @Test
  void whoApprovedWhatWasCutIsRemembered() {
    ReviewGroup approved = new ReviewGroup("dba", ReviewStatus.APPROVED, KEY, ASKED, false);
    ReviewSnapshot cut = snapshot(ReviewStatus.REJECTED, KEY, List.of(approved));

    assertThat(cut.wasCut()).isTrue();
    assertThat(cut.decisionBehind(approved)).contains(approvedByAnn());
    assertThat(cut.decisionBehind(group("sre", KEY))).isEmpty();
    assertThat(cut.decisionBehind(group("dba", sue()))).isEmpty();
    assertThat(snapshot(ReviewStatus.REJECTED, KEY).wasCut()).isFalse();
  }

  @Test
  void aRejectionIsNotBehindAnEarlierApproval() {
    ReviewSnapshot cut =
        snapshot(ReviewStatus.REJECTED, KEY, List.of(group("dba", KEY)))
            .withDecisions(List.of(decision(Verdict.Kind.REJECT)));

    assertThat(cut.decisionBehind(group("dba", KEY))).isEmpty();
  }

  @Test
  void onlyGroupsWithMembersCanForce() {
    ReviewSnapshot snapshot =
        new ReviewSnapshot(
            SampleReviews.onetime("dba").force("admin", "oncall").build(),
            BOB,
            List.of(),
            Set.of(),
            Set.of(),
            Set.of("oncall"),
            List.of(),
            false,
            false);

    assertThat(snapshot.forceGroups()).containsExactly("admin");
  }

  @Test
  void whatChangesLeavesTheRestAsItWas() {
    Session later = SampleReviews.onetime("dba").session(SessionStatus.DONE).build();
    ReviewSnapshot cut = snapshot(ReviewStatus.REJECTED, KEY, List.of(group("dba", KEY)));
    Decision other = decision(Verdict.Kind.REJECT);

    assertThat(cut.with(other).decisions()).containsExactly(approvedByAnn(), other);
    assertThat(cut.showing(later).session()).isEqualTo(later);
    assertThat(cut.showing(later).decisions()).containsExactly(approvedByAnn());
    assertThat(cut.asGivenUp().givenUp()).isTrue();
    assertThat(cut.asGivenUp().asDeleted()).isEqualTo(cut.asDeleted().asGivenUp());
    assertThat(cut.asDeleted().wasCut()).isTrue();
  }

  @Test
  void theListTellsWhatChangedAndNoMore() {
    Session known = SampleReviews.onetime("dba", "sre").needed(1).rule("prod").build();
    Session listed =
        SampleReviews.onetime("dba", "sre")
            .needed(0)
            .session(SessionStatus.DONE)
            .decided("dba", ReviewStatus.REJECTED, ANN)
            .status(ReviewStatus.REJECTED)
            .build();

    Session now = known.asListed(listed);

    assertThat(now.over()).isTrue();
    assertThat(now.review().status()).isEqualTo(ReviewStatus.REJECTED);
    assertThat(now.review().ruleName()).isEqualTo("prod");
    assertThat(now.review().approvalsNeeded()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} needed before, {1} by the list, {2} given")
  @CsvSource({"1,2,1,2", "1,2,0,1", "2,1,1,2", "2,3,1,2", "2,3,2,3"})
  void moreApprovalsMayBeNeededThanBefore(int before, int listed, int given, int expected) {
    Session known = SampleReviews.onetime("a", "b", "c").needed(before).build();
    SampleReviews.SessionDraft since = SampleReviews.onetime("a", "b", "c").needed(listed);
    List.of("a", "b", "c")
        .subList(0, given)
        .forEach(name -> since.decided(name, ReviewStatus.APPROVED, ANN));

    assertThat(known.asListed(since.build()).review().approvalsNeeded()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"APPROVED,READY", "REJECTED,DONE", "REVOKED,DONE", "PENDING,OPEN"})
  void aVerdictMovesTheSession(ReviewStatus verdict, SessionStatus expected) {
    Session session = SampleReviews.onetime("dba").build();
    Review decided = SampleReviews.onetime("dba").status(verdict).build().review();

    assertThat(session.with(decided).status()).isEqualTo(expected);
    assertThat(session.with(decided).review()).isEqualTo(decided);
  }

  @Test
  void onlyActiveMembersDecideForAGroup() {
    Person away =
        new Person(
            ANN.subject(),
            ANN.name(),
            ANN.email(),
            PersonStatus.INACTIVE,
            false,
            ANN.slackId(),
            ANN.groups());

    assertThat(ANN.activeIn("dba")).isTrue();
    assertThat(ANN.activeIn("sre")).isFalse();
    assertThat(away.activeIn("dba")).isFalse();
  }

  @Test
  void aClickIsForTheGroupThatItsTokenMeans() {
    Click click = SampleReviews.click(ANN, "#1a2b", Verdict.approve());

    assertThat(click.forGroup("dba")).isEqualTo(SampleReviews.click(ANN, "dba", Verdict.approve()));
  }

  @Test
  void whatTheGatewayAnsweredIsToldApartFromWhatTheRulesForbid() {
    ClickOutcome.NotCounted lost =
        ClickOutcome.answered(ClickOutcome.Reason.UNCLEAR, "timeout", "approver key ann");

    assertThat(lost.credential()).isEqualTo("approver key ann");
    assertThat(lost.reason().lost()).isTrue();
    assertThat(lost.reason().refusal()).isFalse();
    assertThat(ClickOutcome.Reason.NEVER_ARRIVED.lost()).isTrue();
    assertThat(ClickOutcome.Reason.NOT_A_MEMBER.lost()).isFalse();
    assertThat(ClickOutcome.Reason.NOT_A_MEMBER.refusal()).isTrue();
  }

  @Test
  void aFailureIsTheStoresOnlyWhereTheStoreSaidSo() {
    assertThat(StoreFailedException.isSaid(new StoreFailedException("disk full", null, true)))
        .isTrue();
    assertThat(StoreFailedException.isSaid(new StoreFailedException("disk full", null, false)))
        .isFalse();
    assertThat(StoreFailedException.isSaid(new IllegalStateException("disk full"))).isFalse();
  }

  @Test
  void anUnusedApprovalMayStayForEver() {
    assertThat(Stage.READY.mayStay()).isTrue();
    assertThat(Stage.UNCLEAR.mayStay()).isTrue();
    assertThat(Stage.OPEN.mayStay()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"C039AQNN5DF,''", "#Hoop-Reviews,hoop-reviews", "reviews,reviews"})
  void aChannelIsAnIdOrAName(String value, String name) {
    assertThat(new ChannelId(value).name().orElse("")).isEqualTo(name);
  }

  private static ReviewSnapshot snapshot(ReviewStatus status, ReviewedBy decider) {
    return snapshot(status, decider, List.of());
  }

  private static ReviewSnapshot snapshot(
      ReviewStatus status, ReviewedBy decider, List<ReviewGroup> earlierApprovals) {
    Session session =
        SampleReviews.onetime("sre")
            .group(new ReviewGroup("dba", status, decider, ASKED, false))
            .build();
    return new ReviewSnapshot(
        session,
        BOB,
        List.of(approvedByAnn()),
        Set.of(),
        Set.of(),
        Set.of(),
        earlierApprovals,
        false,
        false);
  }

  private static ReviewGroup group(String name, ReviewedBy decider) {
    return new ReviewGroup(name, ReviewStatus.APPROVED, decider, ASKED, false);
  }

  private static ReviewedBy sue() {
    return new ReviewedBy("auth0|8", SUE.name(), SUE.email(), "U0SUE");
  }

  private static Decision approvedByAnn() {
    return decision(Verdict.Kind.APPROVE);
  }

  private static Decision decision(Verdict.Kind kind) {
    return new Decision(
        "dba", kind, new SlackUserId("U0ANN"), "Ann", "ann@acme.io", ASKED.plusSeconds(90));
  }
}
