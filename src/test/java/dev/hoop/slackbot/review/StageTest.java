package dev.hoop.slackbot.review;

import static dev.hoop.slackbot.review.SampleReviews.ANN;
import static dev.hoop.slackbot.review.SampleReviews.ASKED;
import static dev.hoop.slackbot.review.SampleReviews.SUE;
import static dev.hoop.slackbot.review.SampleReviews.jit;
import static dev.hoop.slackbot.review.SampleReviews.onetime;
import static dev.hoop.slackbot.review.SampleReviews.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hoop.slackbot.review.SampleReviews.SessionDraft;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a card must show, row by row. */
final class StageTest {

  private static final Instant NOW = ASKED.plusSeconds(600);
  private static final Instant LATER = NOW.plusSeconds(60);

  static Stream<Arguments> table() {
    return Stream.of(
        row("waiting", onetime("dba"), Stage.OPEN),
        row("requester gone", onetime("dba").session(SessionStatus.DONE), Stage.OPEN),
        row(
            "partly approved",
            onetime("dba", "sre").decided("dba", ReviewStatus.APPROVED, ANN),
            Stage.OPEN),
        row(
            "stuck",
            onetime("dba", "sre")
                .needed(1)
                .decided("dba", ReviewStatus.APPROVED, SUE)
                .decided("sre", ReviewStatus.APPROVED, SUE),
            Stage.STUCK),
        row(
            "approved script, whose revoke_at means nothing",
            onetime("dba").status(ReviewStatus.APPROVED).revokeAt(ASKED),
            Stage.READY),
        row("running", onetime("dba").status(ReviewStatus.PROCESSING), Stage.RUNNING),
        row("executed, not settled", onetime("dba").status(ReviewStatus.EXECUTED), Stage.FINISHING),
        row(
            "executed",
            onetime("dba").status(ReviewStatus.EXECUTED).session(SessionStatus.DONE).exitCode(3),
            Stage.FINISHED),
        row(
            "access open",
            jit("dba").status(ReviewStatus.APPROVED).revokeAt(LATER),
            Stage.ACCESS_OPEN),
        row(
            "access open, session ended",
            jit("dba").status(ReviewStatus.APPROVED).revokeAt(LATER).session(SessionStatus.DONE),
            Stage.ACCESS_OPEN),
        row(
            "access ended to the second",
            jit("dba").status(ReviewStatus.APPROVED).revokeAt(NOW),
            Stage.ACCESS_ENDED),
        row("access without an end", jit("dba").status(ReviewStatus.APPROVED), Stage.ACCESS_OPEN),
        row(
            "access without an end, session ended",
            jit("dba").status(ReviewStatus.APPROVED).session(SessionStatus.DONE),
            Stage.ACCESS_ENDED),
        row("rejected", jit("dba").status(ReviewStatus.REJECTED), Stage.REJECTED),
        row("revoked", jit("dba").status(ReviewStatus.REVOKED), Stage.REVOKED),
        row("a word nobody knows", jit("dba").status(ReviewStatus.UNKNOWN), Stage.UNCLEAR));
  }

  private static Arguments row(String name, SessionDraft session, Stage expected) {
    return arguments(name, session.build(), expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void tellsTheStageOfEveryRow(String name, Session session, Stage expected) {
    assertThat(Stage.of(snapshot(session), NOW)).isEqualTo(expected);
  }

  @Test
  void aDeletedReviewIsDeletedWhateverItSaidLast() {
    Stage stage = Stage.of(snapshot(onetime("dba").build()).asDeleted(), NOW);

    assertThat(stage).isEqualTo(Stage.DELETED);
    assertThat(stage.over()).isTrue();
  }

  @Test
  void onlyWhatIsSettledIsOver() {
    assertThat(Stage.FINISHING.over()).isFalse();
    assertThat(Stage.FINISHED.over()).isTrue();
    assertThat(Stage.OPEN.over()).isFalse();
    assertThat(Stage.READY.over()).isFalse();
    assertThat(Stage.ACCESS_OPEN.over()).isFalse();
    assertThat(Stage.ACCESS_ENDED.over()).isTrue();
    assertThat(Stage.REJECTED.over()).isTrue();
    assertThat(Stage.REVOKED.over()).isTrue();
  }

  /** A file of any release holds these names. */
  @Test
  void theStoredNamesStay() {
    assertThat(Stage.values())
        .extracting(Stage::storedName)
        .containsExactly(
            "Open",
            "Stuck",
            "Ready",
            "Running",
            "Finished",
            "Finished",
            "AccessOpen",
            "AccessEnded",
            "Rejected",
            "Revoked",
            "Deleted",
            "Unclear");
  }

  @Test
  void onlyOpenAndStuckReviewsWait() {
    assertThat(Stage.OPEN.waits()).isTrue();
    assertThat(Stage.STUCK.waits()).isTrue();
    assertThat(Stage.READY.waits()).isFalse();
    assertThat(Stage.REJECTED.waits()).isFalse();
  }
}
