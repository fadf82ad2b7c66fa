package dev.hoop.slackbot.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in's answers against what a running gateway answered in the same situation. */
final class GatewayStandInRecordingsTest {
  private static final String SCRIPT = "UPDATE accounts SET active = false WHERE id = 42;";
  private static final String WITH_REASON =
      "{\"status\":\"REJECTED\",\"rejection_reason\":\"Ann: needs a ticket\"}";

  /** Fields whose values, not only types, belong to the situation. */
  private static final Set<String> LITERAL =
      Set.of("message", "status", "type", "verb", "group", "forced_review", "exit_code", "role");

  private final GatewayStandIn gateway = GatewayStandIn.start();
  private TestGatewayClient read;
  private TestGatewayClient admin;
  private TestGatewayClient dba;
  private TestGatewayClient sre;
  private TestGatewayClient both;

  @BeforeEach
  void setUp() {
    gateway.addUser("Bob", "U0BOB", "dev");
    gateway.addUser("Ann", "U0ANN", "dba");
    gateway.addConnection("pgdemo", "dba", "sre");
    gateway.addConnection("onegroup", "dba");
    gateway.addConnection("ruled");
    read = TestGatewayClient.key(gateway, gateway.createKey("bot-read", "auditor"));
    admin = TestGatewayClient.key(gateway, gateway.createKey("bot-admin", "admin"));
    dba = TestGatewayClient.key(gateway, gateway.createKey("bot-dba", "dba"));
    sre = TestGatewayClient.key(gateway, gateway.createKey("bot-sre", "sre"));
    both = TestGatewayClient.key(gateway, gateway.createKey("bot-both", "dba", "sre"));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void keys() throws Exception {
    same(
        admin.send("POST", "/api-keys", "{\"name\":\"x\",\"groups\":[\"auditor\"]}"),
        "api-key-created");
    same(admin.send("POST", "/api-keys", "{\"name\":\"x\"}"), "api-key-name-taken");
    try (GatewayStandIn other = GatewayStandIn.start()) {
      List<TestGatewayClient> clients = new ArrayList<>();
      for (JsonNode key : recording("api-keys").path("body")) {
        String group = key.path("groups").path(0).asText();
        String second = key.path("groups").path(1).asText("");
        String name = key.path("name").asText();
        clients.add(
            TestGatewayClient.key(
                other,
                second.isEmpty()
                    ? other.createKey(name, group)
                    : other.createKey(name, group, second)));
      }
      for (TestGatewayClient client : clients.subList(0, clients.size() - 1)) {
        assertThat(client.get("/userinfo").status()).isEqualTo(200);
      }
      same(clients.get(0).get("/api-keys"), "api-keys");
    }
  }

  @Test
  void whoAndWhere() throws Exception {
    same(read.get("/userinfo"), "userinfo-auditor");
    same(read.get("/serverinfo"), "serverinfo");
    same(TestGatewayClient.key(gateway, "hpk_wrong").get("/userinfo"), "unauthorized");
    same(read.get("/sessions?limit=0"), "sessions-limit-0");
  }

  @Test
  void usersAndPlugins() throws Exception {
    gateway.addUser("Sue", "U0SUE", "dba", "sre");
    gateway.addUser("Root", "", "admin");
    gateway.addUser("Own", "U0OWN", "dba");
    same(read.get("/users"), "users");
    gateway.removeConnection("pgdemo");
    gateway.removeConnection("onegroup");
    gateway.removeConnection("ruled");
    gateway.addConnection("legacy", "dba", "sre");
    gateway.addConnection("ruled");
    gateway.slackPlugin(Map.of("ruled", List.of("C0DBA", "C0SRE")));
    same(read.get("/plugins"), "plugins");
  }

  @Test
  void onetime() throws Exception {
    String session = stored("pgdemo", 0);
    same(read.get("/reviews/" + session), "review-by-session");
    same(read.get("/sessions/" + session), "session-onetime");
    same(admin.put(session, "{\"status\":\"APPROVED\"}"), "put-admin-outside");
    same(dba.put(session, "{\"status\":\"approved\"}"), "put-partial");
    same(sre.put(session, "{\"status\":\"APPROVED\"}"), "put-approved");
    same(read.get("/sessions/" + session), "session-approved");
  }

  @Test
  void waiting() throws Exception {
    stored("pgdemo", 0);
    stored("onegroup", 1800);
    same(read.get("/sessions?review.status=PENDING&limit=100&count=none"), "sessions-pending");
  }

  @Test
  void decided() throws Exception {
    String rejected = stored("pgdemo", 0);
    same(dba.put(rejected, WITH_REASON), "put-rejected");
    same(dba.put(rejected, "{\"status\":\"APPROVED\"}"), "put-wrong-state");
    same(
        dba.put(
            stored("pgdemo", 0),
            "{\"status\":\"APPROVED\",\"time_window\":{\"type\":\"time_range\",\"configuration\":"
                + "{\"start_time\":\"09:00\",\"end_time\":\"18:00\"}}}"),
        "put-time-window");
    same(dba.put(UUID.randomUUID().toString(), "{\"status\":\"APPROVED\"}"), "put-unknown");
    TestGatewayClient plain = TestGatewayClient.key(gateway, gateway.createKey("bot-plain", "dev"));
    same(plain.put(stored("pgdemo", 0), "{\"status\":\"APPROVED\"}"), "put-not-eligible");
    TestGatewayClient ann = TestGatewayClient.key(gateway, gateway.createKey("ann@acme.io", "dba"));
    same(ann.put(stored("pgdemo", 0), "{\"status\":\"APPROVED\"}"), "put-approver-key");
    gateway.forceGroups("onegroup", "oncall");
    TestGatewayClient oncall =
        TestGatewayClient.key(gateway, gateway.createKey("oncall", "oncall"));
    same(
        oncall.put(stored("onegroup", 0), "{\"status\":\"APPROVED\",\"force_review\":true}"),
        "put-forced");
  }

  @Test
  void jit() throws Exception {
    String session = stored("onegroup", 1800);
    TestGatewayClient ann = TestGatewayClient.user(gateway, "ann@acme.io");
    assertThat(ann.put(session, "{\"status\":\"APPROVED\"}").status()).isEqualTo(200);
    same(read.get("/sessions/" + session), "session-jit-approved");
    same(ann.put(session, "{\"status\":\"REVOKED\"}"), "put-revoked");
    same(read.get("/sessions/" + session), "session-jit-revoked");
  }

  @Test
  void byRule() throws Exception {
    RequestedSession exec = ruled();
    same(
        TestGatewayClient.user(gateway, "ann@acme.io").put(exec, "APPROVED"),
        "put-approved-by-user");
    same(read.get("/sessions/" + exec.session()), "session-rule-approved");
    gateway.startRun(exec.session());
    assertThat(gateway.status(exec.review())).isEqualTo("PROCESSING");
    gateway.markExecuted(exec.session());
    same(read.get("/sessions/" + exec.session()), "session-rule-executed-unsettled");
    gateway.closeSession(exec.session(), 1);
    same(read.get("/sessions/" + exec.session()), "session-rule-executed");

    RequestedSession left = ruled();
    gateway.requesterLeaves(left.session());
    same(read.get("/sessions/" + left.session()), "session-requester-gone");

    RequestedSession refused = ruled();
    assertThat(both.put(refused.review(), WITH_REASON).status()).isEqualTo(200);
    same(read.get("/sessions/" + refused.session()), "session-rejected");
  }

  @Test
  void jitByRule() throws Exception {
    RequestedSession stuck = ruledJit();
    assertThat(both.put(stuck, "APPROVED").json().path("status").asText()).isEqualTo("PENDING");
    same(read.get("/sessions/" + stuck.session()), "session-rule-pending");

    RequestedSession refused = ruledJit();
    assertThat(both.put(refused.review(), WITH_REASON).status()).isEqualTo(200);
    same(read.get("/sessions/" + refused.session()), "session-jit-rejected");
  }

  /** Approved by a key in both groups, then once more by a person in one: still waiting. */
  @Test
  void stuck() throws Exception {
    RequestedSession stuck =
        gateway.connectByRule(
            "bob@acme.io",
            "ruled",
            Duration.ofMinutes(20),
            "prod",
            1,
            List.of("sre", "dba"),
            List.of("oncall"));
    both.put(stuck, "APPROVED");
    TestGatewayClient.user(gateway, "ann@acme.io").put(stuck, "APPROVED");
    same(read.get("/sessions/" + stuck.session()), "session-jit-stuck");
  }

  @Test
  void provisioned() throws Exception {
    String body =
        "{\"user_email\":\"bob@acme.io\",\"connection\":\"pgdemo\",\"script\":\"select 1\","
            + "\"approved_reviewers\":[]}";
    same(admin.send("POST", "/sessions/provision", body), "provision-pending");
  }

  private RequestedSession ruled() {
    return gateway.execByRule(
        "bob@acme.io", "ruled", "echo rule", "prod", 1, List.of("dba", "sre"), List.of("oncall"));
  }

  private RequestedSession ruledJit() {
    return gateway.connectByRule(
        "bob@acme.io",
        "ruled",
        Duration.ofMinutes(20),
        "prod",
        1,
        List.of("dba", "sre"),
        List.of("oncall"));
  }

  private String stored(String connection, int seconds) {
    return gateway.stored("bob@acme.io", connection, Duration.ofSeconds(seconds), SCRIPT).session();
  }

  private static void same(TestGatewayClient.Response got, String recording) throws IOException {
    List<String> differences = new ArrayList<>();
    compare(got.asRecorded(), recording(recording), "", differences);
    assertThat(differences).as(recording + " against " + got.text()).isEmpty();
    assertThat(got.type()).startsWith("application/json");
  }

  private static JsonNode recording(String name) throws IOException {
    try (InputStream in =
        GatewayStandInRecordingsTest.class.getResourceAsStream("/recordings/" + name + ".json")) {
      return TestGatewayClient.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static void compare(JsonNode got, JsonNode want, String path, List<String> out) {
    if (got.getNodeType() != want.getNodeType()) {
      out.add(path + ": " + got.getNodeType() + " for " + want.getNodeType());
    } else if (want.isArray()) {
      if (got.size() != want.size()) {
        out.add(path + ": " + got.size() + " elements for " + want.size());
        return;
      }
      for (int i = 0; i < want.size(); i++) {
        compare(got.get(i), want.get(i), path + "/" + i, out);
      }
    } else if (want.isObject()) {
      Set<String> names = new TreeSet<>();
      got.fieldNames().forEachRemaining(names::add);
      want.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        if (!got.has(name) || !want.has(name)) {
          out.add(path + "/" + name + (got.has(name) ? ": too much" : ": missing"));
        } else {
          compare(got.get(name), want.get(name), path + "/" + name, out);
        }
      }
    } else if (LITERAL.contains(path.substring(path.lastIndexOf('/') + 1))
        && !path.equals("/body/type")
        && !got.equals(want)) {
      out.add(path + ": " + got + " for " + want);
    }
  }
}
