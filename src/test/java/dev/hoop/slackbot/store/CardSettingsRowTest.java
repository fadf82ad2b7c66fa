package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.Samples.OPS;
import static dev.hoop.slackbot.store.Samples.open;
import static dev.hoop.slackbot.store.Samples.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.Card;
import dev.hoop.slackbot.review.Fingerprint;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.Tracked;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CardSettingsRowTest {
  @TempDir private Path directory;
  private Opened opened;

  @BeforeEach
  void openStore() {
    opened = new Opened(directory);
    opened.store().showBy("scripts shown");
    opened.store().announcements().record(open("waiting", OPS));
    opened.store().announcements().record(open("over", OPS));
    opened.store().announcements().record(rejected("over", OPS));
    for (List<Card> due = due(); !due.isEmpty(); due = due()) {
      due.forEach(
          card ->
              opened
                  .store()
                  .announcements()
                  .shown(card, card.channel(), new MessageTs("ts of " + card.review())));
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
    assertThat(opened.store().announcements().tracked())
        .extracting(Tracked::fingerprint)
        .as("what no list shows, so that the review is looked at")
        .containsExactly(new Fingerprint(""));
  }

  @Test
  void theSameSettingsChangeNothing() {
    opened.restart();

    opened.store().showBy("scripts shown");

    assertThat(due()).isEmpty();
  }

  private List<Card> due() {
    return opened.store().announcements().dueCards(opened.clock.instant());
  }
}
