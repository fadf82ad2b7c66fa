package dev.hoop.slackbot.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayStandInTest {
  private static final String BOB = "bob@acme.io";
  private static final String ANN = "ann@acme.io";
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final String WINDOW =
      "{\"type\":\"time_range\",\"configuration\":"
          + "{\"start_time\":\"09:00\",\"end_time\":\"18:00\"}}";

  private final GatewayStandIn gateway = GatewayStandIn.start();
  private TestGatewayClient read;
  private TestGatewayClient admin;
  private TestGatewayClient dba;
  private TestGatewayClient sre;
  private TestGatewayClient both;
  private TestGatewayClient dev;

  @BeforeEach
  void setUp() {
    gateway.addUser("Bob", "U0BOB", "dev");
    gateway.addUser("Ann", "U0ANN", "dba");
    gateway.addUser("Root", "", "admin");
    gateway.addConnection("pg", "dba", "sre");
    gateway.addConnection("one", "dba");
    gateway.addConnection("free");
    read = TestGatewayClient.key(gateway, gateway.createKey("bot-read", "auditor"));
    admin = TestGatewayClient.key(gateway, gateway.createKey("bot-admin", "admin"));
    dba = TestGatewayClient.key(gateway, gateway.createKey("bot-dba", "dba"));
    sre = TestGatewayClient.key(gateway, gateway.createKey("bot-sre", "sre"));
    both = TestGatewayClient.key(gateway, gateway.createKey("bot-both", "dba", "sre"));
    dev = TestGatewayClient.key(gateway, gateway.createKey("bot-dev", "dev"));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void slowRequestsThatComeTogetherWaitTogether() throws Exception {
    Duration delay = Duration.ofMillis(600);
    gateway.delays(new Delays(delay, Duration.ZERO, Duration.ZERO));

    List<Thread> readers =
        Stream.of("/users", "/userinfo", "/connections").map(this::readAside).toList();
    for (Thread reader : readers) {
      reader.join();
    }

    List<ReceivedRequest> seen = gateway.requests();
    assertThat(seen)
        .hasSize(3)
        .allSatisfy(
            one ->
                assertThat(one.doneNanos() - one.arrivedNanos())
                    .isGreaterThanOrEqualTo(delay.toNanos()));
    long firstDone = seen.stream().mapToLong(ReceivedRequest::doneNanos).min().orElseThrow();
    assertThat(seen).allSatisfy(one -> assertThat(one.arrivedNanos()).isLessThan(firstDone));
  }

  private Thread readAside(String path) {
    Thread reader =
        new Thread(
            () -> {
              try {
                assertThat(read.get(path).status()).isEqualTo(200);
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    reader.start();
    return reader;
  }

  // 3.1, the checks in their order

  @Test
  void refusesWhoMayNot() throws Exception {
    RequestedSession asked = gateway.exec(BOB, "pg", "select 1");
    refused(read.put(asked, "APPROVED"), 403, "access denied");
    refused(TestGatewayClient.key(gateway, "hpk_x").put(asked, "APPROVED"), 401, "access denied");
    refused(
        new TestGatewayClient(gateway, "Api-Key", "hpk_x").put(asked, "APPROVED"),
        401,
        "access denied");
    gateway.legacyKey();
    refused(
        new TestGatewayClient(gateway, "Api-Key", "hpk_x").put(asked, "APPROVED"),
        401,
        "unauthorize");
    TestGatewayClient auditors =
        TestGatewayClient.key(gateway, gateway.createKey("a", "auditor", "dba"));
    refused(auditors.put(asked, "APPROVED"), 403, "access denied");
    gateway.setStatus(ANN, "inactive");
    refused(TestGatewayClient.user(gateway, ANN).put(asked, "APPROVED"), 401, "access denied");
  }

  @Test
  void refusesBodies() throws Exception {
    String review = gateway.exec(BOB, "pg", "select 1").review();
    refused(dba.put(review, ""), 400, "EOF");
    assertThat(dba.put(review, "x").status()).isEqualTo(400);
    refused(
        dba.put(review, "{}"),
        400,
        "Key: 'ReviewRequest.Status' Error:Field validation for 'Status' failed on the 'required'"
            + " tag");
    refused(window(review, "", "18:00"), 400, "both from and to time must be provided");
    refused(
        window(review, "25:00", "18:00"),
        400,
        "invalid start_time format, expected HH:MM in 24-hour format");
    refused(
        window(review, "09:00", "6pm"),
        400,
        "invalid end_time format, expected HH:MM in 24-hour format");
    refused(
        dba.put(review, "{\"status\":\"MAYBE\"}"),
        500,
        "failed updating review status: unknown status");
  }

  private TestGatewayClient.Response window(String review, String from, String to)
      throws Exception {
    return dba.put(
        review,
        "{\"status\":\"APPROVED\",\"time_window\":{\"type\":\"time_range\",\"configuration\":"
            + "{\"start_time\":\""
            + from
            + "\",\"end_time\":\""
            + to
            + "\"}}}");
  }

  @Test
  void refusesWhatIsNotThere() throws Exception {
    String approve = "{\"status\":\"APPROVED\"}";
    refused(
        dba.put(UUID.randomUUID().toString(), approve),
        500,
        "failed updating review status: review not found");
    TestGatewayClient.Response odd = dba.put("abc", approve);
    assertThat(odd.status()).isEqualTo(500);
    assertThat(odd.message())
        .startsWith("failed updating review status: failed obtaining review, err=");
    RequestedSession asked = gateway.exec(BOB, "pg", "select 1");
    gateway.removeConnection("pg");
    refused(
        dba.put(asked, "APPROVED"),
        500,
        "failed updating review status: failed fetching connection for review, err=<nil>");
  }

  @Test
  void refusesASecondTimeWindow() throws Exception {
    String review = gateway.exec(BOB, "pg", "select 1").review();
    String body = "{\"status\":\"%s\",\"time_window\":" + WINDOW + "}";
    assertThat(dba.put(review, body.replace("%s", "APPROVED")).status()).isEqualTo(200);
    refused(
        sre.put(review, body.replace("%s", "REJECTED")),
        500,
        "failed updating review status: time window can only be set once");
    assertThat(read.get("/reviews/" + review).json().path("time_window").path("type").asText())
        .isEqualTo("time_range");
  }

  @Test
  void refusesWrongStates() throws Exception {
    RequestedSession asked = gateway.exec(BOB, "one", "select 1");
    refused(dba.put(asked, "REVOKED"), 400, "review is in wrong state");
    assertThat(dba.put(asked, "APPROVED").status()).isEqualTo(200);
    refused(dba.put(asked, "REVOKED"), 500, "failed updating review status: review not found");
    assertThat(dba.put(asked, "REJECTED").status()).isEqualTo(200);
    refused(dba.put(asked, "APPROVED"), 400, "review is in wrong state");
    assertThat(gateway.sessionStatus(asked.session())).isEqualTo("done");
  }

  @Test
  void refusesWhoIsNotEligible() throws Exception {
    RequestedSession asked = gateway.exec(BOB, "pg", "select 1");
    refused(dev.put(asked, "APPROVED"), 400, "not eligible for review");
    refused(
        dba.put(asked.review(), "{\"status\":\"APPROVED\",\"force_review\":true}"),
        400,
        "not eligible for review");
    refused(
        TestGatewayClient.user(gateway, BOB).put(asked, "APPROVED"),
        400,
        "unable to self approve review");
  }

  // 3.2 and 3.3, what comes of it

  @Test
  void decidesByEitherAddress() throws Exception {
    RequestedSession asked = gateway.exec(BOB, "pg", "select 1");
    String approve = "{\"status\":\"approved\"}";
    TestGatewayClient.Response bySession =
        dba.send("PUT", "/sessions/" + asked.session() + "/review", approve);
    assertThat(bySession.json().path("status").asText()).isEqualTo("PENDING");
    assertThat(sre.put(asked.session(), approve).json().path("status").asText())
        .isEqualTo("APPROVED");
    assertThat(gateway.sessionStatus(asked.session())).isEqualTo("ready");
    assertThat(gateway.puts()).hasSize(2);
  }

  @Test
  void ownersMayRejectAndAdminsMayApproveTheirOwn() throws Exception {
    RequestedSession bobs = gateway.exec(BOB, "pg", "select 1");
    assertThat(gateway.decideOnWeb(BOB, bobs.review(), "REJECTED", "a typo")).isEqualTo(200);
    assertThat(gateway.groupStatus(bobs.review(), "dev")).isEqualTo("REJECTED");
    JsonNode seen = read.get("/sessions/" + bobs.session()).json().path("review");
    assertThat(seen.path("rejection_reason").asText()).isEqualTo("a typo");
    gateway.setGroups("root@acme.io", "admin", "dba");
    RequestedSession roots = gateway.exec("root@acme.io", "one", "select 1");
    assertThat(gateway.decideOnWeb("root@acme.io", roots.review(), "APPROVED")).isEqualTo(200);
    assertThat(gateway.status(roots.review())).isEqualTo("APPROVED");
  }

  @Test
  void admitsAdminsOutsideWithoutEffect() throws Exception {
    RequestedSession asked = gateway.exec(BOB, "pg", "select 1");
    TestGatewayClient legacy = TestGatewayClient.legacy(gateway);
    TestGatewayClient.Response got = legacy.put(asked, "APPROVED");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.json().path("status").asText()).isEqualTo("PENDING");
    assertThat(legacy.put(asked, "REJECTED").status()).isEqualTo(200);
    assertThat(gateway.groupStatus(asked.review(), "admin")).isEqualTo("REJECTED");
  }

  @Test
  void countsEqualsNotAtLeast() throws Exception {
    gateway.minApprovals("pg", 1);
    RequestedSession stuck = gateway.exec(BOB, "pg", "select 1");
    assertThat(both.put(stuck, "APPROVED").json().path("status").asText()).isEqualTo("PENDING");
    assertThat(gateway.groupStatus(stuck.review(), "sre")).isEqualTo("APPROVED");
    RequestedSession fine = gateway.exec(BOB, "pg", "select 1");
    assertThat(dba.put(fine, "APPROVED").json().path("status").asText()).isEqualTo("APPROVED");
    gateway.minApprovals("pg", null);
    RequestedSession whole = gateway.exec(BOB, "pg", "select 1");
    assertThat(both.put(whole, "APPROVED").json().path("status").asText()).isEqualTo("APPROVED");
  }

  @Test
  void approvingAgainExtendsTheAccess() throws Exception {
    RequestedSession asked = gateway.connect(BOB, "one", Duration.ofMinutes(30));
    dba.put(asked, "APPROVED");
    gateway.revokeAt(asked.review(), Instant.parse("2020-01-01T00:00:00Z"));
    String again = admin.put(asked, "APPROVED").json().path("revoke_at").asText();
    assertThat(Instant.parse(again)).isAfter(Instant.now().plusSeconds(1700));
    assertThat(gateway.connect(BOB, "one", Duration.ofMinutes(5)).review()).isEmpty();
    assertThat(dba.put(asked, "REVOKED").json().path("status").asText()).isEqualTo("REVOKED");
  }

  @Test
  void forceOfOneGroupIsForgottenByTheNextDecision() throws Exception {
    gateway.forceGroups("pg", "oncall");
    TestGatewayClient oncall =
        TestGatewayClient.key(gateway, gateway.createKey("oncall", "oncall"));
    RequestedSession asked = gateway.exec(BOB, "pg", "select 1");
    JsonNode forced =
        oncall.put(asked.review(), "{\"status\":\"APPROVED\",\"force_review\":true}").json();
    assertThat(forced.path("status").asText()).isEqualTo("APPROVED");
    assertThat(inSession(asked, 2).path("forced_review").asBoolean()).isTrue();
    JsonNode read2 = read.get("/reviews/" + asked.review()).json();
    assertThat(read2.path("review_groups_data").path(2).path("forced_review").asBoolean())
        .isFalse();
    dba.put(asked, "APPROVED");
    assertThat(inSession(asked, 2).path("forced_review").asBoolean()).isFalse();
  }

  private JsonNode inSession(RequestedSession asked, int row) throws Exception {
    return read.get("/sessions/" + asked.session())
        .json()
        .path("review")
        .path("review_groups_data")
        .path(row);
  }

  @Test
  void losesAVoteWhenTwoOverlap() {
    RequestedSession asked = gateway.exec(BOB, "pg", "select 1");
    gateway.holdPuts(2);
    var first = CompletableFuture.supplyAsync(() -> approve(dba, asked));
    var second = CompletableFuture.supplyAsync(() -> approve(sre, asked));
    assertThat(first.join()).isEqualTo("PENDING");
    assertThat(second.join()).isEqualTo("PENDING");
    assertThat(gateway.status(asked.review())).isEqualTo("PENDING");
    assertThat(
            List.of(
                gateway.groupStatus(asked.review(), "dba"),
                gateway.groupStatus(asked.review(), "sre")))
        .containsExactlyInAnyOrder("APPROVED", "PENDING");
  }

  private static String approve(TestGatewayClient client, RequestedSession asked) {
    try {
      return client.put(asked, "APPROVED").json().path("status").asText();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  // Reading

  @ParameterizedTest
  @CsvSource({
    "limit=x",
    "limit=-1",
    "offset=-1",
    "offset=10001",
    "count=some",
    "start_date=yesterday"
  })
  void refusesListOptions(String query) throws Exception {
    TestGatewayClient.Response got = read.get("/sessions?" + query);
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.message())
        .startsWith(
            "failed listing sessions, invalid \""
                + query.substring(0, query.indexOf('='))
                + "\" option: ");
  }

  @Test
  void listsSessions() throws Exception {
    RequestedSession old = gateway.exec(BOB, "pg", "select 1");
    RequestedSession late = gateway.exec(ANN, "one", "select 2");
    gateway.exec(BOB, "free", "select 3");
    JsonNode page = read.get("/sessions?review.status=PENDING&limit=1").json();
    assertThat(page.path("data").path(0).path("id").asText()).isEqualTo(late.session());
    assertThat(page.path("has_next_page").asBoolean()).isTrue();
    assertThat(page.path("total").asInt()).isEqualTo(2);
    assertThat(ids(read, "review.status=PENDING&offset=1")).containsExactly(old.session());
    assertThat(ids(read, "review.status=pending")).isEmpty();
    assertThat(ids(read, "review.status=P%25")).hasSize(2);
    assertThat(ids(read, "review.status=")).hasSize(1);
    assertThat(ids(read, "user=ann%25")).containsExactly(late.session());
    assertThat(ids(read, "review.approver=" + ANN)).hasSize(2);
    assertThat(ids(dba, "limit=100")).isEmpty();
    assertThat(ids(TestGatewayClient.user(gateway, ANN), "connection=pg"))
        .containsExactly(old.session());
    gateway.delete(old.session());
    assertThat(read.get("/sessions/" + old.session()).status()).isEqualTo(404);
  }

  private static List<String> ids(TestGatewayClient client, String query) throws Exception {
    JsonNode page = client.get("/sessions?" + query).json();
    return page.path("data").findValuesAsText("start_date").isEmpty()
        ? List.of()
        : stream(page.path("data"));
  }

  private static List<String> stream(JsonNode sessions) {
    return StreamSupport.stream(sessions.spliterator(), false)
        .map(session -> session.path("id").asText())
        .toList();
  }

  @Test
  void showsSessions() throws Exception {
    RequestedSession asked = gateway.exec(BOB, "pg", "select 1");
    gateway.aiAnalysis(asked.session(), "high", "Reads", "It reads.");
    JsonNode whole = dba.get("/sessions/" + asked.session()).json();
    assertThat(whole.path("ai_analysis").path("risk_level").asText()).isEqualTo("high");
    assertThat(whole.path("script").path("data").asText()).isEqualTo("select 1");
    assertThat(
            read.get("/sessions/" + asked.session() + "?expand=event_stream")
                .json()
                .path("script")
                .path("data")
                .asText())
        .isEmpty();
    refused(
        dev.get("/sessions/" + asked.session()), 403, "user is not allowed to access this session");
    assertThat(dev.get("/reviews").json()).hasSize(1);
    assertThat(read.get("/reviews/abc").status()).isEqualTo(500);
    refused(read.get("/reviews/" + UUID.randomUUID()), 404, "resource not found");
    refused(read.get("/sessions/" + UUID.randomUUID()), 404, "not found");
  }

  @Test
  void knowsItsAddresses() throws Exception {
    HttpResponse<String> outside = read.raw("GET", "/healthz", "");
    assertThat(outside.statusCode()).isEqualTo(200);
    assertThat(outside.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(outside.headers().firstValue("Server")).contains("hoopgateway/1.148.0");
    TestGatewayClient.Response unknown = read.get("/nothing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.type()).startsWith("text/plain");
    assertThat(unknown.text()).isEqualTo("404 page not found");
    assertThat(read.send("DELETE", "/reviews", "").status()).isEqualTo(404);
    assertThat(read.get("/users/").status()).isEqualTo(301);
    assertThat(read.send("HEAD", "/users", "").status()).isEqualTo(200);
    assertThat(read.get("/healthz").text()).isEqualTo("{\"liveness\":\"OK\"}");
    try (GatewayStandIn below = GatewayStandIn.start("/hoop")) {
      TestGatewayClient client = TestGatewayClient.key(below, below.createKey("k", "auditor"));
      assertThat(client.get("/userinfo").json().path("role").asText()).isEqualTo("auditor");
      assertThat(below.requests().get(0).path()).isEqualTo("/userinfo");
    }
  }

  @Test
  void showsPeopleConnectionsAndPlugins() throws Exception {
    gateway.linkSlack(ANN, "U0NEW");
    assertThat(read.get("/users/" + ANN).json().path("slack_id").asText()).isEqualTo("U0NEW");
    refused(read.get("/users/x@acme.io"), 404, "user x@acme.io not found");
    assertThat(read.get("/users/groups").json().toString()).contains("\"auditor\"", "\"dba\"");
    gateway.removeUser(ANN);
    assertThat(read.get("/users").json()).hasSize(2);
    assertThat(read.get("/connections/pg").json().path("secret")).isEmpty();
    assertThat(admin.get("/connections/pg").json().path("secret")).hasSize(1);
    refused(read.get("/connections/x"), 404, "not found");
    gateway.slackPluginConfig(Map.of("SLACK_BOT_TOKEN", "xoxb-1"));
    assertThat(read.get("/plugins").text()).contains("REDACTED");
    assertThat(gateway.tokenReads()).isZero();
    assertThat(read.get("/plugins/slack").text()).contains("eG94Yi0x");
    assertThat(gateway.tokenReads()).isEqualTo(1);
    refused(read.get("/plugins/x"), 404, "plugin not found");
  }

  // Keys

  @Test
  void keepsKeys() throws Exception {
    refused(read.get("/api-keys"), 403, "access denied");
    TestGatewayClient.Response made =
        admin.send("POST", "/api-keys", "{\"name\":\"new\",\"groups\":[\"dba\"]}");
    assertThat(made.status()).isEqualTo(201);
    TestGatewayClient fresh = TestGatewayClient.key(gateway, made.json().path("key").asText());
    assertThat(fresh.get("/userinfo").status()).isEqualTo(200);
    assertThat(admin.send("POST", "/api-keys", "{}").status()).isEqualTo(400);
    refused(
        admin.send("POST", "/api-keys/new/reactivate", ""),
        422,
        "cannot reactivate an active api key");
    assertThat(admin.send("DELETE", "/api-keys/new", "").status()).isEqualTo(204);
    refused(admin.send("DELETE", "/api-keys/new", ""), 404, "resource not found");
    assertThat(fresh.get("/userinfo").status()).isEqualTo(401);
    assertThat(gateway.isActive("new")).isFalse();
    assertThat(admin.send("PUT", "/api-keys/new", "{\"groups\":[\"sre\"]}").status())
        .isEqualTo(200);
    assertThat(admin.send("POST", "/api-keys/new/reactivate", "").status()).isEqualTo(200);
    assertThat(fresh.get("/userinfo").json().path("groups").path(0).asText()).isEqualTo("sre");
    assertThat(admin.send("PUT", "/api-keys/new", "{\"name\":\"bot-dba\"}").status())
        .isEqualTo(409);
    assertThat(admin.send("PUT", "/api-keys/new", "{\"name\":\"newer\"}").status()).isEqualTo(200);
    assertThat(gateway.groupsOf("newer")).containsExactly("sre");
    assertThat(gateway.keyHistory("newer")).hasSize(5);
    gateway.withoutApiKeys();
    TestGatewayClient.Response gone = TestGatewayClient.legacy(gateway).get("/api-keys");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.type()).startsWith("text/plain");
  }

  @Test
  void hasNoListWithoutKeys() throws Exception {
    try (GatewayStandIn empty = GatewayStandIn.start()) {
      assertThat(TestGatewayClient.legacy(empty).get("/api-keys").text()).isEqualTo("null");
    }
  }

  @Test
  void letsKeysProvisionWhatIsApproved() throws Exception {
    String body = "{\"user_email\":\"bob@acme.io\",\"connection\":\"pg\",\"script\":\"x\"}";
    assertThat(read.send("POST", "/sessions/provision", body).status()).isEqualTo(403);
    assertThat(
            TestGatewayClient.user(gateway, BOB).send("POST", "/sessions/provision", body).status())
        .isEqualTo(401);
    TestGatewayClient.Response got = dev.send("POST", "/sessions/provision", body);
    assertThat(got.status()).isEqualTo(202);
    assertThat(gateway.status(got.json().path("session_id").asText())).isEqualTo("APPROVED");
  }

  // What goes wrong

  @Test
  void showsFaults() throws Exception {
    RequestedSession asked = gateway.exec(BOB, "one", "select 1");
    gateway.failNext("PUT /reviews", 1, GatewayFaults.status(503, "busy"));
    refused(dba.put(asked, "APPROVED"), 503, "busy");
    gateway.failNext("PUT /reviews", 1, HttpFault.dropBefore());
    assertThatThrownBy(() -> dba.put(asked, "APPROVED")).isInstanceOf(IOException.class);
    assertThat(gateway.status(asked.review())).isEqualTo("PENDING");
    gateway.failNext("PUT /reviews", 1, HttpFault.dropAfter());
    assertThatThrownBy(() -> dba.put(asked, "APPROVED")).isInstanceOf(IOException.class);
    assertThat(gateway.status(asked.review())).isEqualTo("APPROVED");
    gateway.always("GET /sessions", GatewayFaults.html());
    assertThat(read.get("/sessions").type()).startsWith("text/html");
    gateway.clearFaults();
    gateway.failNext("GET /sessions", 1, HttpFault.truncated());
    assertThatThrownBy(() -> read.get("/sessions")).isInstanceOf(IOException.class);
    assertThat(gateway.requests()).last().extracting(ReceivedRequest::status).isEqualTo(0);
    gateway.failNext("GET /sessions", 1, HttpFault.slow(Duration.ofMillis(50)));
    long before = System.nanoTime();
    assertThat(read.get("/sessions").status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(45));
    assertThat(gateway.puts()).hasSize(3);
    assertThat(gateway.puts().get(0).keyName()).isEqualTo("bot-dba");
    assertThat(gateway.transcript()).contains("PUT /reviews/" + asked.review());
  }

  @Test
  void goesDownAndUp() throws Exception {
    assertThat(read.get("/users").status()).isEqualTo(200);
    gateway.down();
    assertThatThrownBy(() -> read.get("/users")).isInstanceOf(IOException.class);
    gateway.up();
    assertThat(read.get("/users").status()).isEqualTo(200);
  }

  @Test
  void awaitsWhatPeopleDo() {
    RequestedSession asked = gateway.exec(BOB, "one", "select 1");
    var deciding =
        CompletableFuture.supplyAsync(() -> gateway.decideOnWeb(ANN, asked.review(), "APPROVED"));
    String status =
        gateway.await(
            "an approval",
            SHORT,
            () -> Optional.of(gateway.status(asked.review())).filter("APPROVED"::equals));
    assertThat(status).isEqualTo("APPROVED");
    assertThat(deciding.join()).isEqualTo(200);
    assertThatThrownBy(
            () -> gateway.await("nothing", Duration.ofMillis(20), Optional::<String>empty))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nothing")
        .hasMessageContaining("sessions at the gateway");
  }

  private static void refused(TestGatewayClient.Response got, int status, String message)
      throws IOException {
    assertThat(got.status()).isEqualTo(status);
    assertThat(got.message()).isEqualTo(message);
  }
}
