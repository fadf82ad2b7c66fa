package dev.hoop.slackbot.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.slackbot.decision.KeyStore;
import dev.hoop.slackbot.gateway.GatewayErrors;
import dev.hoop.slackbot.gateway.GatewayHttp;
import dev.hoop.slackbot.gateway.KeyAnswerException;
import dev.hoop.slackbot.gateway.ScriptedGateway;
import dev.hoop.slackbot.gateway.Wire;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.sandbox.gateway.GatewayFaults;
import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApproverKeysTest {

  private static final ClickOutcome DONE =
      new ClickOutcome.Counted(
          SampleReviews.ANN,
          "key",
          SampleReviews.onetime("dba").status(ReviewStatus.APPROVED).build().review());
  private static final String ANN = "ann@acme.io";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final GatewayStandIn gateway = GatewayStandIn.start();
  private final String adminKey = gateway.createKey("bot-admin", "admin");
  private final GatewayHttp http =
      new GatewayHttp(gateway.url(), GatewayHttp.client(threads), date -> {});
  private final InMemoryKeyStore log = new InMemoryKeyStore();
  private final CredentialHealth health = new CredentialHealth();
  private final ApproverKeys keys = keysWith(adminKey);

  @AfterEach
  void close() {
    gateway.close();
    threads.shutdownNow();
  }

  private ApproverKeys keysWith(String admin) {
    return keysWith(admin, "bot-admin");
  }

  private ApproverKeys keysWith(String admin, String maker) {
    Secret secret = new Secret(admin);
    return new ApproverKeys(new KeyApi(http, secret, maker), log, new SecretCipher(secret), health);
  }

  private ClickOutcome click(String group) {
    return click(keys, group);
  }

  private ClickOutcome click(ApproverKeys with, String group) {
    return LeasedCalls.with(
        with, group, SampleReviews.ANN, Verdict.Kind.APPROVE, (name, key) -> DONE);
  }

  /** The groups that the gateway itself sees behind the key while it is in use. */
  private List<String> groupsInUse(String group) {
    List<String> seen = new ArrayList<>();
    ClickOutcome result =
        LeasedCalls.with(
            keys,
            group,
            SampleReviews.ANN,
            Verdict.Kind.APPROVE,
            (name, key) -> {
              seen.addAll(groupsOf(key));
              return DONE;
            });
    assertThat(result).isEqualTo(DONE);
    return seen;
  }

  private List<String> groupsOf(Secret key) {
    try {
      List<String> groups = http.get("/userinfo", key).read(Wire.UserWire.class).groups();
      return groups == null ? List.of() : groups;
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }

  private List<String> active() {
    return gateway.keyNames().stream()
        .filter(gateway::isActive)
        .filter(name -> !name.equals("bot-admin"))
        .toList();
  }

  @Test
  void makesAKeyNamedByTheEmailInTheClickedGroupAlone() {
    List<String> groups = groupsInUse("dba");

    assertThat(groups).containsExactly("dba");
    assertThat(gateway.keyNames()).containsExactly("bot-admin", ANN);
    assertThat(active()).isEmpty();
  }

  @Test
  void tellsTheCallTheNameOfTheKey() {
    List<String> names = new ArrayList<>();

    LeasedCalls.with(
        keys,
        "dba",
        SampleReviews.ANN,
        Verdict.Kind.APPROVE,
        (name, key) -> {
          names.add(name);
          return DONE;
        });

    assertThat(names).containsExactly("approver key " + ANN);
  }

  @Test
  void coversEveryGroupAndTakesTheReasonAsItIs() {
    assertThat(keys.covers("anything", Verdict.Kind.FORCE_APPROVE)).isTrue();
    assertThat(keys.reason(SampleReviews.ANN, "needs a ticket")).isEqualTo("needs a ticket");
  }

  @Test
  void refusesAPersonWithoutAnEmail() {
    Person nameless =
        new Person("sub", "No Mail", " ", PersonStatus.ACTIVE, false, null, List.of("dba"));

    ClickOutcome result =
        LeasedCalls.with(keys, "dba", nameless, Verdict.Kind.APPROVE, (name, key) -> DONE);

    assertThat(result).extracting(LeasedCalls::reason).isEqualTo(Reason.NO_CREDENTIAL);
    assertThat(gateway.requests()).isEmpty();
  }

  @Test
  void makesOneKeyForEmailsThatDifferInCaseAlone() {
    Person loud =
        new Person("x", "Ann", "ANN@ACME.IO", PersonStatus.ACTIVE, false, null, List.of("dba"));
    click("dba");

    LeasedCalls.with(keys, "dba", loud, Verdict.Kind.APPROVE, (name, key) -> DONE);

    assertThat(gateway.keyNames()).containsExactly("bot-admin", ANN);
  }

  @Test
  void setsTheGroupBeforeEachUseWhileTheKeyIsRevoked() {
    click("dba");
    click("dba");
    click("sre");

    assertThat(gateway.keyHistory(ANN))
        .containsExactly(
            "created [dba]",
            "revoked",
            "groups [dba]",
            "reactivated",
            "revoked",
            "groups [sre]",
            "reactivated",
            "revoked");
  }

  @Test
  void sixtyClicksMakeOneKey() {
    IntStream.range(0, 60).forEach(i -> click(i % 3 == 0 ? "sre" : "dba"));

    assertThat(gateway.keyNames()).containsExactly("bot-admin", ANN);
    assertThat(active()).isEmpty();
  }

  @Test
  void makesAnotherKeyForAnotherPerson() {
    click("dba");

    LeasedCalls.with(keys, "dba", SampleReviews.SUE, Verdict.Kind.APPROVE, (name, key) -> DONE);

    assertThat(gateway.keyNames()).containsExactly("bot-admin", ANN, "sue@acme.io");
  }

  @Test
  void assignsReactivatesDecidesAndRevokesInThatOrder() {
    gateway.addUser("Bob", "U0BOB", "dev");
    gateway.addConnection("pg", "dba");
    click("dba");
    String review = gateway.exec("bob@acme.io", "pg", "select 1").review();
    int before = gateway.requests().size();

    decide(review);

    assertThat(gateway.requests().stream().skip(before).map(r -> r.method() + " " + kind(r.path())))
        .containsExactly("PUT key", "POST reactivate", "PUT review", "DELETE key");
    assertThat(gateway.status(review)).isEqualTo("APPROVED");
  }

  private static String kind(String path) {
    if (path.endsWith("/reactivate")) {
      return "reactivate";
    }
    return path.startsWith("/reviews/") ? "review" : "key";
  }

  private ClickOutcome decide(String review) {
    return LeasedCalls.with(
        keys,
        "dba",
        SampleReviews.ANN,
        Verdict.Kind.APPROVE,
        (name, key) -> {
          try {
            Wire.VerdictWire body = new Wire.VerdictWire("APPROVED", null, false, "");
            return ClickOutcome.answered(
                Reason.REFUSED_BY_HOOP,
                "" + http.send("PUT", "/reviews/" + review, body, key).status(),
                name);
          } catch (IOException e) {
            return new ClickOutcome.Unknown(SampleReviews.ANN, name, GatewayErrors.kind(e));
          }
        });
  }

  @Test
  void revokesTheKeyWhenTheDecisionsAnswerWasLost() {
    gateway.addUser("Bob", "U0BOB", "dev");
    gateway.addConnection("pg", "dba");
    String review = gateway.exec("bob@acme.io", "pg", "select 1").review();
    gateway.failNext("PUT /reviews", 1, HttpFault.dropAfter());

    ClickOutcome result = decide(review);

    assertThat(result).isInstanceOf(ClickOutcome.Unknown.class);
    assertThat(active()).isEmpty();
  }

  @Test
  void revokesTheKeyWhenTheCallBlowsUp() {
    assertThatThrownBy(
            () ->
                LeasedCalls.with(
                    keys,
                    "dba",
                    SampleReviews.ANN,
                    Verdict.Kind.APPROVE,
                    (name, key) -> {
                      throw new IllegalStateException("a bug");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(active()).isEmpty();
  }

  @Test
  void revokesTheKeyAlthoughTheThreadWasInterruptedMeanwhile() {
    LeasedCalls.with(
        keys,
        "dba",
        SampleReviews.ANN,
        Verdict.Kind.APPROVE,
        (name, key) -> {
          Thread.currentThread().interrupt();
          return DONE;
        });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(active()).isEmpty();
  }

  @Test
  void leavesAForeignKeyOfThatNameAlone() {
    gateway.createKey(ANN, "admin");

    List<String> groups = groupsInUse("dba");

    assertThat(groups).containsExactly("dba");
    assertThat(gateway.keyNames()).containsExactly("bot-admin", ANN, ANN + " (Slack)");
    assertThat(gateway.keyHistory(ANN)).containsExactly("created [admin]");
  }

  @Test
  void goesOnToTheNextNameWhenTheFirstWasTakenAMomentAgo() {
    gateway.failNext(
        "POST /api-keys", 1, GatewayFaults.status(409, "an api key with this name already exists"));

    click("dba");

    assertThat(gateway.keyNames()).containsExactly("bot-admin", ANN + " (Slack)");
    assertThat(log.findKey(ANN).map(KeyStore.Kept::name)).contains(ANN + " (Slack)");
  }

  @Test
  void givesUpWhenEveryNameIsTaken() {
    gateway.always(
        "POST /api-keys", GatewayFaults.status(409, "an api key with this name already exists"));

    ClickOutcome result = click("dba");

    assertThat(result).extracting(LeasedCalls::reason).isEqualTo(Reason.GATEWAY_UNAVAILABLE);
    assertThat(gateway.requests().stream().filter(r -> r.method().equals("POST"))).hasSize(20);
    assertThat(log.keys()).isEmpty();
  }

  @Test
  void retiresTheKeyWhoseSecretAnotherAdminKeySealed() {
    click("dba");
    String old = log.findKey(ANN).orElseThrow().id();
    ApproverKeys changed = keysWith(gateway.createKey("new-admin", "admin"), "new-admin");

    ClickOutcome result = click(changed, "dba");

    String retired = ANN + " (retired " + old.substring(0, 8) + ")";
    assertThat(result).isEqualTo(DONE);
    assertThat(gateway.keyNames()).contains(retired, ANN);
    assertThat(gateway.isActive(retired)).isFalse();
    assertThat(gateway.isActive(ANN)).isFalse();
  }

  @Test
  void revokesBeforeItRenamesTheKeyThatItRetires() {
    gateway.failNext("DELETE /api-keys", 2, GatewayFaults.status(500, "no"));
    click("dba");
    ApproverKeys changed = keysWith(gateway.createKey("new-admin", "admin"), "new-admin");
    gateway.failNext("PUT /api-keys", 1, GatewayFaults.status(500, "no"));

    ClickOutcome first = click(changed, "dba");
    boolean harmless = !gateway.isActive(ANN);
    ClickOutcome second = click(changed, "dba");

    assertThat(first).extracting(LeasedCalls::reason).isEqualTo(Reason.GATEWAY_UNAVAILABLE);
    assertThat(harmless).isTrue();
    assertThat(second).isEqualTo(DONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dba", "sre"})
  void makesAnewAKeyThatTheGatewayNoLongerHas(String group) {
    log.keep(
        new KeyStore.Kept(
            ANN,
            "gone",
            ANN,
            new SecretCipher(new Secret(adminKey)).close(new Secret("hpk_x"), ANN + "\ngone")));

    List<String> groups = groupsInUse(group);

    assertThat(groups).containsExactly(group);
    assertThat(log.findKey(ANN).map(KeyStore.Kept::id)).isNotEqualTo("gone");
  }

  @Test
  void doesNotTakeAProxysNotFoundForAKeyThatIsGone() {
    try (ScriptedGateway proxy = new ScriptedGateway()) {
      Secret admin = new Secret(adminKey);
      KeyApi api =
          new KeyApi(
              new GatewayHttp(proxy.url(), GatewayHttp.client(threads), date -> {}), admin, "");

      assertThatThrownBy(() -> api.revoke("some-id")).isInstanceOf(KeyAnswerException.class);
      assertThatThrownBy(() -> api.assign("some-id", "dba")).isInstanceOf(KeyAnswerException.class);
    }
  }

  @Test
  void retiresTheKeyWhoseMakingWasDoneAndItsAnswerLost() {
    gateway.failNext("POST /api-keys", 1, HttpFault.dropAfter());

    ClickOutcome lost = click("dba");
    List<String> stillActive = active();
    ClickOutcome next = click("dba");

    assertThat(lost).extracting(LeasedCalls::reason).isEqualTo(Reason.GATEWAY_UNAVAILABLE);
    assertThat(stillActive).isEmpty();
    assertThat(next).isEqualTo(DONE);
    assertThat(gateway.keyNames()).hasSize(3).contains(ANN);
    assertThat(active()).isEmpty();
  }

  @Test
  void retiresItOnTheNextClickWhenNothingCouldBeAskedAfterwards() {
    gateway.failNext("POST /api-keys", 1, HttpFault.truncated());
    gateway.failNext("GET /api-keys", 1, HttpFault.slow(Duration.ZERO));
    gateway.failNext("GET /api-keys", 2, GatewayFaults.status(503, "away"));

    click("dba");
    List<String> orphaned = active();
    List<String> groups = groupsInUse("sre");

    assertThat(orphaned).containsExactly(ANN);
    assertThat(groups).containsExactly("sre");
    assertThat(active()).isEmpty();
    assertThat(gateway.keyNames()).hasSize(3).doesNotContain(ANN + " (Slack)");
  }

  @Test
  void revokesAtTheStartAKeyWhoseMakingWasNeverConfirmed() throws IOException {
    makeLate();
    log.keep(new KeyStore.Kept(ANN, "", ANN, ""));

    keysWith(adminKey).begin();

    assertThat(active()).isEmpty();
  }

  /** What the gateway does when a call gets through that the bot had given up. */
  private void makeLate() throws IOException {
    Map<String, Object> body = Map.of("name", ANN, "groups", List.of("dba"));
    http.send("POST", "/api-keys", body, new Secret(adminKey));
  }

  @Test
  void leavesAKeyOfAnUnconfirmedNameAloneThatSomebodyElseMade() throws IOException {
    gateway.createKey(ANN, "dba");
    log.keep(new KeyStore.Kept(ANN, "", ANN, ""));

    keysWith(adminKey).begin();

    assertThat(gateway.keyHistory(ANN)).containsExactly("created [dba]");
  }

  @Test
  void makesAnotherKeyWhereTheOldOneWasRenamedInHoop() throws IOException {
    click("dba");
    String id = log.findKey(ANN).orElseThrow().id();
    http.send("PUT", "/api-keys/" + id, Map.of("name", "mallory"), new Secret(adminKey));

    List<String> groups = groupsInUse("dba");

    assertThat(groups).containsExactly("dba");
    assertThat(gateway.keyNames()).containsExactly("bot-admin", "mallory", ANN);
    assertThat(active()).isEmpty();
  }

  @Test
  void usesNoKeyThatGotAnotherGroupThanItWasGiven() {
    click("dba");
    KeyStore.Kept kept = log.findKey(ANN).orElseThrow();
    String path = "/api-keys/" + kept.id();
    try (ScriptedGateway odd = new ScriptedGateway()) {
      odd.on(
              "PUT " + path,
              200,
              "{\"id\":\"%s\",\"name\":\"%s\",\"groups\":[\"dba\",\"sre\"]}"
                  .formatted(kept.id(), ANN))
          .on("DELETE " + path, 404, "{\"message\":\"resource not found\"}");
      Secret admin = new Secret(adminKey);
      KeyApi api =
          new KeyApi(
              new GatewayHttp(odd.url(), GatewayHttp.client(threads), date -> {}),
              admin,
              "bot-admin");
      ClickOutcome result =
          click(new ApproverKeys(api, log, new SecretCipher(admin), health), "dba");

      assertThat(result).extracting(LeasedCalls::reason).isEqualTo(Reason.CREDENTIAL_FAULT);
      assertThat(odd.asked()).containsExactly("PUT " + path, "DELETE " + path);
    }
    assertThat(health.faults()).containsOnlyKeys("approver keys");
    assertThat(health.detail().orElse("")).doesNotContain(ANN);
    assertThat(click("dba")).isEqualTo(DONE);
    assertThat(health.faults()).isEmpty();
  }

  @Test
  void isReadBeforeItsNextUseOnceItIsDistrusted() {
    click("dba");
    keys.distrust("dba", SampleReviews.ANN);
    gateway.failNext(
        "POST /api-keys", 1, HttpFault.raced(() -> gateway.setKeyGroups(ANN, "dba", "sre")));

    ClickOutcome changed = click("dba");
    ClickOutcome again = click("dba");
    int before = gateway.requests().size();
    click("dba");

    assertThat(changed).extracting(LeasedCalls::reason).isEqualTo(Reason.CREDENTIAL_FAULT);
    assertThat(again).isEqualTo(DONE);
    assertThat(gateway.requests().stream().skip(before).map(r -> r.method()))
        .as("trusted again")
        .containsExactly("PUT", "POST", "DELETE");
    assertThat(active()).isEmpty();
  }

  @Test
  void blamesTheAdminKeyThatTheGatewayNoLongerTakes() {
    click("dba");
    gateway.revokeKey("bot-admin");

    ClickOutcome result = click("dba");

    assertThat(result)
        .isEqualTo(
            ClickOutcome.answered(
                Reason.CREDENTIAL_FAULT, "the gateway does not accept this key", "HOOP_API_KEY"));
    assertThat(health.faults()).containsOnlyKeys("HOOP_API_KEY");
    gateway.reactivateKey("bot-admin");
    keys.sweep();
    assertThat(health.faults()).isEmpty();
  }

  @Test
  void aLeaseKnowsTheMarkOfItsOwnKeyAlone() {
    try (CheckedLease lease = keys.lease("dba", SampleReviews.ANN, Verdict.Kind.APPROVE)) {
      String id = log.findKey(ANN).orElseThrow().id();

      assertThat(lease.marks(entry(new ReviewedBy(id, ANN, ANN, "")))).isTrue();
      assertThat(lease.marks(entry(new ReviewedBy("another", ANN, ANN, "")))).isFalse();
    }
  }

  @Test
  void aLeaseCanBeClosedOnAnotherThreadAndTwice() throws Exception {
    CheckedLease lease = keys.lease("dba", SampleReviews.ANN, Verdict.Kind.APPROVE);

    threads.submit(lease::close).get(30, TimeUnit.SECONDS);
    lease.close();

    assertThat(active()).isEmpty();
    assertThat(click("sre")).isEqualTo(DONE);
  }

  @Test
  void asksNothingPeriodicallyBeforeTheFirstKeyIsMade() {
    keys.sweep();
    int none = gateway.requests().size();
    click("dba");
    int before = gateway.requests().size();

    keys.sweep();

    assertThat(none).isZero();
    assertThat(gateway.requests()).hasSize(before + 1);
  }

  @Test
  void knowsNoForeignKeyByAnUnconfirmedOne() {
    log.keep(new KeyStore.Kept(ANN, "", ANN, ""));

    assertThat(keys.bearsMark(entry(new ReviewedBy("", "", "", "")), SampleReviews.ANN)).isFalse();
  }

  @Test
  void revokesWhatAnEarlierRunLeftActiveAndNoOtherKey() throws IOException {
    gateway.createKey("somebody-elses", "dba");
    gateway.failNext("DELETE /api-keys", 2, HttpFault.dropBefore());
    click("dba");
    boolean left = gateway.isActive(ANN);

    keysWith(adminKey).begin();

    assertThat(left).isTrue();
    assertThat(active()).containsExactly("somebody-elses");
  }

  @Test
  void revokesLaterWhatCouldNotBeRevokedAtOnce() {
    gateway.failNext("DELETE /api-keys", 3, HttpFault.dropBefore());
    click("dba");
    boolean left = gateway.isActive(ANN);

    keys.sweep();
    boolean stillLeft = gateway.isActive(ANN);
    keys.sweep();

    assertThat(left).as("active after its use").isTrue();
    assertThat(stillLeft).as("active after an attempt that failed too").isTrue();
    assertThat(gateway.isActive(ANN)).as("active in the end").isFalse();
  }

  @Test
  void triesToRevokeASecondTimeAtOnce() {
    gateway.failNext("DELETE /api-keys", 1, HttpFault.dropBefore());

    click("dba");

    assertThat(active()).isEmpty();
  }

  @Test
  void setsTheClickedGroupBeforeItUsesAKeyThatStayedActive() {
    gateway.failNext("DELETE /api-keys", 2, GatewayFaults.status(500, "no"));
    click("dba");

    List<String> groups = groupsInUse("sre");

    assertThat(groups).containsExactly("sre");
    assertThat(active()).isEmpty();
  }

  @Test
  void usesAKeyThatStayedActiveInTheSameGroup() {
    gateway.failNext("DELETE /api-keys", 2, GatewayFaults.status(500, "no"));
    click("dba");

    assertThat(groupsInUse("dba")).containsExactly("dba");
    assertThat(active()).isEmpty();
  }

  @Test
  void trustsNoRememberedGroupAfterTheAnswerToItsChangeWasLost() {
    click("dba");
    gateway.failNext("PUT /api-keys", 1, HttpFault.dropAfter());
    ClickOutcome lost = click("sre");
    List<String> inGateway = gateway.groupsOf(ANN);

    List<String> groups = groupsInUse("dba");

    assertThat(lost).extracting(LeasedCalls::reason).isEqualTo(Reason.GATEWAY_UNAVAILABLE);
    assertThat(inGateway).containsExactly("sre");
    assertThat(groups).containsExactly("dba");
  }

  @Test
  void revokesAndRecoversWhenReactivationFailsHalfWay() {
    click("dba");
    gateway.failNext("POST /api-keys", 1, HttpFault.dropAfter());

    ClickOutcome failed = click("sre");
    List<String> stillActive = active();
    List<String> groups = groupsInUse("dba");

    assertThat(failed).extracting(LeasedCalls::reason).isEqualTo(Reason.GATEWAY_UNAVAILABLE);
    assertThat(stillActive).isEmpty();
    assertThat(groups).containsExactly("dba");
  }

  @Test
  void saysThatTheKeyIsNotReadyWhileTheGatewayIsDown() {
    gateway.down();

    ClickOutcome result = click("dba");

    assertThat(result)
        .isEqualTo(
            ClickOutcome.because(
                Reason.GATEWAY_UNAVAILABLE, "its key could not be made ready (ConnectException)"));
  }

  @Test
  void neverArmsOnePersonsKeyTwiceAtOnce() throws Exception {
    click("dba");
    AtomicInteger armed = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Boolean> right = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Future<ClickOutcome>> results = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String group = i % 2 == 0 ? "dba" : "sre";
      results.add(
          threads.submit(
              () ->
                  LeasedCalls.with(
                      keys,
                      group,
                      SampleReviews.ANN,
                      Verdict.Kind.APPROVE,
                      (name, key) -> {
                        most.accumulateAndGet(armed.incrementAndGet(), Math::max);
                        right.add(groupsOf(key).equals(List.of(group)));
                        armed.decrementAndGet();
                        return DONE;
                      })));
    }

    for (Future<ClickOutcome> result : results) {
      assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo(DONE);
    }

    assertThat(most).hasValue(1);
    assertThat(right).hasSize(20).doesNotContain(false);
    assertThat(active()).isEmpty();
  }

  @Test
  void armsTwoPeoplesKeysAtOnce() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    LeasedCalls.Call meet =
        (name, key) -> {
          both.countDown();
          try {
            return both.await(20, TimeUnit.SECONDS)
                ? DONE
                : ClickOutcome.because(Reason.NO_CREDENTIAL, "alone");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ClickOutcome.because(Reason.NO_CREDENTIAL, "interrupted");
          }
        };

    Future<ClickOutcome> ann =
        threads.submit(
            () -> LeasedCalls.with(keys, "dba", SampleReviews.ANN, Verdict.Kind.APPROVE, meet));
    Future<ClickOutcome> sue =
        threads.submit(
            () -> LeasedCalls.with(keys, "dba", SampleReviews.SUE, Verdict.Kind.APPROVE, meet));

    assertThat(ann.get(30, TimeUnit.SECONDS)).isEqualTo(DONE);
    assertThat(sue.get(30, TimeUnit.SECONDS)).isEqualTo(DONE);
  }

  @Test
  void knowsItsOwnKeyInTheGatewaysRecord() {
    click("dba");
    String id = log.findKey(ANN).orElseThrow().id();

    assertThat(keys.bearsMark(entry(new ReviewedBy(id, ANN, ANN, "")), SampleReviews.ANN)).isTrue();
    assertThat(keys.bearsMark(entry(new ReviewedBy(id, ANN, ANN, "")), SampleReviews.SUE))
        .isFalse();
    assertThat(keys.bearsMark(entry(new ReviewedBy("other", ANN, ANN, "")), SampleReviews.ANN))
        .isFalse();
    assertThat(
            keys.bearsMark(
                new ReviewGroup("dba", ReviewStatus.PENDING, null, null, false), SampleReviews.ANN))
        .isFalse();
  }

  private static ReviewGroup entry(ReviewedBy decider) {
    return new ReviewGroup("dba", ReviewStatus.APPROVED, decider, SampleReviews.ASKED, false);
  }
}
