package dev.hoop.slackbot.review;

import static dev.hoop.slackbot.review.SampleReviews.ANN;
import static dev.hoop.slackbot.review.SampleReviews.ASKED;
import static dev.hoop.slackbot.review.SampleReviews.BOB;
import static dev.hoop.slackbot.review.SampleReviews.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.sync.Fingerprint;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known of a review, of the people behind it, and of what changed. */
final class ReviewSnapshotTest {

  private final Session session = SampleReviews.onetime("dba", "sre").build();

  @Test
  void theLatestDecisionOfAGroupCounts() {
    Decision first = decision("dba", Verdict.Kind.APPROVE);
    Decision other = decision("sre", Verdict.Kind.APPROVE);
    Decision last = decision("dba", Verdict.Kind.REJECT);
    ReviewSnapshot snapshot = snapshot(List.of(first, last, other), Set.of(), Set.of());

    assertThat(snapshot.decisionFor("dba")).contains(last);
    assertThat(snapshot.decisionFor("sre")).contains(other);
    assertThat(snapshot.decisionFor("ops")).isEmpty();
  }

  @Test
  void theLegacyKeysWordForItsOwnGroupIsThatOfWhoClickedForAnother() {
    Decision click = decision("dba", Verdict.Kind.REJECT);
    ReviewGroup dba = new ReviewGroup("dba", ReviewStatus.PENDING, null, null, false);
    ReviewedBy key = new ReviewedBy("API_KEY", "API_KEY", "API_KEY", "");
    ReviewGroup admin = new ReviewGroup("admin", ReviewStatus.REJECTED, key, ASKED, false);
    ReviewedBy sue = new ReviewedBy("sue@acme.io", "Sue", "sue@acme.io", "U0SUE");
    ReviewGroup decided = new ReviewGroup("dba", ReviewStatus.REJECTED, sue, ASKED, false);

    assertThat(snapshotOf(click, dba, admin).decisionFor("admin")).contains(click);
    assertThat(snapshotOf(click, decided, admin).decisionFor("admin")).isEmpty();
    ReviewGroup approved = new ReviewGroup("dba", ReviewStatus.APPROVED, sue, ASKED, false);
    assertThat(snapshotOf(click, approved, admin).decisionFor("admin"))
        .as("who cut what Sue had approved on the web")
        .contains(click);
  }

  private static ReviewSnapshot snapshotOf(Decision decision, ReviewGroup dba, ReviewGroup admin) {
    Session rejected =
        SampleReviews.onetime().group(dba).group(admin).status(ReviewStatus.REJECTED).build();
    return new ReviewSnapshot(rejected, BOB, List.of(decision), Set.of(), Set.of(), false);
  }

  @Test
  void onlyGroupsWithAKeyAreDecidedFor() {
    ReviewSnapshot snapshot = snapshot(List.of(), Set.of("dba"), Set.of("sre"));

    assertThat(snapshot.canApprove("dba")).isFalse();
    assertThat(snapshot.canReject("dba")).isFalse();
    assertThat(snapshot.canApprove("sre")).isFalse();
    assertThat(snapshot.canReject("sre")).isTrue();
    assertThat(snapshot.canApprove("ops")).isTrue();
    assertThat(snapshot.canReject("ops")).isTrue();
  }

  @Test
  void aDeletedStoryIsStillAboutItsReview() {
    ReviewSnapshot snapshot = snapshot(List.of(), Set.of(), Set.of());

    assertThat(snapshot.asDeleted().deleted()).isTrue();
    assertThat(snapshot.asDeleted().reviewId()).isEqualTo(session.review().id());
  }

  @Test
  void theRequesterIsFoundBySubjectBeforeAnybodyElseOfThatEmail() {
    Person namesake = SampleReviews.person("Bob", null);
    Person bob = subject("auth0|7", BOB);
    People people = new People(List.of(ANN, namesake, bob, SUE));

    assertThat(people.find(new Requester("auth0|7", "", "bob@acme.io"))).contains(bob);
    assertThat(people.find(new Requester("auth0|9", "", "SUE@acme.io"))).contains(SUE);
    assertThat(people.find(new Requester("ci-runner", "", ""))).isEmpty();
  }

  @Test
  void theFingerprintTellsWhoDecidedWhatAndHowFarTheSessionIs() {
    Fingerprint before = Fingerprint.of(session);

    assertThat(
            List.of(
                Fingerprint.of(decided(ReviewStatus.APPROVED, ANN)),
                Fingerprint.of(decided(ReviewStatus.APPROVED, SUE)),
                Fingerprint.of(decided(ReviewStatus.REJECTED, SUE)),
                Fingerprint.of(
                    SampleReviews.onetime("dba", "sre").session(SessionStatus.DONE).build()),
                Fingerprint.of(
                    SampleReviews.onetime("dba", "sre").status(ReviewStatus.UNKNOWN).build()),
                Fingerprint.of(SampleReviews.onetime("dba", "ops").build())))
        .doesNotHaveDuplicates()
        .doesNotContain(before);
    assertThat(before.value()).isEqualTo("PENDING OPEN\ndba=PENDING/\nsre=PENDING/");
  }

  @Test
  void theHeadOfAScriptIsKeptAndItsSizeIsTold() {
    String whole = "x".repeat(Script.KEPT) + "\nlast";

    Script script = Script.of(whole);

    assertThat(script.head()).isEqualTo("x".repeat(Script.KEPT));
    assertThat(script.chars()).isEqualTo(Script.KEPT + 5);
    assertThat(script.lines()).isEqualTo(2);
    assertThat(Script.of("")).isSameAs(Script.NONE);
  }

  @Test
  void theSameClickCanAskForAnotherVerdict() {
    TimeWindow office = new TimeWindow(LocalTime.of(9, 0), LocalTime.of(18, 0));
    Click click = SampleReviews.click(ANN, "dba", Verdict.approveWithin(office));

    assertThat(click.verdict().window()).isEqualTo(office);
    assertThat(click.asking(Verdict.approve()))
        .isEqualTo(SampleReviews.click(ANN, "dba", Verdict.approve()));
  }

  @Test
  void whatMustBeMendedFirstIsToldApartFromWhatPasses() {
    assertThat(new GatewayUnavailableException("the key is wrong", true).refused()).isTrue();
    assertThat(new GatewayUnavailableException("no answer", false).refused()).isFalse();
  }

  private Session decided(ReviewStatus status, Person by) {
    return SampleReviews.onetime("dba", "sre").decided("dba", status, by).build();
  }

  private ReviewSnapshot snapshot(
      List<Decision> decisions, Set<String> linkOnly, Set<String> rejectOnly) {
    return new ReviewSnapshot(session, BOB, decisions, linkOnly, rejectOnly, false);
  }

  private static Decision decision(String group, Verdict.Kind kind) {
    return new Decision(
        group, kind, new SlackUserId("U0ANN"), "Ann", "ann@acme.io", ASKED.plusSeconds(90));
  }

  private static Person subject(String subject, Person like) {
    return new Person(
        subject,
        like.name(),
        like.email(),
        like.status(),
        like.admin(),
        like.slackId(),
        like.groups());
  }
}
