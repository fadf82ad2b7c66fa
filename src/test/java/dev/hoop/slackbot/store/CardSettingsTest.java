package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.OPS;
import static dev.hoop.slackbot.store.SampleRows.open;
import static dev.hoop.slackbot.store.SampleRows.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.sync.Fingerprint;
import dev.hoop.slackbot.sync.TrackedReview;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CardSettingsTest {
  @TempDir private Path directory;
  private TestStore opened;

  @BeforeEach
  void openStore() {
    opened = new TestStore(directory);
    opened.store().showBy("scripts shown");
    opened.store().reviews().record(open("waiting", OPS));
    opened.store().reviews().record(open("over", OPS));
    opened.store().reviews().record(rejected("over", OPS));
    for (List<StaleCard> due = due(); !due.isEmpty(); due = due()) {
      due.forEach(
          card ->
              opened
                  .store()
                  .cards()
                  .delivered(card, card.channel(), new MessageTs("ts of " + card.review())));
    }
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void otherSettingsReachTheCardsOfReviewsThatAreNotOver() {
    opened.restart();

    opened.store().showBy("scripts hidden");

    assertThat(due()).extracting(card -> card.review().value()).containsExactly("waiting");
    assertThat(opened.store().reviews().tracked())
        .extracting(TrackedReview::fingerprint)
        .as("what no list shows, so that the review is looked at")
        .containsExactly(new Fingerprint(""));
  }

  @Test
  void theSameSettingsChangeNothing() {
    opened.restart();

    opened.store().showBy("scripts shown");

    assertThat(due()).isEmpty();
  }

  private List<StaleCard> due() {
    return opened.store().cards().due(opened.clock.instant());
  }
}
