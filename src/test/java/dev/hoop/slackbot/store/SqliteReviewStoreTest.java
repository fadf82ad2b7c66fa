package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.DBA;
import static dev.hoop.slackbot.store.SampleRows.MADE;
import static dev.hoop.slackbot.store.SampleRows.OPS;
import static dev.hoop.slackbot.store.SampleRows.click;
import static dev.hoop.slackbot.store.SampleRows.decision;
import static dev.hoop.slackbot.store.SampleRows.id;
import static dev.hoop.slackbot.store.SampleRows.open;
import static dev.hoop.slackbot.store.SampleRows.openSince;
import static dev.hoop.slackbot.store.SampleRows.owed;
import static dev.hoop.slackbot.store.SampleRows.owing;
import static dev.hoop.slackbot.store.SampleRows.rejected;
import static dev.hoop.slackbot.store.SampleRows.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.decision.Settlement;
import dev.hoop.slackbot.outbox.CardOutbox;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.sync.Fingerprint;
import dev.hoop.slackbot.sync.ReviewStore;
import dev.hoop.slackbot.sync.ReviewUpdate;
import dev.hoop.slackbot.sync.StoredReview;
import dev.hoop.slackbot.sync.TrackedReview;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteReviewStoreTest {
  @TempDir private Path directory;
  private TestStore opened;
  private ReviewStore reviews;

  @BeforeEach
  void openStore() {
    opened = new TestStore(directory);
    reviews = opened.store().reviews();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void findsNothingOfAReviewThatWasNeverRecorded() {
    assertThat(reviews.find(id("r1"))).isEmpty();
  }

  @Test
  void remembersWhatWasRecordedLast() {
    Instant nextLook = MADE.plusSeconds(30);
    ReviewSnapshot snapshot = snapshot("r1", ReviewStatus.APPROVED, MADE);

    reviews.record(open("r1", OPS, DBA));
    reviews.record(
        new ReviewUpdate(snapshot, Stage.READY, List.of(), nextLook, 3, true, List.of()));

    assertThat(reviews.find(id("r1")))
        .contains(new StoredReview(snapshot, "Ready", 3, opened.clock.instant()));
    assertThat(reviews.tracked())
        .containsExactly(
            new TrackedReview(
                id("r1"),
                new SessionId("session of r1"),
                Fingerprint.of(snapshot.session()),
                MADE,
                false,
                nextLook));
  }

  @Test
  void tracksNoReviewThatIsOver() {
    reviews.record(open("r1", OPS));
    reviews.record(open("r2", OPS));
    reviews.record(rejected("r1", OPS));

    assertThat(reviews.tracked()).extracting(TrackedReview::review).containsExactly(id("r2"));
  }

  @Test
  void listsWaitingReviewsOldestFirst() {
    reviews.record(openSince("young", MADE.plusSeconds(1), OPS));
    reviews.record(openSince("old", MADE, OPS));
    reviews.record(rejected("over", OPS));

    assertThat(reviews.waiting())
        .extracting(ReviewSnapshot::reviewId)
        .containsExactly(id("old"), id("young"));
  }

  @Test
  void keepsTheLastFingerprintOfADeletedReview() {
    ReviewUpdate first = open("r1", OPS);
    ReviewSnapshot gone = snapshot("r1", ReviewStatus.UNKNOWN, MADE).asDeleted();

    reviews.record(first);
    // Not over, so that it can be seen among the tracked.
    reviews.record(new ReviewUpdate(gone, Stage.UNCLEAR, List.of(), null, 0, true, List.of()));

    assertThat(reviews.tracked())
        .extracting(TrackedReview::fingerprint)
        .containsExactly(Fingerprint.of(first.snapshot().session()));
  }

  @Test
  void addsTheDecisionsThatWereSettledSinceTheStoryWasWritten() {
    Decision second = decision("dba", MADE.plusSeconds(2));
    Decision first = decision("sre", MADE.plusSeconds(1));

    reviews.record(open("r1", OPS));
    opened
        .store()
        .clickStore()
        .settle(click("k2", "r1"), new Settlement(List.of(), second, null, List.of()));
    opened
        .store()
        .clickStore()
        .settle(click("k1", "r1"), new Settlement(List.of(), first, null, List.of()));

    assertThat(reviews.find(id("r1")).orElseThrow().snapshot().decisions())
        .containsExactly(first, second);
    assertThat(reviews.waiting().get(0).decisions()).containsExactly(first, second);
  }

  @Test
  void owesOnceWhatAnEntryOwes() {
    reviews.record(owing(open("r1", OPS), owed("rejected:r1")));
    reviews.record(owing(open("r1", OPS), owed("rejected:r1")));

    assertThat(opened.store().messages().due(opened.clock.instant()))
        .extracting(pending -> pending.owed())
        .containsExactly(owed("rejected:r1"));
  }

  @Test
  void survivesARestart() {
    reviews.record(open("r1", OPS));
    StoredReview before = reviews.find(id("r1")).orElseThrow();

    opened.restart();

    ReviewStore reviewsAgain = opened.store().reviews();
    CardOutbox cardsAgain = opened.store().cards();
    assertThat(reviewsAgain.find(id("r1"))).contains(before);
    assertThat(cardsAgain.due(opened.clock.instant())).hasSize(1);
  }
}
