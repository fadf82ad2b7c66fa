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
import static dev.hoop.slackbot.store.SampleRows.story;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.decision.Settlement;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.sync.AnnouncementLog;
import dev.hoop.slackbot.sync.Fingerprint;
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

final class SqliteAnnouncementLogTest {
  @TempDir private Path directory;
  private TestStore opened;
  private AnnouncementLog log;

  @BeforeEach
  void openStore() {
    opened = new TestStore(directory);
    log = opened.store().announcements();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void findsNothingOfAReviewThatWasNeverRecorded() {
    assertThat(log.find(id("r1"))).isEmpty();
  }

  @Test
  void remembersWhatWasRecordedLast() {
    Instant nextLook = MADE.plusSeconds(30);
    ReviewSnapshot story = story("r1", ReviewStatus.APPROVED, MADE);

    log.record(open("r1", OPS, DBA));
    log.record(new ReviewUpdate(story, new Stage.Ready(), List.of(), nextLook, 3, true, List.of()));

    assertThat(log.find(id("r1"))).contains(new StoredReview(story, "Ready", 3));
    assertThat(log.tracked())
        .containsExactly(
            new TrackedReview(
                id("r1"),
                new SessionId("session of r1"),
                Fingerprint.of(story.session()),
                MADE,
                false,
                nextLook));
  }

  @Test
  void tracksNoReviewThatIsOver() {
    log.record(open("r1", OPS));
    log.record(open("r2", OPS));
    log.record(rejected("r1", OPS));

    assertThat(log.tracked()).extracting(TrackedReview::review).containsExactly(id("r2"));
  }

  @Test
  void listsWaitingReviewsOldestFirst() {
    log.record(openSince("young", MADE.plusSeconds(1), OPS));
    log.record(openSince("old", MADE, OPS));
    log.record(rejected("over", OPS));

    assertThat(log.waiting())
        .extracting(ReviewSnapshot::reviewId)
        .containsExactly(id("old"), id("young"));
  }

  @Test
  void keepsTheLastFingerprintOfADeletedReview() {
    ReviewUpdate first = open("r1", OPS);
    ReviewSnapshot gone = story("r1", ReviewStatus.UNKNOWN, MADE).asDeleted();

    log.record(first);
    // Not over, so that it can be seen among the tracked.
    log.record(new ReviewUpdate(gone, new Stage.Unclear(), List.of(), null, 0, true, List.of()));

    assertThat(log.tracked())
        .extracting(TrackedReview::fingerprint)
        .containsExactly(Fingerprint.of(first.story().session()));
  }

  @Test
  void addsTheDecisionsThatWereSettledSinceTheStoryWasWritten() {
    Decision second = decision("dba", MADE.plusSeconds(2));
    Decision first = decision("sre", MADE.plusSeconds(1));

    log.record(open("r1", OPS));
    opened
        .store()
        .inbox()
        .settle(click("k2", "r1"), new Settlement(List.of(), second, null, List.of()));
    opened
        .store()
        .inbox()
        .settle(click("k1", "r1"), new Settlement(List.of(), first, null, List.of()));

    assertThat(log.find(id("r1")).orElseThrow().story().decisions()).containsExactly(first, second);
    assertThat(log.waiting().get(0).decisions()).containsExactly(first, second);
  }

  @Test
  void owesOnceWhatAnEntryOwes() {
    log.record(owing(open("r1", OPS), owed("rejected:r1")));
    log.record(owing(open("r1", OPS), owed("rejected:r1")));

    assertThat(opened.store().owed().dueDebts(opened.clock.instant()))
        .extracting(debt -> debt.owed())
        .containsExactly(owed("rejected:r1"));
  }

  @Test
  void survivesARestart() {
    log.record(open("r1", OPS));
    StoredReview before = log.find(id("r1")).orElseThrow();

    opened.restart();

    AnnouncementLog again = opened.store().announcements();
    assertThat(again.find(id("r1"))).contains(before);
    assertThat(again.dueCards(opened.clock.instant())).hasSize(1);
  }
}
