package dev.hoop.slackbot.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a gateway of release 1.148.0 answered when it was asked the same. */
final class GatewayStandInFidelityTest {
  private static final String BOB = "bob@acme.io";
  private static final String LACKS =
      "Error:Field validation for '%s' failed on the 'required' tag";

  private final GatewayStandIn gateway = GatewayStandIn.start();
  private TestGatewayClient read;
  private TestGatewayClient admin;
  private TestGatewayClient dev;
  private TestGatewayClient dba;

  @BeforeEach
  void setUp() {
    gateway.addUser("Bob", "U0BOB", "dev");
    gateway.addConnection("one", "dba");
    gateway.addConnection("two", "dba", "sre");
    gateway.addConnection("free");
    read = TestGatewayClient.key(gateway, gateway.createKey("bot-read", "auditor"));
    admin = TestGatewayClient.key(gateway, gateway.createKey("bot-admin", "admin"));
    dev = TestGatewayClient.key(gateway, gateway.createKey("bot-dev", "dev"));
    dba = TestGatewayClient.key(gateway, gateway.createKey("bot-dba", "dba"));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  // Provisioning

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two  |              | APPROVED | dba:APPROVED,sre:APPROVED | ready | false
          two  | null         | APPROVED | dba:APPROVED,sre:APPROVED | ready | false
          two  | []           | PENDING  | dba:PENDING,sre:PENDING   | open  | true
          two  | ["dba"]      | PENDING  | dba:APPROVED,sre:PENDING  | open  | true
          two  | ["nobody"]   | PENDING  | dba:PENDING,sre:PENDING   | open  | true
          two  | ["sre","dba"]| APPROVED | dba:APPROVED,sre:APPROVED | ready | false
          free | []           | APPROVED | admin:APPROVED            | ready | false
          """)
  void provisionsForTheReviewersOfTheConnection(
      String connection,
      String approved,
      String status,
      String groups,
      String session,
      boolean waits)
      throws Exception {
    String reviewers = approved == null ? "" : ",\"approved_reviewers\":" + approved;

    JsonNode made = provisioned(connection, reviewers);

    String id = made.path("session_id").asText();
    JsonNode review = read.get("/reviews/" + id).json();
    assertThat(made.path("has_review").asBoolean()).isEqualTo(waits);
    assertThat(review.path("status").asText()).isEqualTo(status);
    assertThat(String.join(",", rows(review))).isEqualTo(groups);
    assertThat(read.get("/sessions/" + id).json().path("status").asText()).isEqualTo(session);
    assertThat(review.path("revoke_at").isNull()).as("no end for a script").isTrue();
  }

  @Test
  void provisionedApprovalsBearTheKeysMailWithoutItsName() throws Exception {
    JsonNode made = provisioned("one", "");

    JsonNode by =
        read.get("/reviews/" + made.path("session_id").asText())
            .json()
            .path("review_groups_data")
            .path(0)
            .path("reviewed_by");
    assertThat(by.path("email").asText()).isEqualTo("bot-dev");
    assertThat(by.has("name")).isFalse();
    assertThat(by.path("slack_id").asText()).isEmpty();
  }

  @Test
  void provisionedAccessHasItsEndBeforeItIsApproved() throws Exception {
    JsonNode made = provisioned("one", ",\"approved_reviewers\":[],\"access_duration_sec\":600");

    JsonNode session = read.get("/sessions/" + made.path("session_id").asText()).json();
    JsonNode review = session.path("review");
    assertThat(review.path("type").asText()).isEqualTo("jit");
    assertThat(review.path("status").asText()).isEqualTo("PENDING");
    assertThat(review.path("revoke_at").isTextual()).as("has an end: " + review).isTrue();
    assertThat(session.path("verb").asText()).isEqualTo("connect");
    assertThat(session.path("script").path("data").asText()).isEqualTo("select 1");
    assertThat(session.path("user_name").asText()).isEqualTo("Bob");
    assertThat(session.path("connection_tags").isObject()).isTrue();
  }

  @Test
  void refusesToProvision() throws Exception {
    String body = "{\"user_email\":\"%s\",\"connection\":\"%s\"%s}";

    refused(
        provision(body.formatted("x@acme.io", "no", "")), 400, "user bot-dev not found for exec");
    refused(provision(body.formatted(BOB, "no", "")), 400, "connection no not found");
    refused(
        provision(body.formatted(BOB, "one", ",\"access_duration_sec\":172801")),
        500,
        "failed creating review");
    refused(
        provision("{}"),
        400,
        "Key: 'ProvisionSession.UserEmail' "
            + LACKS.formatted("UserEmail")
            + "\nKey: 'ProvisionSession.Connection' "
            + LACKS.formatted("Connection"));
    refused(provision(""), 400, "EOF");
    refused(provision("{"), 400, "unexpected EOF");
  }

  // Bodies of a verdict

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                | unexpected EOF
          []                               | json: cannot unmarshal array into Go value of type openapi.ReviewRequest
          {"status":1}                     | json: cannot unmarshal number into Go struct field ReviewRequest.status of type openapi.ReviewRequestStatusType
          {"status":"x","force_review":"x"} | json: cannot unmarshal string into Go struct field ReviewRequest.force_review of type bool
          {"status":"x","time_window":"x"} | json: cannot unmarshal string into Go struct field ReviewRequest.time_window of type openapi.ReviewSessionTimeWindow
          """)
  void refusesVerdictsItCannotRead(String body, String message) throws Exception {
    String review = gateway.exec(BOB, "one", "select 1").review();

    refused(dba.put(review, body), 400, message);
  }

  @Test
  void saysAllThatAVerdictLacks() throws Exception {
    String review = gateway.exec(BOB, "one", "select 1").review();

    refused(
        dba.put(review, "{\"time_window\":{}}"),
        400,
        "Key: 'ReviewRequest.Status' "
            + LACKS.formatted("Status")
            + "\nKey: 'ReviewRequest.TimeWindow.Type' "
            + LACKS.formatted("Type")
            + "\nKey: 'ReviewRequest.TimeWindow.Configuration' "
            + LACKS.formatted("Configuration"));
    refused(
        dba.put(review, "null"), 400, "Key: 'ReviewRequest.Status' " + LACKS.formatted("Status"));
  }

  // Lists

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit=          | limit      | "" is not a number
          limit=x         | limit      | "x" is not a number
          offset=-1       | offset     | must not be negative, got -1
          offset=10001    | offset     | must not be greater than 10000, got 10001; narrow the result set with a filter instead of paginating deeper
          count=          | count      | invalid count value "", expected one of [exact none capped]
          count=some      | count      | invalid count value "some", expected one of [exact none capped]
          start_date=x    | start_date | start_date or end_date in wrong format
          """)
  void saysWhatIsWrongWithAListsOptions(String query, String option, String why) throws Exception {
    refused(
        read.get("/sessions?" + query),
        422,
        "failed listing sessions, invalid \"" + option + "\" option: " + why);
  }

  @Test
  void listsConnectionsWithoutWhatDecidesAReview() throws Exception {
    gateway.forceGroups("two", "oncall");
    gateway.minApprovals("two", 1);

    JsonNode listed = admin.get("/connections").json().path(1);
    JsonNode single = admin.get("/connections/two").json();

    assertThat(listed.path("name").asText()).isEqualTo("two");
    assertThat(listed.path("force_approve_groups").isNull()).isTrue();
    assertThat(listed.path("min_review_approvals").isNull()).isTrue();
    assertThat(listed.path("secret")).isEmpty();
    assertThat(single.path("force_approve_groups").path(0).asText()).isEqualTo("oncall");
    assertThat(single.path("min_review_approvals").asInt()).isEqualTo(1);
  }

  // Single sessions and reviews

  @Test
  void answersForIdsThatAreNone() throws Exception {
    refused(read.get("/sessions/abc"), 500, "failed fetching session");
    refused(
        read.get("/reviews/abc"),
        500,
        "failed fetching review: ERROR: invalid input syntax for type uuid: \"abc\""
            + " (SQLSTATE 22P02)");
    refused(read.get("/reviews/" + UUID.randomUUID()), 404, "resource not found");
  }

  @Test
  void labelsOneSessionUnlikeAllElse() throws Exception {
    RequestedSession asked = gateway.exec(BOB, "one", "select 1");

    assertThat(read.get("/sessions/" + asked.session()).type()).isEqualTo("application/json");
    assertThat(read.get("/reviews/" + asked.review()).type())
        .isEqualTo("application/json; charset=utf-8");
  }

  @Test
  void hasNoEventsBeforeTheSessionEnds() throws Exception {
    RequestedSession asked = gateway.exec(BOB, "one", "select 1");
    String events = "/sessions/" + asked.session() + "?expand=event_stream";

    assertThat(read.get(events + "&event_stream=x").json().has("event_stream")).isFalse();

    gateway.requesterLeaves(asked.session());
    assertThat(read.get(events).json().has("event_stream")).isTrue();
    refused(
        read.get(events + "&event_stream=x"),
        422,
        "event_stream attribute has an unknown type format");
  }

  // Keys

  @Test
  void echoesTheGroupsOfANewKeyAsAskedFor() throws Exception {
    TestGatewayClient.Response without = key("{\"name\":\"a\"}");
    TestGatewayClient.Response twice = key("{\"name\":\"b\",\"groups\":[\"x\",\"y\",\"x\"]}");

    assertThat(without.json().path("groups").isNull()).isTrue();
    assertThat(admin.get("/api-keys/a").json().path("groups").toString()).isEqualTo("[]");
    assertThat(twice.json().path("groups").toString()).isEqualTo("[\"x\",\"y\",\"x\"]");
    assertThat(admin.get("/api-keys/b").json().path("groups").toString())
        .isEqualTo("[\"x\",\"y\"]");
  }

  @Test
  void takesAnEmptyNewNameForAName() throws Exception {
    key("{\"name\":\"a\"}");

    TestGatewayClient.Response renamed = admin.send("PUT", "/api-keys/a", "{\"name\":\"\"}");

    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.json().path("name").asText()).isEmpty();
    refused(admin.get("/api-keys/a"), 404, "resource not found");
  }

  @Test
  void refusesKeys() throws Exception {
    refused(key("{\"name\":\"" + "l".repeat(256) + "\"}"), 500, "failed creating api key");
    refused(
        key("{\"name\":\"a\",\"groups\":\"x\"}"),
        400,
        "json: cannot unmarshal string into Go struct field APIKeyCreateRequest.groups of type"
            + " []string");
    refused(
        admin.send("PUT", "/api-keys/nobody", "x"),
        400,
        "invalid character 'x' looking for beginning of value");
  }

  private TestGatewayClient.Response key(String body) throws Exception {
    return admin.send("POST", "/api-keys", body);
  }

  private TestGatewayClient.Response provision(String body) throws Exception {
    return dev.send("POST", "/sessions/provision", body);
  }

  private JsonNode provisioned(String connection, String more) throws Exception {
    TestGatewayClient.Response got =
        provision(
            "{\"user_email\":\"bob@acme.io\",\"connection\":\""
                + connection
                + "\",\"script\":\"select 1\""
                + more
                + "}");
    assertThat(got.status()).as(got.text()).isEqualTo(202);
    return got.json();
  }

  private static List<String> rows(JsonNode review) {
    List<String> rows = new ArrayList<>();
    review
        .path("review_groups_data")
        .forEach(row -> rows.add(row.path("group").asText() + ":" + row.path("status").asText()));
    return rows;
  }

  private static void refused(TestGatewayClient.Response got, int status, String message)
      throws IOException {
    assertThat(got.status()).as(got.text()).isEqualTo(status);
    assertThat(got.message()).isEqualTo(message);
  }
}
