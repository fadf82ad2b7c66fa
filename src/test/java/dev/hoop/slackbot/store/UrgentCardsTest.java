package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.MADE;
import static dev.hoop.slackbot.store.SampleRows.OPS;
import static dev.hoop.slackbot.store.SampleRows.click;
import static dev.hoop.slackbot.store.SampleRows.decision;
import static dev.hoop.slackbot.store.SampleRows.id;
import static dev.hoop.slackbot.store.SampleRows.open;
import static dev.hoop.slackbot.store.SampleRows.rejected;
import static dev.hoop.slackbot.store.SampleRows.ts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.decision.Settlement;
import dev.hoop.slackbot.outbox.CardOutbox;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.sync.ReviewStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which stale cards people wait for. */
final class UrgentCardsTest {
  @TempDir private Path directory;
  private TestStore opened;
  private ReviewStore reviews;
  private CardOutbox cards;

  @BeforeEach
  void openStore() {
    opened = new TestStore(directory);
    reviews = opened.store().reviews();
    cards = opened.store().cards();
    post("r1");
  }

  @AfterEach
  void close() {
    opened.close();
  }

  private void post(String review) {
    reviews.record(open(review, OPS));
    cards.delivered(due().get(0), OPS, ts("ts of " + review));
  }

  private List<StaleCard> due() {
    return opened.store().cards().due(opened.clock.instant());
  }

  private boolean urgent() {
    return due().get(0).urgent();
  }

  @Test
  void aCardOfADecidedReviewIsUrgentAlsoAfterARestart() {
    reviews.record(rejected("r1", OPS));
    opened.restart();

    assertThat(urgent()).isTrue();
  }

  @Test
  void aCardThatLacksAVerdictOfTheBotsOwnIsUrgent() {
    opened
        .store()
        .clickStore()
        .settle(
            click("k", "r1"), new Settlement(List.of(), decision("sre", MADE), null, List.of()));

    assertThat(urgent()).isTrue();
  }

  @Test
  void aCardThatLacksDetailIsNotUrgent() {
    reviews.record(open("r1", OPS));

    assertThat(urgent()).isFalse();
  }

  @Test
  void aCardThatShowsTheDecisionIsNotUrgentForWhatFollows() {
    reviews.record(rejected("r1", OPS));
    cards.delivered(due().get(0), OPS, ts("ts of r1"));

    reviews.record(rejected("r1", OPS));

    assertThat(urgent()).isFalse();
  }

  @Test
  void aCardStaysUrgentWhenDetailFollowsWhileItWaits() {
    reviews.record(rejected("r1", OPS));

    reviews.record(rejected("r1", OPS));

    assertThat(urgent()).isTrue();
  }

  @Test
  void otherSettingsMakeNoCardUrgentNorDoesTheLookThatFollows() {
    opened.store().showBy("scripts hidden");
    boolean before = urgent();

    reviews.record(open("r1", OPS));

    assertThat(before).isFalse();
    assertThat(urgent()).isFalse();
  }

  @Test
  void urgentCardsComeFirst() {
    post("r2");
    reviews.record(open("r1", OPS));
    reviews.record(rejected("r2", OPS));

    assertThat(due()).extracting(StaleCard::review).containsExactly(id("r2"), id("r1"));
  }

  @Test
  void aClickedCopyThatIsNotKnownIsUrgent() {
    opened.clicked("r1", "0.9");

    assertThat(urgent()).isTrue();
  }
}
