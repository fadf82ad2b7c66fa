package dev.hoop.slackbot.sync;

import static dev.hoop.slackbot.review.SampleReviews.ANN;
import static dev.hoop.slackbot.review.SampleReviews.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.outbox.MessageRenderer;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a new link is told, and how, where e-mails must match. */
final class SlackLinkMonitorTest {

  @TempDir private Path folder;

  private final MutableClock clock = new MutableClock();
  private final ReviewSource source = mock(ReviewSource.class);
  private final SlackProfiles profiles = mock(SlackProfiles.class);
  private Store store;
  private SlackLinkMonitor watch;

  @BeforeEach
  void open() throws Exception {
    store = Store.open("jdbc:sqlite:" + folder.resolve("bot.db"), clock);
    MessageRenderer renderer = mock(MessageRenderer.class);
    when(renderer.newLink(any())).thenReturn(new SlackMessage("decides", "[]"));
    when(renderer.idleLink(any())).thenReturn(new SlackMessage("does not count", "[]"));
    watch = new SlackLinkMonitor(source, store.links(), profiles, true, renderer, () -> {});
    round(BOB);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aLinkThatDoesNotMatchIsToldThatItDoesNotCount() throws Exception {
    when(profiles.fetchEmail(any())).thenReturn(Optional.of("mallory@acme.io"));

    round(BOB, ANN);

    assertThat(told()).containsExactly("does not count");
  }

  @Test
  void aProfileWithoutAnEmailMatchesNobody() throws Exception {
    when(profiles.fetchEmail(any())).thenReturn(Optional.empty());

    round(BOB, ANN);

    assertThat(told()).containsExactly("does not count");
  }

  @Test
  void nothingIsToldWhileSlackCannotBeAskedAndTheTruthLater() throws Exception {
    when(profiles.fetchEmail(any()))
        .thenThrow(new SlackUnavailableException("away"))
        .thenReturn(Optional.of(ANN.email().toUpperCase(java.util.Locale.ROOT)));

    round(BOB, ANN);
    assertThat(told()).isEmpty();
    round(BOB, ANN);

    assertThat(told()).containsExactly("decides");
  }

  @Test
  void slackIsNotAskedForLinksThatAreKnown() throws Exception {
    round(BOB);
    round(BOB);

    verify(profiles, never()).fetchEmail(any());
  }

  @Test
  void anAnswerWithoutUsersForgetsNoLink() throws Exception {
    when(profiles.fetchEmail(any())).thenReturn(Optional.of(BOB.email()));

    round();
    round(BOB);

    assertThat(told()).isEmpty();
  }

  @Test
  void anAnswerThatLacksMostUsersForgetsNoLink() throws Exception {
    when(profiles.fetchEmail(any())).thenReturn(Optional.of(ANN.email()));
    round(BOB, ANN);
    assertThat(told()).as("of Ann's link, which is new").hasSize(1);

    round(BOB);
    clock.forward(Duration.ofMinutes(1));
    round(BOB, ANN);

    assertThat(told()).hasSize(1);
  }

  @Test
  void anAnswerWithoutUsersIsNotTakenForTheFirst() throws Exception {
    try (Store fresh = Store.open("jdbc:sqlite:" + folder.resolve("fresh.db"), clock)) {
      SlackLinkMonitor first =
          new SlackLinkMonitor(
              source, fresh.links(), profiles, false, mock(MessageRenderer.class), () -> {});
      when(source.recentPeople())
          .thenReturn(new People(List.of()))
          .thenReturn(new People(List.of(ANN, BOB)));

      first.round();
      first.round();

      assertThat(fresh.messages().due(clock.instant())).isEmpty();
    }
  }

  private void round(Person... people) throws Exception {
    when(source.recentPeople()).thenReturn(new People(List.of(people)));
    watch.round();
  }

  private List<String> told() {
    return store.messages().due(clock.instant()).stream()
        .map(pending -> pending.owed().message().text())
        .toList();
  }
}
