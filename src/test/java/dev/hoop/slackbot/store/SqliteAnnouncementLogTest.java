package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.Samples.DBA;
import static dev.hoop.slackbot.store.Samples.MADE;
import static dev.hoop.slackbot.store.Samples.OPS;
import static dev.hoop.slackbot.store.Samples.click;
import static dev.hoop.slackbot.store.Samples.decision;
import static dev.hoop.slackbot.store.Samples.id;
import static dev.hoop.slackbot.store.Samples.open;
import static dev.hoop.slackbot.store.Samples.openSince;
import static dev.hoop.slackbot.store.Samples.owed;
import static dev.hoop.slackbot.store.Samples.owing;
import static dev.hoop.slackbot.store.Samples.rejected;
import static dev.hoop.slackbot.store.Samples.story;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.AnnouncementLog;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.Entry;
import dev.hoop.slackbot.review.Fingerprint;
import dev.hoop.slackbot.review.Remembered;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.Settlement;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Story;
import dev.hoop.slackbot.review.Tracked;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteAnnouncementLogTest {
  @TempDir private Path directory;
  private Opened opened;
  private AnnouncementLog log;

  @BeforeEach
  void openStore() {
    opened = new Opened(directory);
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
    Story story = story("r1", ReviewStatus.APPROVED, MADE);

    log.record(open("r1", OPS, DBA));
    log.record(new Entry(story, new Stage.Ready(), List.of(), nextLook, 3, true, List.of()));

    assertThat(log.find(id("r1"))).contains(new Remembered(story, "Ready", 3));
    assertThat(log.tracked())
        .containsExactly(
            new Tracked(
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

    assertThat(log.tracked()).extracting(Tracked::review).containsExactly(id("r2"));
  }

  @Test
  void listsWaitingReviewsOldestFirst() {
    log.record(openSince("young", MADE.plusSeconds(1), OPS));
    log.record(openSince("old", MADE, OPS));
    log.record(rejected("over", OPS));

    assertThat(log.waiting()).extracting(Story::reviewId).containsExactly(id("old"), id("young"));
  }

  @Test
  void keepsTheLastFingerprintOfADeletedReview() {
    Entry first = open("r1", OPS);
    Story gone = story("r1", ReviewStatus.UNKNOWN, MADE).asDeleted();

    log.record(first);
    // Not over, so that it can be seen among the tracked.
    log.record(new Entry(gone, new Stage.Unclear(), List.of(), null, 0, true, List.of()));

    assertThat(log.tracked())
        .extracting(Tracked::fingerprint)
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
    Remembered before = log.find(id("r1")).orElseThrow();

    opened.restart();

    AnnouncementLog again = opened.store().announcements();
    assertThat(again.find(id("r1"))).contains(before);
    assertThat(again.dueCards(opened.clock.instant())).hasSize(1);
  }
}
