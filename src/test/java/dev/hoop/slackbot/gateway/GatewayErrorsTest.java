package dev.hoop.slackbot.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayErrorsTest {

  private static final Duration DISPLAY_AGE = Duration.ofSeconds(5);

  private static final String JSON = ScriptedGateway.JSON;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScriptedGateway wire = new ScriptedGateway();

  @AfterEach
  void close() {
    wire.close();
    threads.shutdownNow();
  }

  private HttpGateway gateway(URI url, String key) {
    return new HttpGateway(
        new GatewayHttp(url, GatewayHttp.client(threads), date -> {}),
        new Secret(key),
        Clock.systemUTC(),
        DISPLAY_AGE);
  }

  private GatewayUnavailableException failure() {
    return failure(gateway(wire.url(), "hpk_reader"));
  }

  private static GatewayUnavailableException failure(HttpGateway gateway) {
    return catchThrowableOfType(GatewayUnavailableException.class, gateway::fetchPeople);
  }

  @ParameterizedTest(name = "{0} {1}: refused {3}, {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "401 | application/json | {'message':'access denied'} | true  | HOOP_API_KEY | Make a new one",
        "403 | application/json | {'message':'access denied'} | true  | HOOP_API_KEY | auditor or the admin group",
        "404 | text/plain       | 404 page not found          | true  | HOOP_API_URL | base address",
        "404 | application/json | {'message':'not found'}     | false | 404          | not found",
        "401 | application/json | {'message':'token expired'} | false | answers 401  | token expired",
        "403 | application/json | {'message':'blocked'}       | false | answers 403  | blocked",
        "401 | text/plain       | access denied               | false | answers 401  | answers 401",
        "301 | text/html        | moved                       | true  | HOOP_API_URL | redirects (301)",
        "307 | text/html        | moved                       | true  | HOOP_API_URL | redirects (307)",
        "200 | text/html        | <html>                      | true  | HOOP_API_URL | web page",
        "200 | text/plain       | hello                       | true  | HOOP_API_URL | web page",
        "500 | application/json | {'message':'no database'}   | false | answers 500  | no database",
        "502 | text/html        | <html>bad gateway           | false | answers 502  | answers 502",
        "503 | text/plain       | away                        | false | answers 503  | answers 503",
        "429 | text/plain       | slow down                   | false | answers 429  | answers 429",
        "422 | application/json | {'message':'bad option'}    | false | answers 422  | bad option",
      })
  void tellsWhatPassesFromWhatMustBeMended(
      int status, String type, String body, boolean refused, String names, String says) {
    wire.on("GET /users", status, type, body.replace('\'', '"'));

    GatewayUnavailableException failure = failure();

    assertThat(failure.refused()).isEqualTo(refused);
    assertThat(failure).hasMessageContaining(names).hasMessageContaining(says);
    assertThat(wire.requests()).hasSize(1);
  }

  /** Each status, the words for it, and what is believed then. */
  static Stream<Arguments> words() {
    return Stream.of(
        words("a session is gone", 404, "not found", missing(GatewayErrors.Thing.SESSION)),
        words("a connection is gone", 404, "not found", missing(GatewayErrors.Thing.CONNECTION)),
        words("a review is gone", 404, "resource not found", missing(GatewayErrors.Thing.REVIEW)),
        words("a key is gone", 404, "resource not found", missing(GatewayErrors.Thing.API_KEY)),
        words("a key is unknown", 401, "access denied", GatewayErrors::saysKeyUnknown),
        words("a legacy key is unknown", 401, "unauthorize", GatewayErrors::saysKeyUnknown),
        words("a role is missing", 403, "access denied", GatewayErrors::saysDenied),
        words(
            "a name is taken",
            409,
            "an api key with this name already exists",
            GatewayErrors::saysNameTaken),
        words(
            "a key is active",
            422,
            "cannot reactivate an active api key",
            GatewayErrors::saysKeyActive),
        words("a review is over", 400, "review is in wrong state", GatewayErrors::refusesVerdict),
        words(
            "it is one's own", 400, "unable to self approve review", GatewayErrors::refusesVerdict),
        words("it is no reviewer", 400, "not eligible for review", GatewayErrors::refusesVerdict),
        words(
            "half a window",
            400,
            "both from and to time must be provided",
            GatewayErrors::refusesVerdict),
        words(
            "a bad start",
            400,
            "invalid start_time format, expected HH:MM in 24-hour format",
            GatewayErrors::refusesVerdict),
        words(
            "a bad end",
            400,
            "invalid end_time format, expected HH:MM in 24-hour format",
            GatewayErrors::refusesVerdict),
        words(
            "a second window",
            500,
            "failed updating review status: time window can only be set once",
            GatewayErrors::refusesVerdict));
  }

  private static Arguments words(
      String name, int status, String words, Predicate<GatewayResponse> believes) {
    return Arguments.of(Named.of(name, status), words, believes);
  }

  private static Predicate<GatewayResponse> missing(GatewayErrors.Thing thing) {
    return response -> GatewayErrors.saysMissing(thing, response);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("words")
  void believesTheGatewaysOwnWordsAlone(
      int status, String words, Predicate<GatewayResponse> believes) {
    assertThat(believes).accepts(answer(status, JSON, words));
    assertThat(believes)
        .rejects(
            answer(status, JSON, "no such upstream"),
            answer(status, JSON, ""),
            answer(status, JSON, "the " + words),
            answer(status, "text/html", words),
            answer(status == 502 ? 503 : 502, JSON, words),
            response(status, JSON, words),
            response(status, JSON, ""));
  }

  private static GatewayResponse answer(int status, String type, String words) {
    return response(status, type, "{\"message\":\"" + words + "\"}");
  }

  private static GatewayResponse response(int status, String type, String body) {
    return new GatewayResponse(status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsTheTwoWordsForWhatIsGoneApart() {
    assertThat(missing(GatewayErrors.Thing.SESSION))
        .rejects(answer(404, JSON, "resource not found"));
    assertThat(missing(GatewayErrors.Thing.REVIEW)).rejects(answer(404, JSON, "not found"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[{\"id\":\"x", "{\"id\":1}", "nonsense"})
  void takesAnAnswerThatItCannotReadForAFailureThatPasses(String body) {
    wire.on("GET /users", 200, JSON, body);

    GatewayUnavailableException failure = failure();

    assertThat(failure.refused()).isFalse();
    assertThat(failure).hasMessageContaining("does not finish its answer");
  }

  @Test
  void takesAnEmptyBodyOfA500ForAFailureThatPasses() {
    wire.on("GET /users", 500, "", "");

    assertThat(failure()).hasMessage("the gateway answers 500");
  }

  @Test
  void readsOnceMoreWhatWasCutOff() throws Exception {
    wire.on("GET /users", ScriptedGateway.cutOff("[{")).on("GET /users", 200, "[{\"id\":\"ann\"}]");

    assertThat(gateway(wire.url(), "hpk_reader").fetchPeople().all()).hasSize(1);
  }

  @Test
  void givesUpAfterTheSecondCut() {
    wire.on("GET /users", ScriptedGateway.cutOff("[{"));

    GatewayUnavailableException failure = failure();

    assertThat(failure.refused()).isFalse();
    assertThat(wire.requests()).hasSize(2);
  }

  @Test
  void takesAConnectionEndedBeforeTheAnswerForAFailureThatPasses() {
    wire.on("GET /users", ScriptedGateway.drop());

    assertThat(failure().refused()).isFalse();
  }

  @Test
  void takesARefusedConnectionForAFailureThatPasses() {
    wire.close();

    GatewayUnavailableException failure = failure();

    assertThat(failure.refused()).isFalse();
    assertThat(failure).hasMessageContaining("cannot be reached").hasMessageContaining("Connect");
  }

  @Test
  void takesAHostThatIsNotKnownForAFailureThatPasses() {
    assertThat(failure(gateway(URI.create("http://nowhere.invalid"), "hpk_reader")).refused())
        .isFalse();
  }

  @Test
  void endsACallWhoseAnswerNeverDoes() {
    wire.on("GET /users", wire.stall());
    GatewayHttp http =
        new GatewayHttp(
            wire.url(), GatewayHttp.client(threads), Duration.ofMillis(300), date -> {});

    Throwable failure =
        catchThrowableOfType(
            java.net.http.HttpTimeoutException.class,
            () -> http.get("/users", new Secret("hpk_reader")));

    assertThat(failure).hasMessageContaining("did not end");
  }

  @Test
  void keepsTheInterruptOfItsThread() {
    wire.on("GET /users", wire.stall());
    Thread.currentThread().interrupt();

    GatewayUnavailableException failure = failure();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.refused()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hpk_two words", "hpk_broken\nline", "xapi-é", "xapi-\u0000"})
  void refusesAKeyThatNoHeaderCanHold(String key) {
    GatewayUnavailableException failure = failure(gateway(wire.url(), key));

    assertThat(failure.refused()).isTrue();
    assertThat(failure).hasMessageContaining("HOOP_API_KEY").hasMessageNotContaining(key);
    assertThat(wire.requests()).isEmpty();
  }

  @ParameterizedTest(name = "{0} is sent as {1}: {2}")
  @CsvSource({
    "hpk_abc, Authorization, Bearer hpk_abc",
    "xapi-abc, Api-Key, xapi-abc",
    "46c826de|secret, Api-Key, 46c826de|secret"
  })
  void sendsAKeyInTheHeaderThatItsShapeAsksFor(String key, String header, String value)
      throws Exception {
    wire.on("GET /users", 200, "[{\"id\":\"ann\"}]");

    gateway(wire.url(), key).fetchPeople();

    assertThat(wire.requests().get(0).header(header)).isEqualTo(value);
    String other = header.equals("Api-Key") ? "Authorization" : "Api-Key";
    assertThat(wire.requests().get(0).header(other)).isEmpty();
  }
}
