package dev.hoop.slackbot.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.decision.CredentialLease;
import dev.hoop.slackbot.gateway.GatewayHttp;
import dev.hoop.slackbot.gateway.ScriptedGateway;
import dev.hoop.slackbot.gateway.Wire;
import dev.hoop.slackbot.gateway.WireMapper;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import java.time.LocalTime;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpVerdictSubmitterTest {

  private static final Session WAITING = SampleReviews.onetime("dba", "sre").build();
  private static final String PUT = "PUT /reviews/" + WAITING.review().id();
  private static final String KEY = "group key dba";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScriptedGateway wire = new ScriptedGateway();
  private final GatewayHttp http =
      new GatewayHttp(wire.url(), GatewayHttp.client(threads), date -> {});
  private final HttpVerdictSubmitter submitter =
      new HttpVerdictSubmitter(
          http,
          new FixedKeys(Map.of("dba", new Secret("hpk_dba"), "oncall", new Secret("hpk_oncall"))),
          new CredentialHealth());

  @AfterEach
  void close() {
    wire.close();
    threads.shutdownNow();
  }

  private ClickOutcome submit(Verdict verdict) {
    return submit(submitter, WAITING, "dba", verdict);
  }

  private static ClickOutcome submit(
      HttpVerdictSubmitter with, Session session, String group, Verdict verdict) {
    try (CredentialLease lease = with.lease(group, SampleReviews.ANN, verdict.kind())) {
      return lease.submit(session, verdict);
    }
  }

  static Stream<Arguments> recordings() {
    Verdict approve = Verdict.approve();
    TimeWindow day = new TimeWindow(LocalTime.of(9, 0), LocalTime.of(18, 0));
    return Stream.of(
        Arguments.of("put-approved", approve, accepted(ReviewStatus.APPROVED)),
        Arguments.of("put-approved-by-user", approve, accepted(ReviewStatus.APPROVED)),
        Arguments.of("put-partial", approve, accepted(ReviewStatus.PENDING)),
        Arguments.of("put-approver-key", approve, accepted(ReviewStatus.PENDING)),
        Arguments.of("put-time-window", Verdict.approveWithin(day), accepted(ReviewStatus.PENDING)),
        Arguments.of("put-rejected", Verdict.reject("no"), accepted(ReviewStatus.REJECTED)),
        Arguments.of("put-revoked", Verdict.revoke(), accepted(ReviewStatus.REVOKED)),
        Arguments.of("put-forced", Verdict.forceApprove(), accepted(ReviewStatus.APPROVED)),
        Arguments.of("put-admin-outside", approve, notCounted(ReviewStatus.PENDING)),
        Arguments.of("put-admin-outside", Verdict.forceApprove(), notCounted(ReviewStatus.PENDING)),
        Arguments.of("put-partial", Verdict.forceApprove(), notCounted(ReviewStatus.PENDING)),
        Arguments.of("put-rejected", approve, notCounted(ReviewStatus.REJECTED)),
        Arguments.of("put-partial", Verdict.reject("no"), notCounted(ReviewStatus.PENDING)),
        Arguments.of("put-wrong-state", approve, refused("review is in wrong state")),
        Arguments.of("put-not-eligible", approve, refused("not eligible for review")),
        Arguments.of(
            "put-unknown", approve, refused("failed updating review status: review not found")),
        Arguments.of(
            "unauthorized",
            approve,
            "CREDENTIAL_FAULT with " + KEY + ": the gateway does not accept the key"));
  }

  private static String accepted(ReviewStatus status) {
    return "counted with " + KEY + ", review is " + status;
  }

  private static String notCounted(ReviewStatus status) {
    return "NOTHING_COUNTED with " + KEY + ": the review is " + status;
  }

  private static String refused(String words) {
    return "REFUSED_BY_HOOP with " + KEY + ": " + words;
  }

  /** An outcome in one line. */
  private static String brief(ClickOutcome outcome) {
    if (outcome instanceof ClickOutcome.Counted counted) {
      return "counted with " + counted.credential() + ", review is " + counted.review().status();
    }
    return outcome instanceof ClickOutcome.NotCounted not
        ? not.reason() + " with " + not.credential() + ": " + not.detail()
        : outcome.toString();
  }

  @ParameterizedTest(name = "{0} after {1}")
  @MethodSource("recordings")
  void judgesByWhatTheAnswerShows(String recording, Verdict verdict, String expected) {
    wire.onRecorded(PUT, recording);

    assertThat(brief(submit(verdict))).isEqualTo(expected);
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of(
            Verdict.approve(),
            "{\"status\":\"APPROVED\",\"time_window\":null,\"force_review\":false,"
                + "\"rejection_reason\":\"\"}"),
        Arguments.of(
            Verdict.approveWithin(new TimeWindow(LocalTime.of(22, 0), LocalTime.of(6, 30))),
            "{\"status\":\"APPROVED\",\"time_window\":{\"type\":\"time_range\",\"configuration\":"
                + "{\"start_time\":\"22:00\",\"end_time\":\"06:30\"}},\"force_review\":false,"
                + "\"rejection_reason\":\"\"}"),
        Arguments.of(
            Verdict.reject("needs \"a\"\nticket ü😀"),
            "{\"status\":\"REJECTED\",\"time_window\":null,\"force_review\":false,"
                + "\"rejection_reason\":\"Ann (ann@acme.io): needs \\\"a\\\"\\nticket ü😀\"}"),
        Arguments.of(
            Verdict.forceApprove(),
            "{\"status\":\"APPROVED\",\"time_window\":null,\"force_review\":true,"
                + "\"rejection_reason\":\"\"}"),
        Arguments.of(
            Verdict.revoke(),
            "{\"status\":\"REVOKED\",\"time_window\":null,\"force_review\":false,"
                + "\"rejection_reason\":\"\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void sendsExactlyWhatTheGatewayReads(Verdict verdict, String body) throws Exception {
    wire.onRecorded(PUT, "put-approved");

    submit(verdict);

    ScriptedGateway.Request sent = wire.requests().get(0);
    assertThat(Wire.JSON.readTree(sent.body())).isEqualTo(Wire.JSON.readTree(body));
    assertThat(sent.header("Content-Type")).isEqualTo("application/json");
    assertThat(sent.header("Authorization")).isEqualTo("Bearer hpk_dba");
  }

  @Test
  void sendsNoTimeOfDayWithSeconds() throws Exception {
    wire.onRecorded(PUT, "put-time-window");

    submit(Verdict.approveWithin(new TimeWindow(LocalTime.of(9, 0, 30), LocalTime.of(18, 0))));

    assertThat(
            Wire.JSON
                .readTree(wire.requests().get(0).body())
                .at("/time_window/configuration/start_time")
                .asText())
        .isEqualTo("09:00");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "500 |                  |",
        "500 | text/plain       | broken",
        "500 | application/json | {}",
        "500 | application/json | {\"message\":\"An unexpected error occurred\"}",
        "500 | application/json | {\"message\":\"failed updating review status: no connection\"}",
        "500 | text/plain       | {\"message\":\"failed updating review status: review not found\"}",
        "400 | application/json | {\"message\":\"no such header\"}",
        "401 | application/json | {\"message\":\"token expired\"}",
        "401 | text/plain       | {\"message\":\"access denied\"}",
        "403 | application/json | {\"message\":\"blocked by policy\"}",
        "404 | application/json | {\"message\":\"resource not found\"}",
        "502 | text/html        | <html>",
        "503 | application/json | {\"message\":\"away\"}",
        "504 | text/html        | <html>",
        "404 | text/plain       | 404 page not found",
        "307 | text/html        | moved",
        "200 | text/html        | <html>",
        "200 | application/json | {\"id\":\"x",
        "200 | application/json | null",
        "200 | application/json | {\"status\":\"maintenance\"}",
        "204 |                  |",
      })
  void countsAnAnswerThatSaysNothingAsLost(
      int status, @Nullable String type, @Nullable String body) {
    wire.on(PUT, status, WireMapper.text(type), WireMapper.text(body));

    assertThat(submit(Verdict.approve())).isInstanceOf(ClickOutcome.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "review not found",
        "failed obtaining review, err=ERROR: invalid input syntax for type uuid",
        "failed fetching connection for review, err=<nil>",
        "time window can only be set once",
        "unknown status"
      })
  void takesTheGatewaysOwnWordsWhateverTheStatus(String words) {
    String message = "failed updating review status: " + words;
    wire.on(PUT, 500, "{\"message\":\"" + message + "\"}");

    assertThat(brief(submit(Verdict.approve()))).isEqualTo(refused(message));
  }

  @Test
  void tellsAKeyThatMayNotDecide() {
    wire.on(PUT, 403, "{\"message\":\"access denied\"}");

    assertThat(brief(submit(Verdict.approve())))
        .isEqualTo(
            "CREDENTIAL_FAULT with "
                + KEY
                + ": Hoop lets auditors only read, and takes this key for one");
  }

  @Test
  void countsAnEndBeforeTheAnswerAsLostAndSendsNothingTwice() throws Exception {
    wire.on("GET /users", 200, "[]").on(PUT, ScriptedGateway.drop());
    // Leaves a connection that the PUT uses again, which is where a client may be tempted.
    assertThat(http.get("/users", new Secret("hpk_dba")).ok()).isTrue();

    ClickOutcome result = submit(Verdict.approve());

    assertThat(result).isInstanceOf(ClickOutcome.Unknown.class);
    assertThat(wire.asked()).containsExactly("GET /users", PUT);
  }

  @Test
  void countsAnAnswerThatWasCutOffAsLost() {
    wire.on(PUT, ScriptedGateway.cutOff("{\"status\":\"APPROVED\""));

    assertThat(submit(Verdict.approve())).isInstanceOf(ClickOutcome.Unknown.class);
  }

  @Test
  void countsAnAnswerThatNeverEndsAsLost() {
    wire.on(PUT, wire.stall());
    GatewayHttp impatient =
        new GatewayHttp(
            wire.url(), GatewayHttp.client(threads), java.time.Duration.ofMillis(300), date -> {});
    HttpVerdictSubmitter waiting =
        new HttpVerdictSubmitter(
            impatient, new FixedKeys(Map.of("dba", new Secret("hpk_dba"))), new CredentialHealth());

    assertThat(submit(waiting, WAITING, "dba", Verdict.approve()))
        .isInstanceOf(ClickOutcome.Unknown.class);
  }

  @Test
  void knowsThatNothingWasDoneWhereNobodyListens() {
    wire.close();

    assertThat(brief(submit(Verdict.approve())))
        .isEqualTo("GATEWAY_UNAVAILABLE with " + KEY + ": the gateway cannot be reached");
  }

  @Test
  void knowsThatNothingWasDoneWithAKeyThatCannotBeSent() {
    HttpVerdictSubmitter broken =
        new HttpVerdictSubmitter(
            http,
            new FixedKeys(Map.of("dba", new Secret("hpk_broken\nkey"))),
            new CredentialHealth());

    assertThat(submit(broken, WAITING, "dba", Verdict.approve()))
        .extracting(LeasedCalls::reason)
        .isEqualTo(Reason.CREDENTIAL_FAULT);
  }

  @Test
  void neverSendsAnApprovalToAReviewThatIsApproved() {
    Session approved = SampleReviews.jit("dba", "sre").status(ReviewStatus.APPROVED).build();

    for (Verdict verdict : new Verdict[] {Verdict.approve(), Verdict.forceApprove()}) {
      assertThat(submit(submitter, approved, "dba", verdict))
          .extracting(LeasedCalls::reason)
          .isEqualTo(Reason.REFUSED_BY_HOOP);
    }
    assertThat(wire.requests()).isEmpty();
  }

  @Test
  void revokesAnAccessThatIsApproved() {
    wire.onRecorded(PUT, "put-revoked");
    Session approved = SampleReviews.jit("dba").status(ReviewStatus.APPROVED).build();

    assertThat(brief(submit(submitter, approved, "dba", Verdict.revoke())))
        .isEqualTo(accepted(ReviewStatus.REVOKED));
  }

  @Test
  void sendsNothingForAGroupWithoutAKey() {
    assertThat(submitter.decides("sre", Verdict.Kind.APPROVE)).isFalse();
    assertThat(brief(submit(submitter, WAITING, "sre", Verdict.approve())))
        .isEqualTo("NO_CREDENTIAL with : the bot has no key for group sre");
    assertThat(wire.requests()).isEmpty();
  }
}
