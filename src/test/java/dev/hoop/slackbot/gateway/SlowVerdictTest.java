package dev.hoop.slackbot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.HandClock;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Submission;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.gateway.Fault;
import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import dev.hoop.slackbot.sandbox.gateway.Seen;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A verdict that waits for its approver's key, while the world goes on. */
final class SlowVerdictTest {

  private static final String ANN = "ann@acme.io";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final GatewayStandIn gateway = GatewayStandIn.start();
  private final Secret admin = new Secret(gateway.createKey("bot-admin", "admin"));
  private final Http http = new Http(gateway.url(), Http.client(threads));
  private final HttpGateway source =
      new HttpGateway(new GatewaySettings(gateway.url(), admin, Map.of()), http, Clock.systemUTC());
  private final HandClock clock = new HandClock();
  private final HttpVerdictSink sink =
      new HttpVerdictSink(
          http,
          new ApproverKeys(
              new KeyApi(http, admin, "bot-admin"),
              new InMemoryKeyLog(),
              new Seal(admin),
              new CredentialHealth()),
          clock);

  @BeforeEach
  void settle() {
    gateway.addUser("Ann", "U0ANN", "dba");
    gateway.addUser("Sue", "U0SUE", "dba", "sre");
    gateway.addUser("Bob", "U0BOB", "dev");
    gateway.addConnection("pg", "dba");
    gateway.addConnection("orders", "dba", "sre");
  }

  @AfterEach
  void close() {
    gateway.close();
    threads.shutdownNow();
  }

  private Session read(Asked asked) throws GatewayUnavailableException {
    return source
        .fetchSession(new SessionId(asked.session()))
        .match(
            session -> session,
            () -> {
              throw new AssertionError("the session is gone");
            });
  }

  private Person ann() throws GatewayUnavailableException {
    return people().linkedTo(new SlackUserId("U0ANN")).get(0);
  }

  private People people() throws GatewayUnavailableException {
    return source.fetchPeople();
  }

  /** Ann's approval for dba, which gets its key only after a while in which something happens. */
  private Submission approval(Asked asked, Duration wait, Runnable meanwhile) throws Exception {
    Session session = read(asked);
    Person ann = ann();
    gateway.failNext(
        "POST /api-keys",
        1,
        Fault.raced(
            () -> {
              clock.forward(wait);
              meanwhile.run();
            }));
    return sink.submit(session, "dba", ann, Verdict.approve());
  }

  private Submission approvalAfterLong(Asked asked, Runnable meanwhile) throws Exception {
    return approval(asked, Duration.ofSeconds(20), meanwhile);
  }

  @Test
  void isNotSentToAnAccessThatSomebodyElseOpenedMeanwhile() throws Exception {
    Asked asked = gateway.connect("bob@acme.io", "pg", Duration.ofMinutes(30));

    Submission result =
        approvalAfterLong(
            asked, () -> gateway.decideOnWeb("sue@acme.io", asked.review(), "APPROVED"));

    assertThat(result)
        .isEqualTo(
            new Submission.Refused(
                "",
                "what it says of this review changed while your click waited its turn, so look"
                    + " again"));
    assertThat(gateway.puts()).isEmpty();
    assertThat(gateway.isActive(ANN)).isFalse();
  }

  @Test
  void isNotSentForAGroupThatHasSaidItsWordMeanwhile() throws Exception {
    gateway.addUser("Max", "U0MAX", "dba");
    Asked asked = gateway.exec("bob@acme.io", "orders", "select 1");

    Submission result =
        approvalAfterLong(
            asked, () -> gateway.decideOnWeb("max@acme.io", asked.review(), "APPROVED"));

    assertThat(result).isInstanceOf(Submission.Refused.class);
    assertThat(gateway.puts()).isEmpty();
  }

  @Test
  void isSentWhereAnotherGroupAloneHasSaidItsWordMeanwhile() throws Exception {
    gateway.addUser("Max", "U0MAX", "sre");
    Asked asked = gateway.exec("bob@acme.io", "orders", "select 1");

    Submission result =
        approvalAfterLong(
            asked, () -> gateway.decideOnWeb("max@acme.io", asked.review(), "APPROVED"));

    assertThat(result).isInstanceOf(Submission.Accepted.class);
    assertThat(gateway.status(asked.review())).isEqualTo("APPROVED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"left the group", "inactive", "removed", "unlinked", "linked twice"})
  void isNotSentForWhoMayNoLongerDecide(String change) throws Exception {
    Asked asked = gateway.exec("bob@acme.io", "pg", "select 1");

    Submission result = approvalAfterLong(asked, () -> happen(change));

    assertThat(result)
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.words()).contains("what it says of you changed"));
    assertThat(gateway.puts()).isEmpty();
    assertThat(gateway.isActive(ANN)).isFalse();
  }

  private void happen(String change) {
    switch (change) {
      case "left the group" -> gateway.setGroups(ANN, "dev");
      case "inactive" -> gateway.setStatus(ANN, "inactive");
      case "removed" -> gateway.removeUser(ANN);
      case "unlinked" -> gateway.linkSlack(ANN, "");
      case "linked twice" -> gateway.linkSlack("bob@acme.io", "U0ANN");
      default -> throw new AssertionError(change);
    }
  }

  @Test
  void isSentWhereNothingChanged() throws Exception {
    Asked asked = gateway.exec("bob@acme.io", "pg", "select 1");

    Submission result = approvalAfterLong(asked, () -> {});

    assertThat(result).isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void isNotSentWhereNobodyCanBeAskedAgain() throws Exception {
    Asked asked = gateway.exec("bob@acme.io", "pg", "select 1");

    Submission result =
        approvalAfterLong(
            asked, () -> gateway.failNext("GET /reviews", 1, Fault.status(503, "away")));

    assertThat(result).isInstanceOf(Submission.Unavailable.class);
    assertThat(gateway.puts()).isEmpty();
  }

  @Test
  void costsNoReadsWhereItDidNotWait() throws Exception {
    Asked asked = gateway.exec("bob@acme.io", "pg", "select 1");

    approval(asked, Duration.ofMillis(900), () -> {});

    assertThat(gateway.puts()).hasSize(1);
    assertThat(gateway.requests().stream().map(Seen::path).filter(path -> !path.contains("key")))
        .containsExactly(
            "/sessions/" + asked.session(),
            "/connections/pg",
            "/users",
            "/reviews/" + asked.review());
  }
}
