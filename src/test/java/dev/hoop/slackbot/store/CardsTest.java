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

import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.outbox.Delivery;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.sync.AnnouncementLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CardsTest {
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

  private List<StaleCard> due() {
    return log.dueCards(opened.clock.instant());
  }

  private static StaleCard posted(String review, ChannelId channel, String ts, long revision) {
    return new StaleCard(id(review), channel, ts(ts), revision, MADE, 0, 0, true);
  }

  @Test
  void aNewReviewIsDueInEachOfItsChannels() {
    log.record(open("r1", OPS, DBA));

    assertThat(due()).containsExactly(unposted("r1", OPS, 1), unposted("r1", DBA, 1));
    assertThat(log.backlog()).isEqualTo(2);
  }

  @Test
  void aCardThatShowsTheLatestIsNotDue() {
    log.record(open("r1", OPS));
    log.shown(due().get(0), OPS, ts("1.1"));

    assertThat(due()).isEmpty();
    assertThat(log.backlog()).isZero();
    assertThat(log.nextCardDue(Instant.EPOCH)).isEmpty();
  }

  @Test
  void aChangeMakesEveryCopyStale() {
    log.record(open("r1", OPS));
    log.shown(due().get(0), OPS, ts("1.1"));

    log.record(rejected("r1", OPS));

    assertThat(due()).containsExactly(posted("r1", OPS, "1.1", 2));
  }

  @Test
  void anEntryWithoutAChangeMakesNothingStale() {
    log.record(open("r1", OPS));
    log.shown(due().get(0), OPS, ts("1.1"));

    log.record(unchanged(open("r1", OPS)));

    assertThat(due()).isEmpty();
  }

  @Test
  void aChangeThatComesWhileACardIsPostedKeepsItStale() {
    log.record(open("r1", OPS));
    StaleCard underWay = due().get(0);
    log.record(rejected("r1", OPS));

    log.shown(underWay, OPS, ts("1.1"));

    assertThat(due()).containsExactly(posted("r1", OPS, "1.1", 2));
  }

  @Test
  void updatesComeBeforePostsAndOldReviewsFirst() {
    log.record(openSince("young", MADE.plusSeconds(2), OPS));
    log.record(openSince("old", MADE, OPS));
    log.record(openSince("posted", MADE.plusSeconds(9), OPS));
    log.shown(unposted("posted", OPS, 1), OPS, ts("1.1"));
    log.record(openSince("posted", MADE.plusSeconds(9), OPS));

    List<String> order = new ArrayList<>();
    for (int i = 2; i < 5; i++) {
      StaleCard next = due().get(0);
      order.add(next.review().value());
      MessageTs ts = next.ts();
      log.shown(next, OPS, ts == null ? ts(i + ".1") : ts);
    }
    assertThat(order).containsExactly("posted", "old", "young");
    assertThat(due()).isEmpty();
  }

  @Test
  void aLongQueueHidesNoOtherChannel() {
    ChannelId calm = new ChannelId("C0CALM");
    for (int i = 0; i < 20; i++) {
      log.record(openSince("hot-" + i, MADE.plusSeconds(i), OPS));
    }
    log.record(openSince("calm", MADE.plusSeconds(99), calm));

    assertThat(due()).extracting(card -> card.review().value()).containsExactly("hot-0", "calm");
    assertThat(log.backlog()).isEqualTo(21);
  }

  @Test
  void theWaitOfAChannelBeginsWithTheFirstChangeThatIsNotShown() {
    log.record(open("r1", OPS, DBA));
    log.shown(due().get(0), OPS, ts("1.1"));
    opened.clock.forward(Duration.ofSeconds(5));
    Instant changed = opened.clock.instant();
    log.record(rejected("r1", OPS, DBA));
    opened.clock.forward(Duration.ofSeconds(5));
    log.record(rejected("r1", OPS, DBA));

    assertThat(log.backlogs())
        .containsExactlyInAnyOrder(
            new ChannelBacklog(OPS, 1, changed),
            new ChannelBacklog(DBA, 1, changed.minusSeconds(5)));
  }

  @Test
  void aChannelsNameBecomesItsIdAndIsNotPostedToAgain() {
    ChannelId name = new ChannelId("#ops");
    log.record(open("r1", name));

    log.shown(due().get(0), OPS, ts("1.1"));
    log.record(unchanged(open("r1", name)));
    log.record(unchanged(open("r1", OPS)));

    assertThat(due()).isEmpty();
  }

  @Test
  void aPostponedCardIsDueThenAndCountsItsAttempts() {
    log.record(open("r1", OPS));
    Instant until = opened.clock.instant().plusSeconds(30);

    log.postponed(due().get(0), until, 0);

    assertThat(due()).isEmpty();
    assertThat(log.nextCardDue(opened.clock.instant())).contains(until);
    opened.clock.forward(Duration.ofSeconds(30));
    assertThat(due()).extracting(StaleCard::attempts).containsExactly(1);
    assertThat(log.nextCardDue(opened.clock.instant())).isEmpty();
  }

  @Test
  void successForgetsTheAttempts() {
    log.record(open("r1", OPS));
    log.postponed(due().get(0), opened.clock.instant(), 0);
    log.shown(due().get(0), OPS, ts("1.1"));

    log.record(rejected("r1", OPS));

    assertThat(due()).extracting(StaleCard::attempts).containsExactly(0);
  }

  @Test
  void aDroppedCardStaysDropped() {
    log.record(open("r1", OPS));

    log.dropped(due().get(0));
    log.record(rejected("r1", OPS));

    assertThat(due()).isEmpty();
    assertThat(log.backlog()).isZero();
  }

  @Test
  void aCardThatWasNotWorthPostingIsDueOnceItsReviewWaitsAgain() {
    log.record(open("r1", OPS));
    log.record(rejected("r1"));
    log.needless(due().get(0));
    List<StaleCard> meanwhile = due();

    log.record(open("r1", OPS));

    assertThat(meanwhile).isEmpty();
    assertThat(due())
        .extracting(StaleCard::review, StaleCard::ts)
        .containsExactly(tuple(id("r1"), null));
  }

  @Test
  void aCardIsNotGivenUpForWhatItsReviewNoLongerIs() {
    log.record(open("r1", OPS));
    log.record(rejected("r1"));
    StaleCard decided = due().get(0);
    log.record(open("r1"));

    log.needless(decided);

    assertThat(due()).hasSize(1);
  }

  @Test
  void aPostponedCardIsDueAtOnceWhenItsChannelIsReachedAgain() {
    log.record(open("r1", OPS, DBA));
    Instant until = opened.clock.instant().plusSeconds(30);
    due().forEach(card -> log.postponed(card, until, 2));

    log.retryCards(OPS, opened.clock.instant());

    assertThat(due()).extracting(StaleCard::channel).containsExactly(OPS);
    log.retryCards(null, opened.clock.instant());
    assertThat(due()).extracting(StaleCard::channel).containsExactly(OPS, DBA);
  }

  @Test
  void aPostThatMayStandTooOftenAlreadyWaitsItsTimeWhateverIsReached() {
    log.record(open("r1", OPS));
    log.postponed(due().get(0), opened.clock.instant().plusSeconds(30), StaleCard.MOST_COPIES);

    log.retryCards(OPS, opened.clock.instant());

    assertThat(due()).isEmpty();
  }

  @Test
  void aClickOnACopyThatNobodyKnewLeavesOneLess() {
    log.record(open("r1", OPS));
    log.postponed(due().get(0), opened.clock.instant(), 2);

    log.adopt(id("r1"), OPS, ts("0.9"));

    assertThat(due()).extracting(StaleCard::copies).containsExactly(1);
  }

  @Test
  void aClickedCopyThatIsNotKnownIsBroughtUpToDate() {
    log.record(open("r1", OPS));
    log.shown(due().get(0), OPS, ts("1.1"));

    log.adopt(id("r1"), OPS, ts("0.9"));
    log.adopt(id("r1"), OPS, ts("1.1"));

    assertThat(due()).containsExactly(posted("r1", OPS, "0.9", 1));
  }

  @Test
  void aClickedCopyTakesThePlaceOfTheOneStillToBePostedThere() {
    log.record(open("r1", OPS, DBA));

    log.adopt(id("r1"), OPS, ts("0.9"));

    assertThat(due()).containsExactly(posted("r1", OPS, "0.9", 1), unposted("r1", DBA, 1));
  }

  @Test
  void aClickThatOvertakesThePostsAnswerMakesNoSecondCopy() {
    log.record(open("r1", OPS));
    StaleCard underWay = due().get(0);

    log.adopt(id("r1"), OPS, ts("1.1"));
    log.shown(underWay, OPS, ts("1.1"));

    assertThat(log.backlog()).isZero();
    log.record(rejected("r1", OPS));
    assertThat(due()).containsExactly(posted("r1", OPS, "1.1", 2));
  }

  @Test
  void aClickThatOvertakesThePostsAnswerUnderAChannelsNameMakesNoSecondCopy() {
    ChannelId name = new ChannelId("#ops");
    log.record(open("r1", name));
    StaleCard underWay = due().get(0);

    log.adopt(id("r1"), OPS, ts("1.1"));
    log.shown(underWay, OPS, ts("1.1"));
    log.record(rejected("r1", name));

    assertThat(due()).containsExactly(posted("r1", OPS, "1.1", 2));
  }

  @Test
  void bothCopiesAreKeptTrueWhenACrashMadeTwo() {
    log.record(open("r1", OPS));
    StaleCard underWay = due().get(0);

    log.adopt(id("r1"), OPS, ts("0.9"));
    log.shown(underWay, OPS, ts("1.1"));
    log.record(rejected("r1", OPS));

    List<StaleCard> both = due();
    log.shown(both.get(0), OPS, ts("0.9"));
    log.shown(both.get(1), OPS, ts("1.1"));
    assertThat(both).containsExactly(posted("r1", OPS, "0.9", 2), posted("r1", OPS, "1.1", 2));
    assertThat(due()).isEmpty();
  }

  @Test
  void aCopyClickedBeforeItsReviewIsKnownIsTakenInLater() {
    log.adopt(id("r1"), OPS, ts("0.9"));
    log.adopt(id("r1"), OPS, ts("0.9"));
    assertThat(due()).isEmpty();

    log.record(open("r1", OPS, DBA));

    assertThat(due()).containsExactly(posted("r1", OPS, "0.9", 1), unposted("r1", DBA, 1));
  }

  @Test
  void aCopyTakenForGoneComesBackWithAClick() {
    log.record(open("r1", OPS));
    log.shown(due().get(0), OPS, ts("1.1"));
    log.dropped(posted("r1", OPS, "1.1", 1));

    log.adopt(id("r1"), OPS, ts("1.1"));

    assertThat(due()).containsExactly(posted("r1", OPS, "1.1", 1));
  }

  @Test
  void whatHappensToACardOfAForgottenReviewIsIgnored() {
    log.shown(unposted("r1", OPS, 1), OPS, ts("1.1"));
    log.postponed(unposted("r1", OPS, 1), MADE, 0);
    log.dropped(unposted("r1", OPS, 1));

    assertThat(log.backlog()).isZero();
  }

  @Test
  void aPostWhoseEndWasLostLeavesACopyThatPerhapsStands() {
    log.record(open("r1", OPS));
    StaleCard first = due().get(0);

    log.posting(first, MADE);

    assertThat(first.copies()).as("before it was posted").isZero();
    assertThat(due().get(0).copies()).as("after a crash in the middle of it").isOne();
    log.postponed(first, MADE, 0);
    assertThat(due().get(0).copies()).as("when it surely failed").isZero();
    log.postponed(first, MADE, 1);
    log.postponed(due().get(0), MADE, Delivery.Arrival.NO.copies(due().get(0).copies()));
    assertThat(due().get(0).copies()).as("when an earlier one may have arrived").isOne();
    log.posting(first, MADE);
    log.shown(first, OPS, ts("1.1"));
    log.record(rejected("r1", OPS));
    assertThat(due().get(0).copies()).as("when it surely arrived").isZero();
  }
}
