package dev.hoop.slackbot.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.slackbot.decision.CredentialLease;
import dev.hoop.slackbot.decision.KeyStore;
import dev.hoop.slackbot.gateway.GatewayHttp;
import dev.hoop.slackbot.gateway.HttpGateway;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.sandbox.gateway.GatewayFaults;
import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayStartupTest {

  private static final Duration DISPLAY_AGE = Duration.ofSeconds(5);

  private static final Map<String, Secret> NO_KEYS = Map.of();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final GatewayStandIn gateway = GatewayStandIn.start();
  private final GatewayHttp http =
      new GatewayHttp(gateway.url(), GatewayHttp.client(threads), date -> {});
  private final InMemoryKeyStore log = new InMemoryKeyStore();

  @AfterEach
  void close() {
    gateway.close();
    threads.shutdownNow();
  }

  private GatewayStartup start(String key, Map<String, Secret> groupKeys) {
    return new GatewayStartup(http, new Secret(key), groupKeys, new CredentialHealth());
  }

  private GatewayStartup.Findings look(String key, Map<String, Secret> groupKeys)
      throws GatewayUnavailableException {
    return start(key, groupKeys).look(log);
  }

  private GatewayStartup.Findings lookAsAuditor(String group, String groupKey)
      throws GatewayUnavailableException {
    return look(gateway.createKey("bot-read", "auditor"), Map.of(group, new Secret(groupKey)));
  }

  private GatewayUnavailableException failure(String key, Map<String, Secret> groupKeys) {
    return catchThrowableOfType(GatewayUnavailableException.class, () -> look(key, groupKeys));
  }

  @Test
  void takesAnAdminKeyAndMakesNoApproverKeyBeforeAClick() throws Exception {
    GatewayStartup.Findings found = look(gateway.createKey("bot-admin", "admin"), NO_KEYS);

    assertThat(found.faults()).isEmpty();
    assertThat(found.submitter().decides("any-group", Verdict.Kind.FORCE_APPROVE)).isTrue();
    assertThat(gateway.keyNames()).containsExactly("bot-admin");
  }

  @Test
  void revokesWhatAnEarlierRunLeftActive() throws Exception {
    String admin = gateway.createKey("bot-admin", "admin");
    http.send("POST", "/api-keys", Map.of("name", "ann@acme.io"), new Secret(admin));
    log.keep(new KeyStore.Kept("ann@acme.io", "", "ann@acme.io", ""));

    look(admin, NO_KEYS);

    assertThat(gateway.keyNames().stream().filter(gateway::isActive)).containsExactly("bot-admin");
  }

  @Test
  void takesAnAuditorKeyWithAKeyForEachGroup() throws Exception {
    GatewayStartup.Findings found =
        look(
            gateway.createKey("bot-read", "auditor"),
            Map.of(
                "dba", new Secret(gateway.createKey("bot-dba", "dba")),
                "sre", new Secret(gateway.createKey("bot-sre", "sre"))));

    assertThat(found.faults()).isEmpty();
    assertThat(found.submitter().decides("dba", Verdict.Kind.APPROVE)).isTrue();
    assertThat(found.submitter().decides("sre", Verdict.Kind.REVOKE)).isTrue();
    assertThat(found.submitter().decides("oncall", Verdict.Kind.APPROVE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auditor", "admin"})
  void asksOnlyWhoEachKeyIsInTheGroupKeyWay(String role) throws Exception {
    look(
        gateway.createKey("bot-read", role),
        Map.of(
            "dba", new Secret(gateway.createKey("bot-dba", "dba")),
            "sre", new Secret(gateway.createKey("bot-sre", "sre"))));

    assertThat(gateway.requests().stream().map(r -> r.method() + " " + r.path()))
        .hasSize(3)
        .containsOnly("GET /userinfo");
  }

  @Test
  void knowsTheMarkOfEachGroupsKeyFromTheStart() throws Exception {
    gateway.addUser("Bob", "U0BOB", "dev");
    gateway.addConnection("pg", "dba", "sre");
    SessionId asked = new SessionId(gateway.exec("bob@acme.io", "pg", "select 1").session());
    HttpVerdictSubmitter submitter =
        lookAsAuditor("dba", gateway.createKey("bot-dba", "dba")).submitter();

    try (CredentialLease lease = submitter.lease("dba", SampleReviews.ANN, Verdict.Kind.APPROVE)) {
      lease.submit(read(asked), Verdict.approve());
    }

    Review review = read(asked).review();
    assertThat(submitter.bearsMark(review.group("dba").orElseThrow(), SampleReviews.ANN)).isTrue();
    assertThat(submitter.bearsMark(review.group("sre").orElseThrow(), SampleReviews.ANN)).isFalse();
  }

  private Session read(SessionId asked) throws GatewayUnavailableException {
    Secret reader = new Secret(gateway.createKey("reader " + gateway.keyNames().size(), "auditor"));
    return new HttpGateway(http, reader, Clock.systemUTC(), DISPLAY_AGE)
        .fetchSession(asked)
        .orElseThrow(() -> new AssertionError("the session is gone"));
  }

  @Test
  void learnsWhatTheAuditorGroupIsCalled() throws Exception {
    String groupKey = gateway.createKey("bot-dba", "dba");
    assertThat(lookAsAuditor("dba", groupKey).auditorGroup()).isEqualTo("auditor");

    gateway.renameAuditors("watchers");
    assertThat(
            look(gateway.createKey("reader", "watchers"), Map.of("dba", new Secret(groupKey)))
                .auditorGroup())
        .isEqualTo("watchers");
  }

  @Test
  void takesAProxysNotFoundForNoGatewayWithoutApiKeys() {
    String key = gateway.createKey("bot-admin", "admin");
    gateway.always("GET /api-keys", GatewayFaults.status(404, "no such upstream"));

    assertThat(failure(key, NO_KEYS).refused()).isFalse();
  }

  @Test
  void refusesAKeyInAPlainGroupAlone() throws Exception {
    GatewayStartup.Findings found = look(gateway.createKey("bot", "dba"), NO_KEYS);

    assertThat(found.faults())
        .containsExactly(
            "HOOP_API_KEY: this key is in neither the auditor nor the admin group, so it sees no"
                + " review but its own. Give it the group auditor (with HOOP_GROUP_API_KEYS) or"
                + " admin");
    assertThat(found.submitter().decides("dba", Verdict.Kind.APPROVE)).isFalse();
    assertThat(gateway.requests()).hasSize(1);
  }

  @Test
  void refusesAPlainKeyBesideGoodGroupKeysToo() throws Exception {
    GatewayStartup.Findings found =
        look(
            gateway.createKey("bot", "dba"),
            Map.of("dba", new Secret(gateway.createKey("bot-dba", "dba"))));

    assertThat(found.faults()).hasSize(1).first().asString().contains("neither the auditor");
  }

  @Test
  void refusesAnAuditorKeyWithoutGroupKeys() throws Exception {
    GatewayStartup.Findings found = look(gateway.createKey("bot-read", "auditor"), NO_KEYS);

    assertThat(found.faults())
        .containsExactly(
            "HOOP_API_KEY: an auditor key can only read. Set HOOP_GROUP_API_KEYS too"
                + " (sre=hpk_…,dba=hpk_…), or give the bot a key in the admin group");
    assertThat(gateway.requests()).hasSize(1);
  }

  @ParameterizedTest(name = "a key in {0} for dba")
  @CsvSource(
      delimiter = '|',
      value = {
        "sre       | is not in that group. Give it the group dba and no other",
        "dba,sre   | is in other groups too, so one click would count for all of them. Give it the"
            + " group dba and no other",
        "DBA       | is not in that group. Give it the group dba and no other"
      })
  void refusesAGroupKeyThatIsNotInItsGroupAlone(String groups, String fault) throws Exception {
    GatewayStartup.Findings found =
        lookAsAuditor("dba", gateway.createKey("bot-dba", groups.split(",")));

    assertThat(found.faults())
        .containsExactly("HOOP_GROUP_API_KEYS: the key for group dba " + fault);
  }

  @Test
  void refusesAGroupKeyThatIsAnAuditor() throws Exception {
    GatewayStartup.Findings found =
        lookAsAuditor("dba", gateway.createKey("bot-dba", "dba", "auditor"));

    assertThat(found.faults())
        .contains(
            "HOOP_GROUP_API_KEYS: the key for group dba is an auditor, which may not decide. Give"
                + " it the group dba and no other");
  }

  @Test
  void refusesAGroupKeyThatIsAnAdmin() throws Exception {
    GatewayStartup.Findings found =
        lookAsAuditor("dba", gateway.createKey("bot-dba", "dba", "admin"));

    assertThat(found.faults())
        .contains(
            "HOOP_GROUP_API_KEYS: the key for group dba is an admin, which is more than it needs."
                + " Give it the group dba and no other");
  }

  @Test
  void takesAnAdminKeyForTheAdminGroupWhereThatReviews() throws Exception {
    assertThat(lookAsAuditor("admin", gateway.createKey("bot-adm", "admin")).faults()).isEmpty();
  }

  @Test
  void namesTheGroupWhoseKeyTheGatewayRefuses() throws Exception {
    GatewayStartup.Findings found = lookAsAuditor("dba", "hpk_nobody-knows-this-one");

    assertThat(found.faults())
        .containsExactly(
            "HOOP_GROUP_API_KEYS: the gateway does not accept the key for group dba. Make a new one"
                + " in Hoop under API keys, in that group alone");
  }

  @Test
  void listsTheFaultsOfAllGroupKeysAtOnce() throws Exception {
    GatewayStartup.Findings found =
        look(
            gateway.createKey("bot-read", "auditor"),
            Map.of(
                "dba", new Secret("hpk_nobody-knows-this-one"),
                "sre", new Secret(gateway.createKey("bot-sre", "oncall"))));

    assertThat(found.faults())
        .hasSize(2)
        .anyMatch(fault -> fault.contains("the key for group dba"))
        .anyMatch(fault -> fault.contains("the key for group sre"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hpk_nobody-knows-this-one", "xapi-nor-this", "hpk_two words"})
  void saysThatTheKeyMustBeMadeAnewAndNeverShowsIt(String key) throws Exception {
    GatewayStartup.Findings found = look(key, NO_KEYS);

    assertThat(found.faults()).hasSize(1).first().asString().startsWith("HOOP_API_KEY: ");
    assertThat(found.faults().get(0)).doesNotContain(key);
    assertThat(found.submitter().decides("dba", Verdict.Kind.REJECT)).isFalse();
  }

  @Test
  void saysThatTheAddressIsAWebPage() throws Exception {
    String key = gateway.createKey("bot-admin", "admin");
    gateway.always("GET /userinfo", GatewayFaults.html());

    GatewayStartup.Findings found = look(key, NO_KEYS);

    assertThat(found.faults())
        .containsExactly(
            "HOOP_API_URL: this address answers with a web page, not with the gateway's API. Give"
                + " the gateway's base address, with its path if it has one, without /api");
  }

  @Test
  void fallsBackToTheLegacyKeyWhereTheGatewayHasNoApiKeys() throws Exception {
    String key = gateway.legacyKey();
    gateway.withoutApiKeys();

    GatewayStartup.Findings found = look(key, NO_KEYS);

    assertThat(found.faults()).isEmpty();
    assertThat(found.submitter().decides("dba", Verdict.Kind.APPROVE)).isFalse();
    assertThat(found.submitter().decides("admin", Verdict.Kind.APPROVE)).isTrue();
    assertThat(found.submitter().decides("dba", Verdict.Kind.REJECT)).isTrue();
  }

  @Test
  void usesApproverKeysWithTheLegacyKeyToo() throws Exception {
    GatewayStartup.Findings found = look(gateway.legacyKey(), NO_KEYS);

    assertThat(found.submitter().decides("dba", Verdict.Kind.APPROVE)).isTrue();
  }

  @Test
  void throwsWhileTheGatewayIsDown() {
    String key = gateway.createKey("bot-admin", "admin");
    gateway.down();

    assertThat(failure(key, NO_KEYS).refused()).isFalse();
  }

  /** Where the gateway fails halfway through the start. */
  enum Halfway {
    ADMIN_WHO("GET /userinfo", false),
    ADMIN_KEYS("GET /api-keys", false),
    GROUP_WHO("GET /userinfo", true);

    private final String request;
    private final boolean groupKeys;

    Halfway(String request, boolean groupKeys) {
      this.request = request;
      this.groupKeys = groupKeys;
    }
  }

  @ParameterizedTest
  @EnumSource(Halfway.class)
  void blamesNoKeyForAGatewayThatFailsHalfway(Halfway at) {
    String key = gateway.createKey("bot", at.groupKeys ? "auditor" : "admin");
    Map<String, Secret> groupKeys =
        at.groupKeys ? Map.of("dba", new Secret(gateway.createKey("d", "dba"))) : NO_KEYS;
    gateway.always(at.request, GatewayFaults.status(503, "starting"));

    GatewayUnavailableException failure = failure(key, groupKeys);

    assertThat(failure).hasMessage("the gateway answers 503: starting");
    assertThat(failure.refused()).isFalse();
  }
}
