package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.DBA;
import static dev.hoop.slackbot.store.SampleRows.MADE;
import static dev.hoop.slackbot.store.SampleRows.OPS;
import static dev.hoop.slackbot.store.SampleRows.id;
import static dev.hoop.slackbot.store.SampleRows.open;
import static dev.hoop.slackbot.store.SampleRows.openSince;
import static dev.hoop.slackbot.store.SampleRows.rejected;
import static dev.hoop.slackbot.store.SampleRows.ts;
import static dev.hoop.slackbot.store.SampleRows.unchanged;
import static dev.hoop.slackbot.store.SampleRows.unposted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hoop.slackbot.outbox.CardOutbox;
import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.outbox.Delivery;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.sync.ReviewStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteCardOutboxTest {
  @TempDir private Path directory;
  private TestStore opened;
  private ReviewStore reviews;
  private CardOutbox cards;

  @BeforeEach
  void openStore() {
    opened = new TestStore(directory);
    reviews = opened.store().reviews();
    cards = opened.store().cards();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  private List<StaleCard> due() {
    return cards.due(opened.clock.instant());
  }

  private static StaleCard posted(String review, ChannelId channel, String ts, long revision) {
    return new StaleCard(id(review), channel, ts(ts), revision, 0, 0, true, true);
  }

  /** The same as a further card of its review. */
  private static StaleCard copy(StaleCard card) {
    return new StaleCard(
        card.review(),
        card.channel(),
        card.ts(),
        card.revision(),
        card.attempts(),
        card.copies(),
        false,
        card.urgent());
  }

  @Test
  void aNewReviewIsDueInEachOfItsChannels() {
    reviews.record(open("r1", OPS, DBA));

    assertThat(due()).containsExactly(unposted("r1", OPS, 1), copy(unposted("r1", DBA, 1)));
    assertThat(ChannelBacklog.cards(cards.backlogs())).isEqualTo(2);
  }

  @Test
  void aCardThatShowsTheLatestIsNotDue() {
    reviews.record(open("r1", OPS));
    cards.delivered(due().get(0), OPS, ts("1.1"));

    assertThat(due()).isEmpty();
    assertThat(ChannelBacklog.cards(cards.backlogs())).isZero();
    assertThat(cards.nextDue(Instant.EPOCH)).isEmpty();
  }

  @Test
  void aChangeMakesEveryCopyStale() {
    reviews.record(open("r1", OPS));
    cards.delivered(due().get(0), OPS, ts("1.1"));

    reviews.record(rejected("r1", OPS));

    assertThat(due()).containsExactly(posted("r1", OPS, "1.1", 2));
  }

  @Test
  void anEntryWithoutAChangeMakesNothingStale() {
    reviews.record(open("r1", OPS));
    cards.delivered(due().get(0), OPS, ts("1.1"));

    reviews.record(unchanged(open("r1", OPS)));

    assertThat(due()).isEmpty();
  }

  @Test
  void aChangeThatComesWhileACardIsPostedKeepsItStale() {
    reviews.record(open("r1", OPS));
    StaleCard underWay = due().get(0);
    reviews.record(rejected("r1", OPS));

    cards.delivered(underWay, OPS, ts("1.1"));

    assertThat(due()).containsExactly(posted("r1", OPS, "1.1", 2));
  }

  @Test
  void updatesComeBeforePostsAndOldReviewsFirst() {
    reviews.record(openSince("young", MADE.plusSeconds(2), OPS));
    reviews.record(openSince("old", MADE, OPS));
    reviews.record(openSince("posted", MADE.plusSeconds(9), OPS));
    cards.delivered(unposted("posted", OPS, 1), OPS, ts("1.1"));
    reviews.record(openSince("posted", MADE.plusSeconds(9), OPS));

    List<String> order = new ArrayList<>();
    for (int i = 2; i < 5; i++) {
      StaleCard next = due().get(0);
      order.add(next.review().value());
      MessageTs ts = next.ts();
      cards.delivered(next, OPS, ts == null ? ts(i + ".1") : ts);
    }
    assertThat(order).containsExactly("posted", "old", "young");
    assertThat(due()).isEmpty();
  }

  @Test
  void aLongQueueHidesNoOtherChannel() {
    ChannelId calm = new ChannelId("C0CALM");
    for (int i = 0; i < 20; i++) {
      reviews.record(openSince("hot-" + i, MADE.plusSeconds(i), OPS));
    }
    reviews.record(openSince("calm", MADE.plusSeconds(99), calm));

    assertThat(due()).extracting(card -> card.review().value()).containsExactly("hot-0", "calm");
    assertThat(ChannelBacklog.cards(cards.backlogs())).isEqualTo(21);
  }

  @Test
  void theWaitOfAChannelBeginsWithTheFirstChangeThatIsNotShown() {
    reviews.record(open("r1", OPS, DBA));
    cards.delivered(due().get(0), OPS, ts("1.1"));
    opened.clock.forward(Duration.ofSeconds(5));
    Instant changed = opened.clock.instant();
    reviews.record(rejected("r1", OPS, DBA));
    opened.clock.forward(Duration.ofSeconds(5));
    reviews.record(rejected("r1", OPS, DBA));

    assertThat(cards.backlogs())
        .containsExactlyInAnyOrder(
            new ChannelBacklog(OPS, 1, changed),
            new ChannelBacklog(DBA, 1, changed.minusSeconds(5)));
  }

  @Test
  void aChannelsNameBecomesItsIdAndIsNotPostedToAgain() {
    ChannelId name = new ChannelId("#ops");
    reviews.record(open("r1", name));

    cards.delivered(due().get(0), OPS, ts("1.1"));
    reviews.record(unchanged(open("r1", name)));
    reviews.record(unchanged(open("r1", OPS)));

    assertThat(due()).isEmpty();
  }

  @Test
  void aPostponedCardIsDueThenAndCountsItsAttempts() {
    reviews.record(open("r1", OPS));
    Instant until = opened.clock.instant().plusSeconds(30);

    cards.postponed(due().get(0), until, 0);

    assertThat(due()).isEmpty();
    assertThat(cards.nextDue(opened.clock.instant())).contains(until);
    opened.clock.forward(Duration.ofSeconds(30));
    assertThat(due()).extracting(StaleCard::attempts).containsExactly(1);
    assertThat(cards.nextDue(opened.clock.instant())).isEmpty();
  }

  @Test
  void successForgetsTheAttempts() {
    reviews.record(open("r1", OPS));
    cards.postponed(due().get(0), opened.clock.instant(), 0);
    cards.delivered(due().get(0), OPS, ts("1.1"));

    reviews.record(rejected("r1", OPS));

    assertThat(due()).extracting(StaleCard::attempts).containsExactly(0);
  }

  @Test
  void aDroppedCardStaysDropped() {
    reviews.record(open("r1", OPS));

    cards.dropped(due().get(0));
    reviews.record(rejected("r1", OPS));

    assertThat(due()).isEmpty();
    assertThat(ChannelBacklog.cards(cards.backlogs())).isZero();
  }

  @Test
  void aCardThatWasNotWorthPostingIsDueOnceItsReviewWaitsAgain() {
    reviews.record(open("r1", OPS));
    reviews.record(rejected("r1"));
    cards.needless(due().get(0));
    List<StaleCard> meanwhile = due();

    reviews.record(open("r1", OPS));

    assertThat(meanwhile).isEmpty();
    assertThat(due())
        .extracting(StaleCard::review, StaleCard::ts)
        .containsExactly(tuple(id("r1"), null));
  }

  @Test
  void aCardIsNotGivenUpForWhatItsReviewNoLongerIs() {
    reviews.record(open("r1", OPS));
    reviews.record(rejected("r1"));
    StaleCard decided = due().get(0);
    reviews.record(open("r1"));

    cards.needless(decided);

    assertThat(due()).hasSize(1);
  }

  @Test
  void aPostponedCardIsDueAtOnceWhenItsChannelIsReachedAgain() {
    reviews.record(open("r1", OPS, DBA));
    Instant until = opened.clock.instant().plusSeconds(30);
    due().forEach(card -> cards.postponed(card, until, 2));

    cards.retry(OPS, opened.clock.instant());

    assertThat(due()).extracting(StaleCard::channel).containsExactly(OPS);
    cards.retry(null, opened.clock.instant());
    assertThat(due()).extracting(StaleCard::channel).containsExactly(OPS, DBA);
  }

  @Test
  void aPostThatMayStandTooOftenWaitsItsTime() {
    reviews.record(open("r1", OPS));
    cards.postponed(due().get(0), opened.clock.instant().plusSeconds(30), StaleCard.MOST_COPIES);

    cards.retry(OPS, opened.clock.instant());

    assertThat(due()).isEmpty();
  }

  @Test
  void aClickOnACopyThatNobodyKnewLeavesOneLess() {
    reviews.record(open("r1", OPS));
    cards.postponed(due().get(0), opened.clock.instant(), 2);

    opened.clicked("r1", "0.9");

    assertThat(due()).extracting(StaleCard::copies).containsExactly(1);
  }

  @Test
  void aClickedCopyThatIsNotKnownIsBroughtUpToDate() {
    reviews.record(open("r1", OPS));
    cards.delivered(due().get(0), OPS, ts("1.1"));

    opened.clicked("r1", "0.9");
    opened.clicked("r1", "1.1");

    assertThat(due()).containsExactly(copy(posted("r1", OPS, "0.9", 1)));
  }

  @Test
  void aClickedCopyTakesThePlaceOfTheOneStillToBePostedThere() {
    reviews.record(open("r1", OPS, DBA));

    opened.clicked("r1", "0.9");

    assertThat(due()).containsExactly(posted("r1", OPS, "0.9", 1), copy(unposted("r1", DBA, 1)));
  }

  @Test
  void aClickThatOvertakesThePostsAnswerMakesNoSecondCopy() {
    reviews.record(open("r1", OPS));
    StaleCard underWay = due().get(0);

    opened.clicked("r1", "1.1");
    cards.delivered(underWay, OPS, ts("1.1"));

    assertThat(ChannelBacklog.cards(cards.backlogs())).isZero();
    reviews.record(rejected("r1", OPS));
    assertThat(due()).containsExactly(posted("r1", OPS, "1.1", 2));
  }

  @Test
  void aClickUnderAChannelsNameMakesNoSecondCopy() {
    ChannelId name = new ChannelId("#ops");
    reviews.record(open("r1", name));
    StaleCard underWay = due().get(0);

    opened.clicked("r1", "1.1");
    cards.delivered(underWay, OPS, ts("1.1"));
    reviews.record(rejected("r1", name));

    assertThat(due()).containsExactly(posted("r1", OPS, "1.1", 2));
  }

  @Test
  void bothCopiesAreKeptTrueWhenACrashMadeTwo() {
    reviews.record(open("r1", OPS));
    StaleCard underWay = due().get(0);

    opened.clicked("r1", "0.9");
    cards.delivered(underWay, OPS, ts("1.1"));
    reviews.record(rejected("r1", OPS));

    List<StaleCard> both = due();
    cards.delivered(both.get(0), OPS, ts("0.9"));
    cards.delivered(both.get(1), OPS, ts("1.1"));
    assertThat(both)
        .containsExactly(posted("r1", OPS, "0.9", 2), copy(posted("r1", OPS, "1.1", 2)));
    assertThat(due()).isEmpty();
  }

  @Test
  void aCopyClickedBeforeItsReviewIsKnownIsTakenInLater() {
    opened.clicked("r1", "0.9");
    opened.clicked("r1", "0.9");
    assertThat(due()).isEmpty();

    reviews.record(open("r1", OPS, DBA));

    assertThat(due()).containsExactly(posted("r1", OPS, "0.9", 1), copy(unposted("r1", DBA, 1)));
  }

  @Test
  void copiesOfAReviewNotKnownYetKeepTheOrderOfTheirClicks() {
    opened.clicked("r1", "0.9");
    opened.clock.forward(Duration.ofSeconds(1));
    opened.clicked("r1", "0.8");

    reviews.record(open("r1"));

    assertThat(due())
        .containsExactly(posted("r1", OPS, "0.9", 1), copy(posted("r1", OPS, "0.8", 1)));
  }

  @Test
  void aCopyTakenForGoneComesBackWithAClick() {
    reviews.record(open("r1", OPS));
    cards.delivered(due().get(0), OPS, ts("1.1"));
    cards.dropped(posted("r1", OPS, "1.1", 1));

    opened.clicked("r1", "1.1");

    assertThat(due()).containsExactly(posted("r1", OPS, "1.1", 1));
  }

  @Test
  void whatHappensToACardOfAForgottenReviewIsIgnored() {
    cards.delivered(unposted("r1", OPS, 1), OPS, ts("1.1"));
    cards.postponed(unposted("r1", OPS, 1), MADE, 0);
    cards.dropped(unposted("r1", OPS, 1));

    assertThat(ChannelBacklog.cards(cards.backlogs())).isZero();
  }

  @Test
  void aPostWhoseEndWasLostLeavesACopyThatPerhapsStands() {
    reviews.record(open("r1", OPS));
    StaleCard first = due().get(0);

    cards.sending(first, MADE);

    assertThat(first.copies()).as("before it was posted").isZero();
    assertThat(due().get(0).copies()).as("after a crash in the middle of it").isOne();
    cards.postponed(first, MADE, 0);
    assertThat(due().get(0).copies()).as("when it surely failed").isZero();
    cards.postponed(first, MADE, 1);
    cards.postponed(due().get(0), MADE, Delivery.Arrival.NO.copies(due().get(0).copies()));
    assertThat(due().get(0).copies()).as("when an earlier one may have arrived").isOne();
    cards.sending(first, MADE);
    cards.delivered(first, OPS, ts("1.1"));
    reviews.record(rejected("r1", OPS));
    assertThat(due().get(0).copies()).as("when it surely arrived").isZero();
  }
}
