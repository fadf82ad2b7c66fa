package dev.hoop.slackbot.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.sync.PendingReview;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpGatewayTest {

  private static final Duration DISPLAY_AGE = Duration.ofSeconds(5);

  private static final String LIST = LiveList.request(0);
  private static final SessionId SESSION = new SessionId("c6fa773a-ce46-49c8-bebe-d01a1ae33129");
  private static final String ONE = "GET /sessions/" + SESSION;
  private static final ReviewId REVIEW = new ReviewId("ff97b16b-eb5d-4382-a3e0-948fc52d8b80");
  private static final String CONNECTION = "GET /connections/pgdemo";
  private static final String NOT_FOUND = "{\"message\":\"not found\"}";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScriptedGateway wire = new ScriptedGateway();
  private final MutableClock clock = new MutableClock();
  private final HttpGateway gateway =
      gateway(new GatewayHttp(wire.url(), GatewayHttp.client(threads), date -> {}));

  @AfterEach
  void close() {
    wire.close();
    threads.shutdownNow();
  }

  private HttpGateway gateway(GatewayHttp http) {
    return new HttpGateway(http, new Secret("hpk_reader"), clock, DISPLAY_AGE);
  }

  private static GatewayUnavailableException failure(ThrowingCallable call) {
    return catchThrowableOfType(GatewayUnavailableException.class, call);
  }

  private static Session found(Optional<Session> lookup) {
    return lookup.orElseThrow(
        () -> new AssertionError("the review was taken for one that is gone"));
  }

  private Review review() throws GatewayUnavailableException {
    return found(gateway.fetchSession(SESSION)).review();
  }

  @Test
  void asksForTheWaitingOnesAHundredAtATimeAndUncounted() throws Exception {
    wire.onRecorded(LIST, "sessions-pending");

    List<PendingReview> waiting = gateway.fetchWaiting().reviews();

    assertThat(waiting)
        .extracting(PendingReview::session)
        .contains(SESSION)
        .doesNotHaveDuplicates();
    assertThat(wire.asked())
        .containsExactly("GET /sessions?review.status=PENDING&limit=100&count=none&offset=0");
  }

  @Test
  void leavesOutWhatAGatewayThatIgnoresTheFilterLists() throws Exception {
    String sessions =
        String.join(
            ",",
            "{'id':'1','review':null}",
            "{'id':'2','review':{'id':'b','status':'APPROVED'}}",
            "{'id':'3','review':{'id':'c','status':'PENDING'}}",
            "{'id':'4','review':{'id':'d','status':'EXECUTED'}}",
            "{'id':'5','review':{'id':'e','status':'SOMETHING_NEW'}}");
    wire.on(LIST, 200, page(sessions, true))
        .on(LiveList.request(100), 200, page("{'id':'6'}", true))
        .on(
            LiveList.request(200),
            200,
            page("{'id':'7','review':{'id':'g','status':'pending'}}", false));

    assertThat(gateway.fetchWaiting().reviews())
        .extracting(waiting -> waiting.session().value())
        .containsExactly("3", "7");
  }

  private static String page(String sessions, boolean more) {
    String json = "{'data':[" + sessions + "],'total':null,'has_next_page':" + more + "}";
    return json.replace('\'', '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":null,\"total\":null,\"has_next_page\":true}",
        "{\"data\":[],\"has_next_page\":true}",
        "{\"data\":null,\"has_next_page\":null}",
        "{}"
      })
  void endsAtAPageOfNothing(String body) throws Exception {
    wire.on(LIST, 200, body);

    assertThat(gateway.fetchWaiting().reviews()).isEmpty();
    assertThat(wire.requests()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | text/html        | <html>        | true  | HOOP_API_URL: this address answers with a web page",
        "401 | application/json | {\"message\":\"access denied\"} | true  | HOOP_API_KEY: the gateway does not accept this key",
        "403 | application/json | {\"message\":\"access denied\"} | true  | HOOP_API_KEY: this key may not read",
        "401 | application/json | {}            | false | the gateway answers 401",
        "403 | application/json | {}            | false | the gateway answers 403",
        "404 | application/json | {}            | false | the gateway answers 404",
        "404 | text/plain       | 404           | true  | HOOP_API_URL: the gateway's API is not at this address",
        "422 | application/json | {}            | false | the gateway answers 422",
        "503 | text/html        | <html>        | false | the gateway answers 503",
        "200 | application/json | {\"data\":[{  | false | does not finish its answer"
      })
  void saysOfAListItCannotReadWhatToDo(
      int status, String type, String body, boolean refused, String says) {
    wire.on(LIST, status, type, body);

    GatewayUnavailableException failure = failure(gateway::fetchWaiting);

    assertThat(failure).hasMessageContaining(says).hasMessageNotContaining("hpk_reader");
    assertThat(failure.refused()).isEqualTo(refused);
  }

  @Test
  void waitsForAnAnswerOnceAndNotTwice() {
    HttpGateway impatient =
        gateway(
            new GatewayHttp(
                wire.url(), GatewayHttp.client(threads), Duration.ofMillis(200), date -> {}));
    wire.on(LIST, wire.stall());

    GatewayUnavailableException failure = failure(impatient::fetchWaiting);

    assertThat(failure).hasMessageContaining("HttpTimeoutException");
    assertThat(failure.refused()).isFalse();
    assertThat(wire.requests()).hasSize(1);
  }

  @Test
  void takesASessionTheGatewayDoesNotHaveForGone() throws Exception {
    wire.on(ONE, 404, NOT_FOUND);

    assertThat(gateway.fetchSession(SESSION)).isEqualTo(Optional.empty());
  }

  @Test
  void takesASessionWithoutAReviewForGone() throws Exception {
    wire.on(ONE, 200, "{\"id\":\"" + SESSION + "\",\"review\":null}");

    assertThat(gateway.fetchSession(SESSION)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "404, text/plain, 404 page not found",
    "404, text/html, <html>",
    "200, text/html, <html>",
    "200, application/json, null",
    "200, application/json, ''",
    "401, application/json, {}",
    "403, application/json, {}",
    "500, application/json, {}",
    "502, text/html, <html>"
  })
  void takesNoOtherAnswerForGone(int status, String type, String body) {
    wire.on(ONE, status, type, body);

    assertThat(failure(() -> gateway.fetchSession(SESSION))).isNotNull();
    assertThat(failure(() -> gateway.fetchScript(SESSION))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "../users", "c6fa773a-ce46-49c8-bebe-d01a1ae33129/x", "0"})
  void asksNothingForAnIdThatTheGatewayWouldFailOn(String id) throws Exception {
    assertThat(gateway.fetchSession(new SessionId(id))).isEqualTo(Optional.empty());
    assertThat(gateway.fetchByReview(new ReviewId(id))).isEqualTo(Optional.empty());
    assertThat(gateway.fetchScript(new SessionId(id))).isEmpty();
    assertThat(wire.requests()).isEmpty();
  }

  @Test
  void findsTheSessionOfAReview() throws Exception {
    wire.onRecorded("GET /reviews/" + REVIEW, "review-by-session")
        .onRecorded(ONE, "session-onetime")
        .on(CONNECTION, 200, "{\"name\":\"pgdemo\"}");

    Session session = found(gateway.fetchByReview(REVIEW));

    assertThat(session.id()).isEqualTo(SESSION);
    assertThat(session.review().id()).isEqualTo(REVIEW);
    assertThat(wire.asked()).containsExactly("GET /reviews/" + REVIEW, ONE, CONNECTION);
  }

  @Test
  void takesAReviewThatTheGatewayDoesNotKnowForGone() throws Exception {
    wire.on("GET /reviews/" + REVIEW, 404, "{\"message\":\"resource not found\"}");

    assertThat(gateway.fetchByReview(REVIEW)).isEmpty();
  }

  @Test
  void takesAReviewThatLeadsToNoSessionForGone() throws Exception {
    wire.on("GET /reviews/" + REVIEW, 200, "{\"id\":\"" + REVIEW + "\",\"session\":null}");

    assertThat(gateway.fetchByReview(REVIEW)).isEmpty();
  }

  /** As a proxy says that the gateway is down for maintenance. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"maintenance\"}",
        "{}",
        "{\"id\":\"00000000-0000-4000-8000-000000000000\"}"
      })
  void takesNoAnswerAboutSomethingElseForTheGateways(String body) {
    wire.on("GET /reviews/" + REVIEW, 200, body).on(ONE, 200, body).on(CONNECTION, 200, "{}");

    assertThat(failure(() -> gateway.fetchByReview(REVIEW))).isNotNull();
    assertThat(failure(() -> gateway.fetchSession(SESSION))).isNotNull();
    assertThat(failure(() -> gateway.fetchForDecision(SESSION, "pgdemo"))).isNotNull();
    assertThat(failure(() -> gateway.fetchScript(SESSION))).isNotNull();
  }

  @Test
  void takesNoAnswerAboutSomethingElseForAConnections() {
    wire.onRecorded(ONE, "session-onetime").on(CONNECTION, 200, "{\"status\":\"maintenance\"}");

    assertThat(failure(() -> gateway.fetchForDecision(SESSION, "pgdemo"))).isNotNull();
  }

  /** With a clock by which everything takes a second. */
  @Test
  void readsTheSessionLastWhereItsConnectionTookLong() throws Exception {
    MutableClock time = new MutableClock();
    Clock slow = mock(Clock.class);
    when(slow.instant())
        .thenAnswer(
            call -> {
              time.forward(Duration.ofSeconds(1));
              return time.instant();
            });
    String pending =
        "{\"id\":\""
            + SESSION
            + "\",\"connection\":\"pgdemo\",\"review\":{\"id\":\"r\",\"status\":\"PENDING\"}}";
    wire.on(ONE, 200, pending)
        .on(ONE, 200, pending.replace("PENDING", "APPROVED"))
        .on(CONNECTION, 200, "{\"name\":\"pgdemo\"}");

    Session session =
        new HttpGateway(
                new GatewayHttp(wire.url(), GatewayHttp.client(threads), date -> {}),
                new Secret("hpk_reader"),
                slow,
                DISPLAY_AGE)
            .fetchForDecision(SESSION, "pgdemo")
            .orElseThrow();

    assertThat(session.review().status()).isEqualTo(ReviewStatus.APPROVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not found", "no such upstream", ""})
  void takesNoOtherWordForAReviewThatIsGone(String words) {
    wire.on("GET /reviews/" + REVIEW, 404, "{\"message\":\"" + words + "\"}");

    assertThatThrownBy(() -> gateway.fetchByReview(REVIEW))
        .isInstanceOf(GatewayUnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resource not found", "no such upstream", ""})
  void takesNoOtherWordForASessionThatIsGone(String words) {
    wire.on(ONE, 404, "{\"message\":\"" + words + "\"}");

    assertThatThrownBy(() -> gateway.fetchSession(SESSION))
        .isInstanceOf(GatewayUnavailableException.class);
  }

  @Test
  void fetchesTheWholeScript() throws Exception {
    wire.onRecorded(ONE, "session-onetime");

    assertThat(gateway.fetchScript(SESSION))
        .isEqualTo("UPDATE accounts SET active = false WHERE id = 42;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"script\":null", ",\"script\":{}"})
  void hasAnEmptyScriptWhereThereIsNone(String script) throws Exception {
    wire.on(ONE, 200, "{\"id\":\"" + SESSION + "\"" + script + "}");

    assertThat(gateway.fetchScript(SESSION)).isEmpty();
  }

  @Test
  void asksAConnectionOnceAMinute() throws Exception {
    wire.onRecorded(ONE, "session-onetime")
        .on(
            CONNECTION,
            200,
            "{\"name\":\"pgdemo\",\"min_review_approvals\":1,\"force_approve_groups\":[\"oncall\"]}")
        .on(
            CONNECTION,
            200,
            "{\"name\":\"pgdemo\",\"min_review_approvals\":2,\"force_approve_groups\":null}");

    Review first = review();
    clock.forward(Duration.ofSeconds(59));
    Review second = review();
    clock.forward(Duration.ofSeconds(1));
    Review third = review();

    assertThat(first.approvalsNeeded()).isEqualTo(1);
    assertThat(first.forceApprovalGroups()).containsExactly("oncall");
    assertThat(second.approvalsNeeded()).as("59 seconds old").isEqualTo(1);
    assertThat(third.approvalsNeeded()).as("a minute old").isEqualTo(2);
    assertThat(third.forceApprovalGroups()).isEmpty();
    assertThat(wire.asked().stream().filter(CONNECTION::equals)).hasSize(2);
  }

  @Test
  void takesNoReviewForStuckByWhatItsConnectionSaidBefore() throws Exception {
    wire.onRecorded(ONE, "session-onetime")
        .on(ONE, 200, oneOfTwoApproved())
        .on(CONNECTION, 200, "{\"name\":\"pgdemo\",\"min_review_approvals\":1}")
        .on(CONNECTION, 200, "{\"name\":\"pgdemo\",\"min_review_approvals\":2}");
    Review before = review();

    Review after = review();

    assertThat(before.approvalsNeeded()).isEqualTo(1);
    assertThat(after.stuck()).isFalse();
    assertThat(after.approvalsNeeded()).isEqualTo(2);
    assertThat(review().approvalsNeeded()).as("kept from now on").isEqualTo(2);
    assertThat(wire.asked().stream().filter(CONNECTION::equals)).hasSize(2);
  }

  @Test
  void readsSessionAndConnectionAfreshAndAtOnceForADecision() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    wire.onRecorded(ONE, "session-onetime")
        .on(ONE, afterBoth(both, oneOfTwoApproved()))
        .on(CONNECTION, 200, "{\"name\":\"pgdemo\",\"min_review_approvals\":1}")
        .on(CONNECTION, afterBoth(both, "{\"name\":\"pgdemo\",\"min_review_approvals\":2}"));
    Review shown = review();

    Review decided = found(gateway.fetchForDecision(SESSION, "pgdemo")).review();

    assertThat(shown.approvalsNeeded()).isEqualTo(1);
    assertThat(decided.approvals()).isEqualTo(1);
    assertThat(decided.approvalsNeeded()).isEqualTo(2);
    assertThat(review().approvalsNeeded()).as("kept for what is shown").isEqualTo(2);
    assertThat(wire.asked().stream().filter(CONNECTION::equals)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "another"})
  void readsTheRightConnectionForADecisionWhereItWasNotKnown(String believed) throws Exception {
    wire.onRecorded(ONE, "session-onetime")
        .on("GET /connections/another", 200, "{\"name\":\"pgdemo\",\"min_review_approvals\":2}")
        .on(CONNECTION, 200, "{\"name\":\"pgdemo\",\"min_review_approvals\":1}");

    Review review = found(gateway.fetchForDecision(SESSION, believed)).review();

    assertThat(review.approvalsNeeded()).isEqualTo(1);
  }

  @Test
  void decidesNothingByTermsThatCannotBeRead() {
    wire.onRecorded(ONE, "session-onetime").on(CONNECTION, 503, "{}");

    assertThat(failure(() -> gateway.fetchForDecision(SESSION, "pgdemo"))).isNotNull();
  }

  @Test
  void leavesASessionThatIsGoneGoneForADecision() throws Exception {
    wire.on(ONE, 404, NOT_FOUND).on(CONNECTION, 200, "{\"name\":\"pgdemo\"}");

    assertThat(gateway.fetchForDecision(SESSION, "pgdemo")).isEqualTo(Optional.empty());
  }

  @Test
  void keepsNoTextOfWhatAConnectionHoldsBesideItsTerms() throws Exception {
    GatewayHttp http = new GatewayHttp(wire.url(), GatewayHttp.client(threads), date -> {});
    String body =
        "{\"name\":\"pgdemo\",\"secret\":{\"envvar:PASS\":\"aHVudGVyMg==\",\"min_review_approvals\":7},"
            + "\"min_review_approvals\":2,\"x\":[[\"y\"]],\"force_approve_groups\":[\"oncall\"]}";
    wire.on(CONNECTION, 200, body);

    GatewayResponse answer = http.get("/connections/pgdemo", new Secret("hpk_reader"));

    assertThat(answer.read(Wire.ConnectionWire.class))
        .isEqualTo(new Wire.ConnectionWire("pgdemo", 2, List.of("oncall")));
    assertThat(GatewayResponse.class.getDeclaredFields())
        .filteredOn(field -> field.getType() == String.class)
        .extracting(Field::getName)
        .as("no text of the whole body")
        .containsExactly("contentType");
  }

  @Test
  void waitsForTheEndOfWhatAConnectionSaysOnceAndNotForEver() {
    HttpGateway impatient =
        gateway(
            new GatewayHttp(
                wire.url(), GatewayHttp.client(threads), Duration.ofMillis(200), date -> {}));
    wire.onRecorded(ONE, "session-onetime").on(CONNECTION, wire.stall());

    assertThat(failure(() -> impatient.fetchSession(SESSION)))
        .hasMessageContaining("HttpTimeoutException");
    assertThat(wire.asked()).containsExactly(ONE, CONNECTION);
  }

  @Test
  void whatIsKeptGrowsOldThoughTheTimeOfDayIsSetBack() throws Exception {
    MutableClock wall = new MutableClock();
    GatewayClock theirs = new GatewayClock(wall);
    HttpGateway real =
        gateway(new GatewayHttp(wire.url(), GatewayHttp.client(threads), theirs::saw));
    wire.on("GET /plugins", 200, "[]");
    real.fetchRoutes();

    wall.forward(Duration.ofHours(-1));
    clock.forward(Duration.ofSeconds(6));
    real.fetchRoutes();

    assertThat(wire.requests()).hasSize(2);
  }

  @Test
  void hasTheClockOfTheGatewaysAnswers() throws Exception {
    MutableClock wall = new MutableClock();
    GatewayClock theirs = new GatewayClock(wall);
    HttpGateway real =
        gateway(new GatewayHttp(wire.url(), GatewayHttp.client(threads), theirs::saw));
    wire.on("GET /plugins", 200, "[]");

    real.fetchRoutes();

    assertThat(theirs.instant())
        .isCloseTo(Clock.systemUTC().instant(), within(5, ChronoUnit.SECONDS));
  }

  private static ScriptedGateway.Act afterBoth(CountDownLatch both, String body) {
    return exchange -> {
      both.countDown();
      try {
        if (!both.await(10, TimeUnit.SECONDS)) {
          throw new IOException("the other read did not come");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      ScriptedGateway.answer(200, ScriptedGateway.JSON, body).on(exchange);
    };
  }

  private static String oneOfTwoApproved() {
    ObjectNode session = ScriptedGateway.recording("session-onetime").get("body").deepCopy();
    ((ObjectNode) session.path("review").path("review_groups_data").get(0))
        .put("status", "APPROVED");
    return session.toString();
  }

  @Test
  void asksNoConnectionWhereARuleDecides() throws Exception {
    SessionId ruled = new SessionId("ea8ff36c-9d46-451e-9e0c-661004e41fed");
    wire.onRecorded("GET /sessions/" + ruled, "session-rule-pending");

    assertThat(found(gateway.fetchSession(ruled)).review().ruleName()).isEqualTo("prod");
    assertThat(wire.requests()).hasSize(1);
  }

  @Test
  void asksTheConnectionForTheForceGroupsThatARuleDoesNotName() throws Exception {
    String review = "{\"id\":\"r\",\"access_request_rule_name\":\"prod\"}";
    wire.on(
            ONE,
            200,
            "{\"id\":\"" + SESSION + "\",\"connection\":\"pgdemo\",\"review\":" + review + "}")
        .on(CONNECTION, 200, "{\"name\":\"pgdemo\",\"force_approve_groups\":[\"oncall\"]}");

    assertThat(review().forceApprovalGroups()).containsExactly("oncall");
  }

  @Test
  void countsEveryGroupWhereTheConnectionIsGone() throws Exception {
    wire.onRecorded(ONE, "session-onetime").on(CONNECTION, 404, NOT_FOUND);

    assertThat(review().approvalsNeeded()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"429, slow down", "422, no", "400, no", "503, away", "401, no", "200, ''"})
  void takesNoErrorForWhatAConnectionSays(int status, String message) throws Exception {
    String body = message.isEmpty() ? "" : "{\"message\":\"" + message + "\"}";
    wire.onRecorded(ONE, "session-onetime")
        .on(CONNECTION, status, body)
        .on(CONNECTION, 200, "{\"name\":\"pgdemo\",\"min_review_approvals\":1}");

    assertThat(failure(this::review)).as("a review by terms nobody has read").isNotNull();
    assertThat(review().approvalsNeeded()).as("read afresh the next time").isEqualTo(1);
  }

  @Test
  void namesAConnectionByAnyText() throws Exception {
    String body =
        "{\"id\":\"" + SESSION + "\",\"connection\":\"a b+ü?/x\",\"review\":{\"id\":\"r\"}}";
    wire.on(ONE, 200, body)
        .on("GET /connections/a%20b%2B%C3%BC%3F%2Fx", 200, "{\"name\":\"a b+ü?/x\"}");

    review();

    assertThat(wire.asked()).containsExactly(ONE, "GET /connections/a%20b%2B%C3%BC%3F%2Fx");
  }

  @Test
  void readsRoutesFromTheListThatKeepsTokensBack() throws Exception {
    String plugins =
        "[{'name':'review','connections':[{'name':'pg','config':['dba']}]},{'name':'audit'},"
            + "{'name':'slack','config':{'envvars':{'SLACK_BOT_TOKEN':'REDACTED'}},'connections':["
            + "{'name':'pg','config':['C0A','',' ','C0B']},{'name':'bash','config':null}]}]";
    wire.on("GET /plugins", 200, plugins.replace('\'', '"'));

    assertThat(gateway.fetchRoutes().channels())
        .isEqualTo(
            Map.of("pg", List.of(new ChannelId("C0A"), new ChannelId("C0B")), "bash", List.of()));
    assertThat(wire.asked()).containsExactly("GET /plugins");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "[{}]",
        "[{\"name\":\"slack\"}]",
        "[{\"name\":\"slack\",\"connections\":null}]"
      })
  void hasNoRoutesWhereThePluginHasNone(String body) throws Exception {
    wire.on("GET /plugins", 200, body);

    assertThat(gateway.fetchRoutes().channels()).isEmpty();
  }

  @Test
  void keepsRoutesForAFewSeconds() throws Exception {
    wire.on("GET /plugins", 200, "[]");

    gateway.fetchRoutes();
    clock.forward(Duration.ofSeconds(4));
    gateway.fetchRoutes();
    clock.forward(Duration.ofSeconds(1));
    gateway.fetchRoutes();

    assertThat(wire.requests()).hasSize(2);
  }

  @Test
  void readsPeopleAfreshWhereSomethingIsDecided() throws Exception {
    wire.onRecorded("GET /users", "users");

    gateway.recentPeople();
    gateway.recentPeople();
    int shown = wire.requests().size();
    gateway.fetchPeople();
    gateway.fetchPeople();

    assertThat(shown).isEqualTo(1);
    assertThat(wire.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]"})
  void nobodyIsDecidedAboutByAnEmptyListOfUsers(String none) {
    wire.on("GET /users", 200, none);

    assertThat(failure(gateway::fetchPeople)).hasMessageContaining("lists no users");
    assertThat(failure(gateway::recentPeople)).hasMessageContaining("lists no users");
  }

  @Test
  void whatIsShownGoesByTheLastListWhereNobodyIsListedNow() throws Exception {
    wire.on("GET /users", 200, "[{\"id\":\"bob\",\"email\":\"bob@acme.io\"}]")
        .on("GET /users", 200, "[]");
    People before = gateway.recentPeople();
    clock.forward(Duration.ofMinutes(1));

    assertThat(gateway.recentPeople()).isEqualTo(before);
    assertThat(wire.requests()).hasSize(2);
  }
}
