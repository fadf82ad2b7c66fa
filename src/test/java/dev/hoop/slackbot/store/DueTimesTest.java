package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.OPS;
import static dev.hoop.slackbot.store.SampleRows.owed;
import static dev.hoop.slackbot.store.SampleRows.unposted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.outbox.MessageOutbox;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.sync.ReviewUpdate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was put off by a clock that has been set back since. */
final class DueTimesTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path directory;
  private TestStore opened;

  @BeforeEach
  void open() {
    opened = new TestStore(directory);
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void aCardIsDueAtTheNextStart() {
    opened.store().reviews().record(SampleRows.open("r1", OPS));
    postponeCard(DAY);

    opened.restart();

    assertThat(opened.store().cards().due(now())).hasSize(1);
  }

  @Test
  void aCardIsDueSoonAlsoWhereTheBotGoesOn() {
    opened.store().reviews().record(SampleRows.open("r1", OPS));
    postponeCard(DAY);

    opened.store().boundDueTimes();

    assertThat(opened.store().cards().due(now())).hasSize(1);
  }

  @Test
  void aMessageIsDueAtTheNextStart() {
    opened.store().messages().enqueue(owed("k"));
    MessageOutbox log = opened.store().messages();
    log.postponed(log.due(now()).get(0), now().plus(DAY), 0);
    assertThat(opened.store().messages().due(now())).isEmpty();

    opened.restart();

    assertThat(opened.store().messages().due(now())).hasSize(1);
  }

  @Test
  void aReviewIsLookedAtAtTheNextStart() {
    opened
        .store()
        .reviews()
        .record(
            new ReviewUpdate(
                SampleRows.snapshot("r1", ReviewStatus.APPROVED, SampleRows.MADE),
                Stage.READY,
                List.of(),
                now().plus(DAY),
                0,
                true,
                List.of()));

    opened.restart();

    assertThat(opened.store().reviews().tracked())
        .singleElement()
        .satisfies(tracked -> assertThat(tracked.nextLook()).isBeforeOrEqualTo(now()));
  }

  @Test
  void aPauseThatNoClockStretchedIsKept() {
    opened.store().reviews().record(SampleRows.open("r1", OPS));
    postponeCard(Duration.ofMinutes(5));

    opened.restart();

    assertThat(opened.store().cards().due(now())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "3, 0"})
  void onlyWhatMayStandInManyCopiesIsPutOffForLong(int copies, int due) {
    opened.store().reviews().record(SampleRows.open("r1", OPS));
    postponeCard(Duration.ofMinutes(20), copies);

    opened.restart();

    assertThat(opened.store().cards().due(now())).hasSize(due);
  }

  private void postponeCard(Duration pause) {
    postponeCard(pause, 0);
  }

  private void postponeCard(Duration pause, int copies) {
    opened.store().cards().postponed(unposted("r1", OPS, 1), now().plus(pause), copies);
  }

  private Instant now() {
    return opened.clock.instant();
  }
}
