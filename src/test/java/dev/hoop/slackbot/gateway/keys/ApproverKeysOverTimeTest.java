package dev.hoop.slackbot.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.decision.CredentialLease;
import dev.hoop.slackbot.gateway.GatewayHttp;
import dev.hoop.slackbot.gateway.HttpGateway;
import dev.hoop.slackbot.gateway.Wire;
import dev.hoop.slackbot.gateway.WireMapper;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.sandbox.gateway.GatewayFaults;
import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of approver keys over many clicks, many starts and changed admin keys. */
final class ApproverKeysOverTimeTest {

  private static final List<String> GROUPS = List.of("dba", "sre");
  private static final Person MAX = SampleReviews.person("Max", "U0MAX", "dba", "sre");
  private static final List<Person> APPROVERS = List.of(SampleReviews.ANN, SampleReviews.SUE, MAX);
  private static final String SUE = "sue@acme.io";
  private static final ClickOutcome DONE =
      new ClickOutcome.Counted(
          SampleReviews.ANN,
          "key",
          SampleReviews.onetime("dba").status(ReviewStatus.APPROVED).build().review());

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final GatewayStandIn gateway = GatewayStandIn.start();
  private final String adminKey = gateway.createKey("bot-admin", "admin");
  private final GatewayHttp http =
      new GatewayHttp(gateway.url(), GatewayHttp.client(threads), date -> {});
  private final InMemoryKeyStore log = new InMemoryKeyStore();

  @AfterEach
  void close() {
    gateway.close();
    threads.shutdownNow();
  }

  /** What a start of the bot does. */
  private ApproverKeys start(String admin) throws IOException {
    Secret secret = new Secret(admin);
    String maker = WireMapper.text(http.get("/userinfo", secret).read(Wire.UserWire.class).email());
    ApproverKeys keys =
        new ApproverKeys(
            new KeyApi(http, secret, maker), log, new SecretCipher(secret), new CredentialHealth());
    keys.begin();
    return keys;
  }

  private static ClickOutcome click(ApproverKeys keys, Person by, String group) {
    return LeasedCalls.with(keys, group, by, Verdict.Kind.APPROVE, (name, key) -> DONE);
  }

  private List<String> theirs() {
    return gateway.keyNames().stream().filter(name -> name.contains("@acme.io")).toList();
  }

  private List<String> active() {
    return theirs().stream().filter(gateway::isActive).toList();
  }

  @Test
  void threeApproversHaveThreeKeysAfterManyStartsAndClicks() throws Exception {
    Random random = new Random(20261124);
    ApproverKeys keys = start(adminKey);
    for (int i = 0; i < 120; i++) {
      if (i % 6 == 5) {
        keys = start(adminKey);
      }
      Person by = APPROVERS.get(random.nextInt(APPROVERS.size()));
      String group = GROUPS.get(random.nextInt(GROUPS.size()));

      ClickOutcome result = click(keys, by, group);

      assertThat(result).as("click %d", i).isEqualTo(DONE);
      assertThat(gateway.groupsOf(by.email())).as("click %d", i).containsExactly(group);
    }

    assertThat(theirs()).containsExactlyInAnyOrder("ann@acme.io", SUE, "max@acme.io");
    assertThat(active()).as("still active").isEmpty();
    assertThat(gateway.keyNames()).hasSize(4);
    assertThat(gateway.isActive("bot-admin")).isTrue();
  }

  @Test
  void noKeyIsLeftActiveHoweverTheGatewayFailsMeanwhile() throws Exception {
    Random random = new Random(4711);
    List<HttpFault> faults =
        List.of(
            HttpFault.dropBefore(),
            HttpFault.dropAfter(),
            HttpFault.truncated(),
            GatewayFaults.status(503, "no"));
    List<String> routes =
        List.of("GET /api-keys", "POST /api-keys", "PUT /api-keys", "DELETE /api-keys");
    ApproverKeys keys = start(adminKey);
    for (int i = 0; i < 300; i++) {
      String route = routes.get(random.nextInt(routes.size()));
      HttpFault fault = faults.get(random.nextInt(faults.size()));
      gateway.failNext(route, 1 + random.nextInt(3), fault);

      click(keys, APPROVERS.get(i % 3), GROUPS.get(random.nextInt(2)));

      gateway.clearFaults();
      if (i % 10 == 9) {
        keys = start(adminKey);
      } else {
        keys.sweep();
      }
      assertThat(active()).as("active after click %d, %s: %s", i, route, fault).isEmpty();
      assertThat(log.keys().size()).isLessThanOrEqualTo(3);
    }
    ApproverKeys last = keys;

    assertThat(APPROVERS).allMatch(by -> click(last, by, "dba").equals(DONE));
    assertThat(theirs().stream().filter(name -> !name.contains("retired")))
        .containsExactlyInAnyOrder("ann@acme.io", SUE, "max@acme.io");
  }

  @Test
  void twoClicksAtOnceOnDifferentGroupsCountForTheirOwnGroupAlone() throws Exception {
    gateway.addUser("Bob", "U0BOB", "dev");
    gateway.addConnection("pg", "dba", "sre");
    HttpVerdictSubmitter sink =
        new HttpVerdictSubmitter(http, start(adminKey), new CredentialHealth());
    for (int round = 0; round < 40; round++) {
      RequestedSession forDba = gateway.exec("bob@acme.io", "pg", "select 1");
      RequestedSession forSre = gateway.exec("bob@acme.io", "pg", "select 2");
      CountDownLatch both = new CountDownLatch(2);

      Future<ClickOutcome> dba = submit(sink, forDba, "dba", both);
      Future<ClickOutcome> sre = submit(sink, forSre, "sre", both);

      assertThat(dba.get(30, TimeUnit.SECONDS)).isInstanceOf(ClickOutcome.Counted.class);
      assertThat(sre.get(30, TimeUnit.SECONDS)).isInstanceOf(ClickOutcome.Counted.class);
      assertThat(said(forDba)).as("round %d", round).isEqualTo("dba APPROVED, sre PENDING");
      assertThat(said(forSre)).as("round %d", round).isEqualTo("dba PENDING, sre APPROVED");
      assertThat(active()).as("active after round %d", round).isEmpty();
    }

    assertThat(theirs()).containsExactly(SUE);
    assertThat(gateway.puts()).hasSize(80).allMatch(put -> put.keyName().equals(SUE));
  }

  private Future<ClickOutcome> submit(
      HttpVerdictSubmitter sink, RequestedSession asked, String group, CountDownLatch both)
      throws GatewayUnavailableException {
    Session session = read(asked);
    return threads.submit(
        () -> {
          both.countDown();
          assertThat(both.await(20, TimeUnit.SECONDS)).as("the other click came").isTrue();
          try (CredentialLease lease = sink.lease(group, SampleReviews.SUE, Verdict.Kind.APPROVE)) {
            return lease.submit(session, Verdict.approve());
          }
        });
  }

  private Session read(RequestedSession asked) throws GatewayUnavailableException {
    return new HttpGateway(http, new Secret(adminKey), Clock.systemUTC(), Duration.ofSeconds(5))
        .fetchSession(new SessionId(asked.session()))
        .orElseThrow(() -> new AssertionError("the session is gone"));
  }

  private String said(RequestedSession asked) {
    return "dba "
        + gateway.groupStatus(asked.review(), "dba")
        + ", sre "
        + gateway.groupStatus(asked.review(), "sre");
  }

  @Test
  void aForeignKeyOfTheApproversNameIsLeftAloneOverAllStarts() throws Exception {
    gateway.createKey(SUE, "sre", "admin");

    for (int i = 0; i < 20; i++) {
      click(start(adminKey), SampleReviews.SUE, GROUPS.get(i % 2));
    }

    assertThat(gateway.keyHistory(SUE)).containsExactly("created [sre, admin]");
    assertThat(gateway.isActive(SUE)).isTrue();
    assertThat(theirs()).containsExactly(SUE, SUE + " (Slack)");
    assertThat(gateway.isActive(SUE + " (Slack)")).isFalse();
  }

  @Test
  void aChangedAdminKeyRetiresTheOldKeyOnceUnderAnotherName() throws Exception {
    click(start(adminKey), SampleReviews.SUE, "dba");
    String old = log.findKey(SUE).orElseThrow().id();
    String changed = gateway.createKey("new-admin", "admin");

    for (int i = 0; i < 20; i++) {
      assertThat(click(start(changed), SampleReviews.SUE, GROUPS.get(i % 2))).isEqualTo(DONE);
    }

    String retired = SUE + " (retired " + old.substring(0, 8) + ")";
    assertThat(theirs()).containsExactly(retired, SUE);
    assertThat(gateway.keyHistory(retired))
        .containsExactly("created [dba]", "revoked", "renamed " + SUE + " to " + retired);
    assertThat(active()).isEmpty();
  }

  @Test
  void everyChangeOfTheAdminKeyCostsOneKeyAndNoMore() throws Exception {
    List<String> admins = new ArrayList<>(List.of(adminKey));
    for (int i = 1; i <= 5; i++) {
      admins.add(gateway.createKey("admin " + i, "admin"));
    }

    for (String admin : admins) {
      ApproverKeys keys = start(admin);
      click(keys, SampleReviews.SUE, "dba");
      click(keys, SampleReviews.SUE, "sre");
    }

    assertThat(theirs()).hasSize(6).contains(SUE);
    assertThat(active()).isEmpty();
    assertThat(log.keys()).hasSize(1);
  }
}
