package dev.hoop.slackbot.sync;

import static dev.hoop.slackbot.review.SampleReviews.ANN;
import static dev.hoop.slackbot.review.SampleReviews.ASKED;
import static dev.hoop.slackbot.review.SampleReviews.jit;
import static dev.hoop.slackbot.review.SampleReviews.onetime;
import static dev.hoop.slackbot.review.SampleReviews.person;
import static dev.hoop.slackbot.review.SampleReviews.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.outbox.Notice;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionStatus;
import dev.hoop.slackbot.review.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlanTest {

  private static final RereadBackoff SPACING =
      new RereadBackoff(Duration.ofSeconds(2), Duration.ofSeconds(60));
  private static final Instant NOW = ASKED.plusSeconds(120);

  private static final Session WAITING = onetime("dba").build();
  private static final Session APPROVED =
      onetime("dba")
          .status(ReviewStatus.APPROVED)
          .decided("dba", ReviewStatus.APPROVED, ANN)
          .build();

  @Test
  void aNewReviewIsAnnouncedAndLeftToTheList() {
    Plan plan = plan(null, WAITING, NOW);

    assertThat(plan.changed()).isTrue();
    assertThat(plan.nextLook()).isNull();
    assertThat(plan.notices()).isEmpty();
  }

  @Test
  void lookingTwiceChangesNothing() {
    Plan plan = plan(remembered(WAITING, "Open", 0), WAITING, NOW);

    assertThat(plan.changed()).isFalse();
    assertThat(plan.looks()).isEqualTo(1);
  }

  @Test
  void anApprovalIsToldAndFollowedInTwoSeconds() {
    Plan plan = plan(remembered(WAITING, "Open", 7), APPROVED, NOW);

    assertThat(plan.changed()).isTrue();
    assertThat(plan.notices()).containsExactly(Notice.APPROVED);
    assertThat(plan.nextLook()).isEqualTo(NOW.plusSeconds(2));
    assertThat(plan.looks()).isZero();
  }

  @Test
  void theSpacingGrowsToAMinuteAndNoFurther() {
    assertThat(plan(remembered(APPROVED, "Ready", 3), APPROVED, NOW).nextLook())
        .isEqualTo(NOW.plusSeconds(8));
    assertThat(plan(remembered(APPROVED, "Ready", 1000), APPROVED, NOW).nextLook())
        .isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void anApprovalNobodyUsesIsRead60TimesLessAfterTwoDaysOfLooks() {
    assertThat(plan(remembered(APPROVED, "Ready", 3_000), APPROVED, NOW).nextLook())
        .isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void anOldReviewThatWasJustApprovedIsFollowedLikeAnyOther() {
    Instant threeDaysLater = ASKED.plus(Duration.ofDays(3));

    assertThat(plan(remembered(WAITING, "Open", 0), APPROVED, threeDaysLater).nextLook())
        .isEqualTo(threeDaysLater.plusSeconds(2));
  }

  @Test
  void whatNoCardShowsDrawsNone() {
    Session read =
        onetime("dba")
            .status(ReviewStatus.APPROVED)
            .decided("dba", ReviewStatus.APPROVED, ANN)
            .exitCode(7)
            .build();

    Plan plan = plan(remembered(APPROVED, "Ready", 1), read, NOW);

    assertThat(read).isNotEqualTo(APPROVED);
    assertThat(plan.changed()).isFalse();
  }

  @Test
  void whatNeverEndsIsGivenUpAfterAWeekOfNothingNew() {
    Session running = onetime("dba").status(ReviewStatus.PROCESSING).build();

    Plan early = plan(unchanged(running, 2_990, Duration.ofDays(6)), running, NOW);
    Plan late = plan(unchanged(running, 600, Duration.ofDays(7)), running, NOW);

    assertThat(early.nextLook()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(early.changed()).isFalse();
    assertThat(late.nextLook()).isNull();
    assertThat(late.changed()).isTrue();
    assertThat(late.givenUp()).isTrue();
  }

  /** As after a clock that was set on by a year. */
  @Test
  void aFewLooksAreNotEnoughToGiveUp() {
    Session running = onetime("dba").status(ReviewStatus.PROCESSING).build();

    Plan plan = plan(unchanged(running, 5, Duration.ofDays(365)), running, NOW);

    assertThat(plan.givenUp()).isFalse();
  }

  private static StoredReview unchanged(Session running, int looks, Duration since) {
    return new StoredReview(snapshot(running), "Running", looks, NOW.minus(since));
  }

  @Test
  void whatEndsByItselfIsNotGivenUp() {
    Session open =
        jit("dba").status(ReviewStatus.APPROVED).revokeAt(NOW.plus(Duration.ofDays(30))).build();

    assertThat(plan(remembered(open, "AccessOpen", 50_000), open, NOW).nextLook())
        .isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void whatIsUnderWayIsLookedAtEveryMinuteForTwoDays() {
    Session running = onetime("dba").status(ReviewStatus.PROCESSING).build();
    Session open = jit("dba").status(ReviewStatus.APPROVED).build();

    assertThat(plan(remembered(running, "Running", 2_000), running, NOW).nextLook())
        .isEqualTo(NOW.plusSeconds(60));
    assertThat(plan(remembered(open, "AccessOpen", 2_000), open, NOW).nextLook())
        .isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void openAccessIsLookedAtAgainWhenItEnds() {
    Session open = jit("dba").status(ReviewStatus.APPROVED).revokeAt(NOW.plusMillis(700)).build();

    assertThat(plan(remembered(open, "AccessOpen", 0), open, NOW).nextLook())
        .isEqualTo(NOW.plusMillis(700));
  }

  @Test
  void timeAloneEndsAccess() {
    Session open = jit("dba").status(ReviewStatus.APPROVED).revokeAt(NOW).build();

    Plan plan = plan(remembered(open, "AccessOpen", 5), open, NOW);

    assertThat(plan.changed()).isTrue();
    assertThat(plan.stage()).isEqualTo(Stage.ACCESS_ENDED);
    assertThat(plan.nextLook()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void anEndThatOnlyAClockToldIsLookedAtForMoreThanADay() {
    Session open = jit("dba").status(ReviewStatus.APPROVED).revokeAt(NOW).build();

    Instant at = NOW;
    int reads = 0;
    for (Instant next = NOW; next != null; reads++) {
      at = next;
      next = plan(remembered(open, "AccessEnded", reads), open, at).nextLook();
    }

    assertThat(Duration.between(NOW, at)).isGreaterThan(Duration.ofDays(1));
    assertThat(reads).as("reads").isLessThan(15);
  }

  @Test
  void anEndThatTheGatewayToldIsNotLookedAtAgain() {
    Session ended = jit("dba").status(ReviewStatus.APPROVED).session(SessionStatus.DONE).build();

    assertThat(plan(remembered(ended, "AccessOpen", 5), ended, NOW).nextLook()).isNull();
  }

  @Test
  void anExecutionIsFollowedUntilItsExitCodeIsThere() {
    Session unsettled = onetime("dba").status(ReviewStatus.EXECUTED).build();
    Session settled =
        onetime("dba")
            .status(ReviewStatus.EXECUTED)
            .session(SessionStatus.DONE)
            .exitCode(0)
            .build();

    assertThat(plan(remembered(APPROVED, "Ready", 0), unsettled, NOW).nextLook()).isNotNull();
    Plan done = plan(remembered(unsettled, "Finished", 0), settled, NOW);
    assertThat(done.changed()).isTrue();
    assertThat(done.nextLook()).isNull();
  }

  @Test
  void aReviewThatWasOverBeforeItWasSeenTellsNobody() {
    Session rejected = onetime("dba").status(ReviewStatus.REJECTED).build();

    assertThat(plan(null, rejected, NOW).notices()).isEmpty();
    assertThat(plan(remembered(WAITING, "Open", 0), rejected, NOW).notices())
        .containsExactly(Notice.REJECTED);
  }

  @Test
  void aReviewThatWasListedAsWaitingAndIsOverAtItsFirstReadIsTold() {
    Session rejected = onetime("dba").status(ReviewStatus.REJECTED).build();

    Plan plan = Plan.of(null, true, snapshot(rejected), NOW, SPACING, PlanTest::card);

    assertThat(plan.notices()).containsExactly(Notice.REJECTED);
  }

  @Test
  void anOldStoryIsNotToldAtTheSecondLookEither() {
    Session running = onetime("dba").status(ReviewStatus.PROCESSING).build();

    assertThat(plan(remembered(APPROVED, "Ready", 0), APPROVED, NOW).notices()).isEmpty();
    assertThat(plan(remembered(APPROVED, "Ready", 0), running, NOW).notices()).isEmpty();
  }

  @Test
  void aRequesterWhoCouldNotBeToldIsToldWhenTheyCanBe() {
    ReviewSnapshot nobody =
        new ReviewSnapshot(
            APPROVED, person("Bob", null, "dev"), List.of(), Set.of(), Set.of(), false);

    Plan plan = plan(new StoredReview(nobody, "Ready", 3, NOW), APPROVED, NOW);

    assertThat(plan.notices()).containsExactly(Notice.APPROVED);
  }

  @Test
  void aRevocationIsTold() {
    Session revoked = jit("dba").status(ReviewStatus.REVOKED).build();

    assertThat(plan(remembered(jit("dba").build(), "Open", 0), revoked, NOW).notices())
        .containsExactly(Notice.REVOKED);
  }

  @Test
  void aDeletedReviewIsShownAndForgotten() {
    ReviewSnapshot gone = snapshot(WAITING).asDeleted();

    Plan plan = Plan.of(remembered(WAITING, "Open", 0), false, gone, NOW, SPACING, PlanTest::card);

    assertThat(plan.changed()).isTrue();
    assertThat(plan.nextLook()).isNull();
    assertThat(plan.notices()).isEmpty();
  }

  private static Plan plan(@Nullable StoredReview before, Session now, Instant at) {
    return Plan.of(before, false, snapshot(now), at, SPACING, PlanTest::card);
  }

  /** Shows everything that is told, but for an exit code. */
  private static SlackMessage card(ReviewSnapshot snapshot, Stage stage) {
    return new SlackMessage(stage + snapshot.toString().replaceAll("exitCode=[^,]*", ""), "[]");
  }

  private static StoredReview remembered(Session session, String shown, int looks) {
    return new StoredReview(snapshot(session), shown, looks, NOW);
  }
}
