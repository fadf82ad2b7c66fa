package dev.hoop.slackbot.sync;

import static dev.hoop.slackbot.review.SampleReviews.ANN;
import static dev.hoop.slackbot.review.SampleReviews.ASKED;
import static dev.hoop.slackbot.review.SampleReviews.BOB;
import static dev.hoop.slackbot.review.SampleReviews.jit;
import static dev.hoop.slackbot.review.SampleReviews.onetime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.outbox.MessageOutbox.Pending;
import dev.hoop.slackbot.outbox.MessageRenderer;
import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Script;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a round of polling tells what, with a real store between two rounds. */
final class PendingReviewPollerTest {

  private static final Session APPROVED =
      onetime("dba")
          .decided("dba", ReviewStatus.APPROVED, ANN)
          .status(ReviewStatus.APPROVED)
          .build();

  private static final RereadBackoff SPACING =
      new RereadBackoff(Duration.ofSeconds(2), Duration.ofSeconds(60));

  private static final ChannelId ALL = new ChannelId("C0ALL");

  @TempDir private Path folder;

  private final MutableClock clock = new MutableClock();
  private final ReviewSource source = mock(ReviewSource.class);
  private Store store;
  private Reconciler reconciler;
  private PendingReviewPoller poller;

  @BeforeEach
  void open() throws GatewayUnavailableException {
    store = Store.open("jdbc:sqlite:" + folder.resolve("bot.db"), clock);
    MessageRenderer renderer = mock(MessageRenderer.class);
    when(renderer.notice(any(), any(), any())).thenReturn(new SlackMessage("words", "[]"));
    when(renderer.card(any(), any(), any()))
        .thenAnswer(
            call -> new SlackMessage(call.getArgument(0) + " " + call.getArgument(1), "[]"));
    when(source.recentPeople()).thenReturn(new People(List.of(ANN, BOB)));
    when(source.fetchRoutes()).thenReturn(new Routes(Map.of()));
    reconciler =
        new Reconciler(
            source,
            mock(CredentialCoverage.class),
            store.reviews(),
            renderer,
            new Routing(true, ALL),
            SPACING,
            clock,
            () -> {});
    poller =
        new PendingReviewPoller(
            source,
            store.reviews(),
            (review, work) -> work.run(),
            reconciler,
            SPACING,
            clock,
            clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aReviewThatIsRejectedBetweenTheListAndItsFirstReadIsTold()
      throws GatewayUnavailableException {
    Session rejected = onetime("dba").status(ReviewStatus.REJECTED).build();

    round(onetime("dba").build(), rejected);

    assertThat(owed()).containsExactly("notice:" + rejected.review().id() + ":REJECTED");
  }

  @Test
  void aRejectionCastAgainIsTheLastThatIsTold() throws GatewayUnavailableException {
    Session rejected = rejected(ASKED.plusSeconds(10));
    round(onetime("dba").build(), onetime("dba").build());
    List<String> told = new ArrayList<>();

    for (Session now : List.of(rejected, rejected, APPROVED, rejected(ASKED.plusSeconds(99)))) {
      when(source.fetchSession(any())).thenReturn(Optional.of(now));
      when(source.fetchByReview(any())).thenReturn(Optional.of(now));
      var unused = reconciler.refresh(now.review().id());
      owed().stream().map(key -> key.split(":", -1)[2]).forEach(told::add);
      deliverOwed();
      clock.forward(Duration.ofMinutes(1));
    }

    assertThat(told).containsExactly("REJECTED", "APPROVED", "REJECTED");
  }

  private static Session rejected(Instant at) {
    return onetime("dba")
        .group(new ReviewGroup("dba", ReviewStatus.REJECTED, null, at, false))
        .status(ReviewStatus.REJECTED)
        .build();
  }

  @Test
  void anOldApprovalThatAClickBroughtInIsNeverTold() throws GatewayUnavailableException {
    when(source.fetchByReview(any())).thenReturn(Optional.of(APPROVED));
    var unused = reconciler.refresh(APPROVED.review().id());
    clock.forward(Duration.ofMinutes(1));

    round(null, APPROVED);

    assertThat(store.reviews().find(APPROVED.review().id()).orElseThrow().looks())
        .as("looks after the first")
        .isEqualTo(1);
    assertThat(owed()).isEmpty();
  }

  @Test
  void whatWasToldIsNotToldAgainWhenItsNoteIsForgotten() throws GatewayUnavailableException {
    Session open = jit("dba").status(ReviewStatus.APPROVED).build();
    round(jit("dba").build(), jit("dba").build());
    round(null, open);
    assertThat(owed()).hasSize(1);
    deliverOwed();
    clock.forward(Duration.ofDays(100));
    int unused = store.prune(clock.instant());

    round(null, open);

    assertThat(store.reviews().tracked()).as("what is still followed").hasSize(1);
    assertThat(owed()).isEmpty();
  }

  @Test
  void aNewTargetGetsTheWaitingCardsAndAnUnpostedOneIsLeft() throws GatewayUnavailableException {
    Session waiting = onetime("dba").build();
    String connection = waiting.connection().name();
    ChannelId first = new ChannelId("C0FIRST");
    ChannelId second = new ChannelId("C0SECOND");
    when(source.fetchRoutes()).thenReturn(new Routes(Map.of(connection, List.of(first))));
    round(waiting, waiting);
    assertThat(due()).containsExactlyInAnyOrder(first, ALL);

    when(source.fetchRoutes()).thenReturn(new Routes(Map.of(connection, List.of(second))));
    clock.forward(Duration.ofMinutes(1));
    round(waiting, waiting);

    assertThat(due()).containsExactlyInAnyOrder(second, ALL);
    verify(source, times(1)).fetchSession(any());
  }

  @Test
  void aCardThatStandsInAChannelThatIsNoTargetAnyMoreIsKeptTrue()
      throws GatewayUnavailableException {
    Session waiting = onetime("dba").build();
    ChannelId own = new ChannelId("C0OWN");
    when(source.fetchRoutes())
        .thenReturn(new Routes(Map.of(waiting.connection().name(), List.of(own))));
    round(waiting, waiting);
    store
        .cards()
        .due(clock.instant())
        .forEach(card -> store.cards().delivered(card, card.channel(), new MessageTs("1.1")));

    when(source.fetchRoutes()).thenReturn(new Routes(Map.of()));
    clock.forward(Duration.ofMinutes(1));
    round(waiting, waiting);
    assertThat(due()).isEmpty();
    round(null, APPROVED);

    assertThat(due()).containsExactlyInAnyOrder(own, ALL);
  }

  @Test
  void theRoutesAreNotAskedForAtEachRound() throws GatewayUnavailableException {
    for (int i = 0; i < 10; i++) {
      round(null, APPROVED);
    }

    verify(source, times(1)).fetchRoutes();
  }

  @Test
  void accessThatAWrongClockEndedIsOpenAgainOnceTheClockIsRight()
      throws GatewayUnavailableException {
    Session open =
        jit("dba")
            .status(ReviewStatus.APPROVED)
            .revokeAt(clock.instant().plus(Duration.ofMinutes(30)))
            .build();
    round(jit("dba").build(), jit("dba").build());
    round(null, open);
    clock.forward(Duration.ofDays(1));
    round(null, open);
    assertThat(stage(open)).isEqualTo("AccessEnded");

    clock.forward(Duration.ofDays(-1));
    round(null, open);

    assertThat(stage(open)).isEqualTo("AccessOpen");
  }

  private String stage(Session session) {
    return store.reviews().find(session.review().id()).orElseThrow().shown();
  }

  @Test
  void aReviewThatCannotBeReadIsReadLessAndLessOften() throws GatewayUnavailableException {
    Session waiting = onetime("dba").build();
    listed(waiting);
    when(source.fetchSession(any())).thenThrow(new GatewayUnavailableException("500", false));

    for (int second = 0; second < 600; second++) {
      poller.round();
      clock.forward(Duration.ofSeconds(1));
    }

    verify(source, atMost(20)).fetchSession(any());
    assertThat(due()).containsExactly(ALL);
  }

  @Test
  void aReviewThatCannotBeReadForAMomentIsAnnouncedWithItsScript()
      throws GatewayUnavailableException {
    Session waiting = onetime("dba").build();
    listed(waiting);
    when(source.fetchSession(any()))
        .thenThrow(new GatewayUnavailableException("500", false))
        .thenReturn(Optional.of(waiting));

    poller.round();
    assertThat(due()).isEmpty();
    clock.forward(Duration.ofSeconds(2));
    poller.round();

    Session shown = store.reviews().find(waiting.review().id()).orElseThrow().snapshot().session();
    assertThat(shown).isEqualTo(waiting);
  }

  @Test
  void aForceGroupThatGetsAMemberIsOffered() throws GatewayUnavailableException {
    Session waiting = onetime("dba").force("duty").build();
    round(waiting, waiting);
    assertThat(snapshot(waiting).vacantGroups()).containsExactly("duty");
    when(source.recentPeople())
        .thenReturn(new People(List.of(ANN, BOB, SampleReviews.person("Dot", "U0DOT", "duty"))));

    clock.forward(Duration.ofMinutes(1));
    round(waiting, waiting);

    assertThat(snapshot(waiting).vacantGroups()).isEmpty();
  }

  private ReviewSnapshot snapshot(Session session) {
    return store.reviews().find(session.review().id()).orElseThrow().snapshot();
  }

  @Test
  void aPostThatMayHaveArrivedIsNotRepeatedInAnOldChannel() throws GatewayUnavailableException {
    Session waiting = onetime("dba").build();
    ChannelId old = new ChannelId("C0OLD");
    when(source.fetchRoutes())
        .thenReturn(new Routes(Map.of(waiting.connection().name(), List.of(old))));
    round(waiting, waiting);
    store
        .cards()
        .due(clock.instant())
        .forEach(card -> store.cards().postponed(card, clock.instant(), 1));

    when(source.fetchRoutes()).thenReturn(new Routes(Map.of()));
    clock.forward(Duration.ofMinutes(1));
    round(waiting, waiting);

    assertThat(due()).containsExactly(ALL);
  }

  /** One approval was enough when its connection was read, and two are needed since. */
  @Test
  void aReviewIsNotCalledStuckByTheListAlone() throws GatewayUnavailableException {
    Session before = onetime("dba", "sre").needed(1).build();
    round(before, before);
    when(source.fetchSession(any())).thenThrow(new GatewayUnavailableException("500", false));
    listed(onetime("dba", "sre").decided("dba", ReviewStatus.APPROVED, ANN).build());

    for (int second = 0; second < 60; second++) {
      poller.round();
      clock.forward(Duration.ofSeconds(1));
    }

    assertThat(stage(before)).isEqualTo("Open");
  }

  @Test
  void aFollowedReviewIsReadThoughTheListFails() throws GatewayUnavailableException {
    round(onetime("dba").build(), onetime("dba").build());
    round(null, APPROVED);
    clock.forward(Duration.ofMinutes(1));
    when(source.fetchWaiting()).thenThrow(new GatewayUnavailableException("503", false));
    when(source.fetchSession(any()))
        .thenReturn(Optional.of(onetime("dba").status(ReviewStatus.PROCESSING).build()));

    assertThatThrownBy(poller::round).isInstanceOf(GatewayUnavailableException.class);

    assertThat(stage(APPROVED)).isEqualTo("Running");
  }

  @Test
  void aReviewWhosePageFailsNowAndThenIsAnnounced() throws GatewayUnavailableException {
    Session waiting = onetime("dba").build();
    when(source.fetchSession(any())).thenThrow(new GatewayUnavailableException("500", false));
    PendingList without = new PendingList(List.of(), clock.instant(), "page 2: 503");
    PendingList with = PendingList.complete(List.of(new PendingReview(unread(waiting))));

    for (int second = 0; second < 60; second++) {
      when(source.fetchWaiting()).thenReturn(second % 2 == 0 ? with : without);
      poller.round();
      clock.forward(Duration.ofSeconds(1));
    }

    assertThat(due()).containsExactly(ALL);
  }

  @Test
  void aRequesterWhomTheListOfUsersLacksIsToldAllTheSame() throws GatewayUnavailableException {
    round(onetime("dba").build(), onetime("dba").build());
    when(source.recentPeople()).thenReturn(new People(List.of(ANN)));

    round(null, rejected(ASKED.plusSeconds(10)));

    assertThat(owed()).hasSize(1);
  }

  private List<ChannelId> due() {
    return store.cards().due(clock.instant()).stream().map(StaleCard::channel).toList();
  }

  /** What the list shows, and what a single read of the same session does. */
  private void round(@Nullable Session listed, Session read) throws GatewayUnavailableException {
    listed(listed);
    when(source.fetchSession(any())).thenReturn(Optional.of(read));
    poller.round();
  }

  private void listed(@Nullable Session listed) throws GatewayUnavailableException {
    when(source.fetchWaiting())
        .thenReturn(
            PendingList.complete(
                listed == null ? List.of() : List.of(new PendingReview(unread(listed)))));
  }

  /** As the list shows it. */
  private static Session unread(Session session) {
    return new Session(
        session.id(),
        session.requester(),
        session.connection(),
        Script.UNREAD,
        session.status(),
        session.exitCode(),
        session.endedAt(),
        null,
        session.review());
  }

  private void deliverOwed() {
    store
        .messages()
        .due(clock.instant())
        .forEach(
            message ->
                store.messages().delivered(message, new ChannelId("D0ANN"), new MessageTs("1.1")));
  }

  private List<String> owed() {
    return store.messages().due(clock.instant()).stream()
        .map(Pending::owed)
        .map(OutboxMessage::key)
        .toList();
  }
}
