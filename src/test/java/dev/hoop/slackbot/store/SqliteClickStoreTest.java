package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.ANN;
import static dev.hoop.slackbot.store.SampleRows.MADE;
import static dev.hoop.slackbot.store.SampleRows.OPS;
import static dev.hoop.slackbot.store.SampleRows.auditRow;
import static dev.hoop.slackbot.store.SampleRows.click;
import static dev.hoop.slackbot.store.SampleRows.decision;
import static dev.hoop.slackbot.store.SampleRows.id;
import static dev.hoop.slackbot.store.SampleRows.open;
import static dev.hoop.slackbot.store.SampleRows.owed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.decision.ClickStore;
import dev.hoop.slackbot.decision.Settlement;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteClickStoreTest {
  private static final TimeWindow NIGHT = new TimeWindow(LocalTime.of(22, 0), LocalTime.of(6, 30));

  @TempDir private Path directory;
  private TestStore opened;
  private ClickStore clickStore;

  @BeforeEach
  void openStore() {
    opened = new TestStore(directory);
    clickStore = opened.store().clickStore();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void takesEachClickOnce() {
    assertThat(clickStore.put(click("k", "r1"))).isTrue();
    assertThat(clickStore.put(click("k", "r1"))).isFalse();
    assertThat(clickStore.unsettled()).hasSize(1);
  }

  @Test
  void keepsClicksAcrossARestartOldestFirst() {
    Click young = click("a", "r1", Verdict.approveWithin(NIGHT), MADE.plusSeconds(1));
    Click old = click("b", "r2", Verdict.reject("no; 'why' \"not\"\n🙂"), MADE);
    Click odd = click("d", "r3", Verdict.reject("a\u0000b"), MADE.plusSeconds(2));
    Click bare = new Click("c", ANN, "T", null, null, id("r"), "", Verdict.revoke(), null, MADE);

    clickStore.put(young);
    clickStore.put(old);
    clickStore.put(bare);
    clickStore.put(odd);
    opened.restart();

    assertThat(opened.store().clickStore().unsettled()).containsExactly(old, bare, young, odd);
  }

  @Test
  void settlesAClickTogetherWithWhatFollows() {
    opened.store().reviews().record(open("r1", OPS));
    clickStore.put(click("k", "r1"));

    clickStore.settle(
        click("k", "r1"),
        new Settlement(List.of(), decision("sre", MADE), null, List.of(owed("o"))));

    assertThat(clickStore.unsettled()).isEmpty();
    assertThat(opened.store().messages().due(opened.clock.instant())).hasSize(1);
    assertThat(opened.store().reviews().find(id("r1")).orElseThrow().snapshot().decisions())
        .containsExactly(decision("sre", MADE));
  }

  @Test
  void settlingAgainChangesNothing() {
    opened.store().reviews().record(open("r1", OPS));
    clickStore.put(click("k", "r1"));
    clickStore.settle(click("k", "r1"), new Settlement(List.of(), null, null, List.of()));

    clickStore.settle(
        click("k", "r1"),
        new Settlement(List.of(), decision("sre", MADE), null, List.of(owed("o"))));

    assertThat(opened.store().messages().due(opened.clock.instant())).isEmpty();
    assertThat(opened.store().reviews().find(id("r1")).orElseThrow().snapshot().decisions())
        .isEmpty();
  }

  @Test
  void aSettledClickThatIsDeliveredAgainIsNotNew() {
    clickStore.put(click("k", "r1"));
    clickStore.settle(click("k", "r1"), new Settlement(List.of(), null, null, List.of()));

    assertThat(clickStore.put(click("k", "r1"))).isFalse();
    assertThat(clickStore.unsettled()).isEmpty();
  }

  @Test
  void tellsWhichClicksOfAReviewHaveBegunUntilTheyAreSettled() {
    clickStore.put(click("k", "r1"));
    clickStore.put(click("l", "r1"));
    clickStore.put(click("m", "r2"));
    clickStore.begin(click("l", "r1"), auditRow("r1", "ann@example.com", MADE));
    clickStore.begin(click("m", "r2"), auditRow("r2", "ann@example.com", MADE));

    assertThat(clickStore.begun(id("r1"))).containsExactly(click("l", "r1"));
    clickStore.settle(click("l", "r1"), new Settlement(List.of(), null, null, List.of()));
    assertThat(clickStore.begun(id("r1"))).isEmpty();
    assertThat(clickStore.settled(click("l", "r1"))).isTrue();
    assertThat(clickStore.settled(click("k", "r1"))).isFalse();
  }

  @Test
  void aLostClickCanStillCountAndIsNotTakenUpAgain() {
    clickStore.put(click("k", "r1"));
    clickStore.begin(click("k", "r1"), auditRow("r1", "ann@example.com", MADE));
    clickStore.settle(click("k", "r1"), new Settlement(List.of(), null, null, List.of(), true));
    assertThat(clickStore.begun(id("r1"))).containsExactly(click("k", "r1"));
    assertThat(clickStore.unsettled()).isEmpty();

    clickStore.settle(
        click("k", "r1"), new Settlement(List.of(), decision("sre", MADE), null, List.of()));

    assertThat(clickStore.begun(id("r1"))).isEmpty();
    assertThat(clickStore.confirmed(id("r1"))).hasSize(1);
  }

  @Test
  void remembersHowOftenAConfirmedVerdictWasOverwritten() {
    clickStore.put(click("k", "r1"));
    clickStore.settle(
        click("k", "r1"), new Settlement(List.of(), decision("sre", MADE), null, List.of()));
    ClickStore.Confirmed confirmed = clickStore.confirmed(id("r1")).get(0);

    clickStore.overwritten(confirmed, 1, List.of(), List.of(owed("o")));
    opened.restart();

    clickStore = opened.store().clickStore();
    assertThat(confirmed.overwritten()).isZero();
    assertThat(confirmed.decision()).isEqualTo(decision("sre", MADE));
    assertThat(clickStore.confirmed(id("r1")))
        .containsExactly(new ClickStore.Confirmed(confirmed.click(), confirmed.decision(), 1));
    clickStore.verified(id("r1"), MADE.minusSeconds(1));
    assertThat(clickStore.unverified()).containsExactly(id("r1"));
    clickStore.verified(id("r1"), MADE);
    assertThat(clickStore.unverified()).isEmpty();
  }
}
