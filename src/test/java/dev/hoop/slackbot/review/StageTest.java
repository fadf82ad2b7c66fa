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
        row("waiting", onetime("dba"), new Stage.Open(false)),
        row("requester gone", onetime("dba").session(SessionStatus.DONE), new Stage.Open(true)),
        row(
            "partly approved",
            onetime("dba", "sre").decided("dba", ReviewStatus.APPROVED, ANN),
            new Stage.Open(false)),
        row(
            "stuck",
            onetime("dba", "sre")
                .needed(1)
                .decided("dba", ReviewStatus.APPROVED, SUE)
                .decided("sre", ReviewStatus.APPROVED, SUE),
            new Stage.Stuck()),
        row(
            "approved script, whose revoke_at means nothing",
            onetime("dba").status(ReviewStatus.APPROVED).revokeAt(ASKED),
            new Stage.Ready()),
        row("running", onetime("dba").status(ReviewStatus.PROCESSING), new Stage.Running()),
        row(
            "executed, not settled",
            onetime("dba").status(ReviewStatus.EXECUTED),
            new Stage.Finished(null, false)),
        row(
            "executed",
            onetime("dba").status(ReviewStatus.EXECUTED).session(SessionStatus.DONE).exitCode(3),
            new Stage.Finished(3, true)),
        row(
            "access open",
            jit("dba").status(ReviewStatus.APPROVED).revokeAt(LATER),
            new Stage.AccessOpen(LATER, false)),
        row(
            "access open, session ended",
            jit("dba").status(ReviewStatus.APPROVED).revokeAt(LATER).session(SessionStatus.DONE),
            new Stage.AccessOpen(LATER, true)),
        row(
            "access ended to the second",
            jit("dba").status(ReviewStatus.APPROVED).revokeAt(NOW),
            new Stage.AccessEnded(NOW)),
        row(
            "access without an end",
            jit("dba").status(ReviewStatus.APPROVED),
            new Stage.AccessOpen(null, false)),
        row(
            "access without an end, session ended",
            jit("dba").status(ReviewStatus.APPROVED).session(SessionStatus.DONE),
            new Stage.AccessEnded(null)),
        row("rejected", jit("dba").status(ReviewStatus.REJECTED), new Stage.Rejected()),
        row("revoked", jit("dba").status(ReviewStatus.REVOKED), new Stage.Revoked()),
        row("a word nobody knows", jit("dba").status(ReviewStatus.UNKNOWN), new Stage.Unclear()));
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

    assertThat(stage).isEqualTo(new Stage.Deleted());
    assertThat(stage.over()).isTrue();
  }

  @Test
  void onlyWhatIsSettledIsOver() {
    assertThat(new Stage.Finished(null, false).over()).isFalse();
    assertThat(new Stage.Finished(0, true).over()).isTrue();
    assertThat(new Stage.Open(true).over()).isFalse();
    assertThat(new Stage.Ready().over()).isFalse();
    assertThat(new Stage.AccessOpen(null, true).over()).isFalse();
    assertThat(new Stage.AccessEnded(null).over()).isTrue();
    assertThat(new Stage.Rejected().over()).isTrue();
    assertThat(new Stage.Revoked().over()).isTrue();
  }

  @Test
  void onlyOpenAndStuckReviewsWait() {
    assertThat(new Stage.Open(false).waits()).isTrue();
    assertThat(new Stage.Stuck().waits()).isTrue();
    assertThat(new Stage.Ready().waits()).isFalse();
    assertThat(new Stage.Rejected().waits()).isFalse();
  }
}
