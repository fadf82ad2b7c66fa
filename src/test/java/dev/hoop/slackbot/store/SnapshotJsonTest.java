package dev.hoop.slackbot.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SnapshotJsonTest {

  @Test
  void aStoryComesBackAsItWas() {
    Session session =
        SampleReviews.jit("dba", "sre:eu")
            .decided("dba", ReviewStatus.APPROVED, SampleReviews.ANN)
            .revokeAt(SampleReviews.ASKED.plusNanos(123_456_789))
            .window(new TimeWindow(LocalTime.of(9, 0), LocalTime.of(18, 0)))
            .reason("no\n<ticket> 😀")
            .exitCode(3)
            .build();
    ReviewSnapshot snapshot =
        new ReviewSnapshot(
            session,
            SampleReviews.BOB,
            List.of(
                new Decision(
                    "dba",
                    Verdict.Kind.APPROVE,
                    new SlackUserId("U0ANN"),
                    "Ann",
                    "ann@acme.io",
                    SampleReviews.ASKED)),
            Set.of("sre:eu"),
            Set.of("dba"),
            true);

    assertThat(SnapshotJson.read(SnapshotJson.write(snapshot))).isEqualTo(snapshot);
  }

  @Test
  void whatIsMissingComesBackMissing() {
    ReviewSnapshot snapshot =
        new ReviewSnapshot(
            SampleReviews.onetime("dba").script("").build(),
            null,
            List.of(),
            Set.of(),
            Set.of(),
            false);

    assertThat(SnapshotJson.read(SnapshotJson.write(snapshot))).isEqualTo(snapshot);
  }

  @Test
  void aFieldOfALaterReleaseIsPassedOver() {
    ReviewSnapshot snapshot = SampleReviews.snapshot(SampleReviews.onetime("dba").build());

    String later = SnapshotJson.write(snapshot).replaceFirst("\\{", "{\"addedLater\":{\"a\":[1]},");

    assertThat(SnapshotJson.read(later)).isEqualTo(snapshot);
  }
}
