package dev.hoop.slackbot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.gateway.keys.CredentialHealth;
import dev.hoop.slackbot.gateway.keys.FixedKeys;
import dev.hoop.slackbot.gateway.keys.HttpVerdictSubmitter;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.slack.message.BlockKitRenderer;
import dev.hoop.slackbot.slack.message.MessageSettings;
import dev.hoop.slackbot.store.Store;
import dev.hoop.slackbot.sync.KeyedExecutor;
import dev.hoop.slackbot.sync.PendingList;
import dev.hoop.slackbot.sync.PendingReview;
import dev.hoop.slackbot.sync.PendingReviewPoller;
import dev.hoop.slackbot.sync.Reconciler;
import dev.hoop.slackbot.sync.RereadBackoff;
import dev.hoop.slackbot.sync.ReviewStore;
import dev.hoop.slackbot.sync.Routing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of waiting reviews, read by pages while it changes. */
final class PagingTest {

  private static final Duration DISPLAY_AGE = Duration.ofSeconds(5);

  private static final RereadBackoff SPACING =
      new RereadBackoff(Duration.ofSeconds(5), Duration.ofMinutes(1));

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScriptedGateway wire = new ScriptedGateway();
  private final LiveList list = new LiveList(wire);
  private final MutableClock clock = new MutableClock();
  private final GatewayHttp http =
      new GatewayHttp(wire.url(), GatewayHttp.client(threads), date -> {});
  private final HttpGateway gateway =
      new HttpGateway(http, new Secret("hpk_reader"), clock, DISPLAY_AGE);

  @TempDir private Path directory;

  @AfterEach
  void close() {
    wire.close();
    threads.shutdownNow();
  }

  private List<SessionId> fetch() throws GatewayUnavailableException {
    return gateway.fetchWaiting().reviews().stream().map(PendingReview::session).toList();
  }

  private static List<SessionId> sessions(int newest, int oldest) {
    return IntStream.iterate(newest, n -> n >= oldest, n -> n - 1)
        .mapToObj(LiveList::session)
        .toList();
  }

  private static List<String> pages(int... offsets) {
    return IntStream.of(offsets).mapToObj(LiveList::request).toList();
  }

  @Test
  void asksForOnePageWhereThereIsOne() throws Exception {
    list.arrive(1, 100);

    assertThat(fetch()).isEqualTo(sessions(100, 1));
    assertThat(wire.asked()).isEqualTo(pages(0));
  }

  @Test
  void followsEveryPage() throws Exception {
    list.arrive(1, 201);

    assertThat(fetch()).isEqualTo(sessions(201, 1));
    assertThat(wire.asked()).isEqualTo(pages(0, 100, 200));
  }

  @Test
  void hasNothingWhereNothingWaits() throws Exception {
    assertThat(fetch()).isEmpty();
  }

  @Test
  void showsWhatAnArrivalPushesOntoTheNextPageOnce() throws Exception {
    list.arrive(1, 150).after(0, () -> list.arrive(151, 160));

    List<SessionId> found = fetch();

    assertThat(found).doesNotHaveDuplicates().isEqualTo(sessions(150, 1));
    assertThat(fetch()).isEqualTo(sessions(160, 1));
  }

  @Test
  void missesForOneReadingWhatSlipsToAPageThatWasRead() throws Exception {
    list.arrive(1, 150).after(0, () -> list.approve(150));

    assertThat(fetch())
        .as("50 was the first of page 2, and became the last of page 1")
        .hasSize(149)
        .doesNotContain(LiveList.session(50));
    assertThat(fetch()).isEqualTo(sessions(149, 1));
  }

  @Test
  void aKnownReviewThatSlippedThroughIsReadSinglyAndWaitsOn() throws Exception {
    list.arrive(1, 150);
    try (Store store = open()) {
      PendingReviewPoller poller = poller(store.reviews(), 50, 150);
      poller.round();
      list.after(0, () -> list.approve(150));
      int before = wire.requests().size();

      poller.round();
      List<String> second = wire.asked().stream().skip(before).toList();
      poller.round();

      assertThat(second)
          .as("50 is in neither page, and 150 in the first one still")
          .containsExactly(
              LiveList.request(0), LiveList.request(100), "GET /sessions/" + LiveList.session(50));
      assertThat(shown(store, 50)).isEqualTo("Open");
      assertThat(shown(store, 150)).isEqualTo("Ready");
    }
  }

  @Test
  void aNewReviewThatSlippedThroughIsAnnouncedInTheNextRound() throws Exception {
    list.arrive(1, 150).after(0, () -> list.approve(150));
    try (Store store = open()) {
      PendingReviewPoller poller = poller(store.reviews(), 50);
      poller.round();
      boolean missed = store.reviews().find(LiveList.review(50)).isEmpty();

      poller.round();

      assertThat(missed).as("50 slipped through").isTrue();
      assertThat(shown(store, 50)).isEqualTo("Open");
    }
  }

  @Test
  void aReviewInThePartOfTheListThatCouldNotBeReadWaitsOn() throws Exception {
    list.arrive(1, 150);
    try (Store store = open()) {
      PendingReviewPoller poller = poller(store.reviews(), 50);
      poller.round();
      list.breakPage(100);
      int before = wire.requests().size();

      poller.round();

      assertThat(wire.asked().stream().skip(before)).containsExactlyElementsOf(pages(0, 100, 200));
      assertThat(poller.unread()).hasValueSatisfying(why -> assertThat(why).contains("503"));
      assertThat(shown(store, 50)).isEqualTo("Open");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 200})
  void onePageThatFailsLeavesTheOthersOfUse(int offset) throws Exception {
    list.arrive(1, 250).breakPage(offset);

    PendingList found = gateway.fetchWaiting();

    List<SessionId> failing = sessions(250, 1).stream().skip(offset).limit(100).toList();
    assertThat(found.reviews())
        .extracting(PendingReview::session)
        .containsExactlyElementsOf(
            sessions(250, 1).stream().filter(one -> !failing.contains(one)).toList());
    assertThat(found.unread()).contains("503");
  }

  @Test
  void twoPagesThatFailInARowEndTheReading() throws Exception {
    list.arrive(1, 450);
    list.breakPage(100);
    list.breakPage(200);

    assertThat(gateway.fetchWaiting().reviews()).hasSize(100);
    assertThat(wire.asked()).isEqualTo(pages(0, 100, 200));
  }

  @Test
  void whatIsNewerThanTheFirstGapAndNotListedIsReadSingly() throws Exception {
    list.arrive(1, 250);
    try (Store store = open()) {
      PendingReviewPoller poller = poller(store.reviews(), 200, 60, 10);
      poller.round();
      list.breakPage(100);
      list.approve(200);
      list.approve(60);
      list.approve(10);

      poller.round();

      assertThat(shown(store, 200)).as("listed on the first page until now").isEqualTo("Ready");
      assertThat(shown(store, 60)).as("on the page that failed").isEqualTo("Open");
      assertThat(shown(store, 10)).as("on the page after it").isEqualTo("Open");
    }
  }

  @Test
  void neverSkipsMoreThanTheGatewayAllows() throws Exception {
    list.arrive(1, 10_250);

    List<SessionId> found = fetch();

    assertThat(found).isEqualTo(sessions(10_250, 151));
    assertThat(wire.asked()).hasSize(101).endsWith(LiveList.request(10_000));
  }

  @Test
  void whatLiesBeyondTheEndOfTheListIsNeitherGoneNorReadSingly() throws Exception {
    list.arrive(1, 120);
    try (Store store = open()) {
      PendingReviewPoller poller = poller(store.reviews(), 1, 2, 10_150);
      poller.round();
      list.arrive(121, 10_250);
      poller.round();
      int before = wire.requests().size();
      list.approve(10_150);

      poller.round();
      poller.round();

      assertThat(wire.asked().stream().skip(before))
          .filteredOn(asked -> asked.startsWith("GET /sessions/"))
          .containsExactly("GET /sessions/" + LiveList.session(10_150));
      assertThat(poller.unread())
          .hasValueSatisfying(why -> assertThat(why).contains("more than 10100 reviews wait"));
      assertThat(shown(store, 1)).isEqualTo("Open");
      IntStream.range(1, 200).forEach(list::approve);
      poller.round();
      assertThat(poller.unread()).isEmpty();
      assertThat(shown(store, 1)).isEqualTo("Ready");
    }
  }

  private Store open() {
    return Store.open("jdbc:sqlite:" + directory.resolve("bot.db"), clock);
  }

  private static String shown(Store store, int number) {
    ReviewId review = LiveList.review(number);
    return store.reviews().find(review).orElseThrow().shown();
  }

  /** Follows these; the lanes of the others never come to their turn. */
  private PendingReviewPoller poller(ReviewStore reviews, Integer... followed) {
    Set<ReviewId> served =
        Stream.of(followed).map(LiveList::review).collect(Collectors.toUnmodifiableSet());
    KeyedExecutor keyedExecutor =
        (review, work) -> {
          if (served.contains(review)) {
            work.run();
          }
        };
    wire.on("GET /users", 200, "[{\"id\":\"bob\",\"email\":\"bob@acme.io\",\"status\":\"active\"}]")
        .on("GET /plugins", 200, "[]")
        .on("GET /connections/pg", 404, "{\"message\":\"not found\"}");
    Reconciler reconciler =
        new Reconciler(
            gateway,
            new HttpVerdictSubmitter(http, new FixedKeys(Map.of()), new CredentialHealth()),
            reviews,
            new BlockKitRenderer(new MessageSettings(URI.create("https://hoop.acme.io"), true)),
            new Routing(true, new ChannelId("C0REVIEWS")),
            SPACING,
            clock,
            () -> {});
    return new PendingReviewPoller(
        gateway, reviews, keyedExecutor, reconciler, SPACING, clock, clock);
  }
}
