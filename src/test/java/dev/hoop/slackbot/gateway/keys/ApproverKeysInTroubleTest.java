package dev.hoop.slackbot.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.decision.KeyStore;
import dev.hoop.slackbot.gateway.GatewayHttp;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No approver key stays active for good, whatever else fails. */
final class ApproverKeysInTroubleTest {

  private static final ClickOutcome DONE =
      new ClickOutcome.Counted(
          SampleReviews.ANN,
          "key",
          SampleReviews.onetime("dba").status(ReviewStatus.APPROVED).build().review());
  private static final LeasedCalls.Call COUNTED = (name, key) -> DONE;
  private static final String ANN = "ann@acme.io";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final GatewayStandIn gateway = GatewayStandIn.start();
  private final Secret admin = new Secret(gateway.createKey("bot-admin", "admin"));
  private final GatewayHttp http =
      new GatewayHttp(gateway.url(), GatewayHttp.client(threads), date -> {});
  private final FaultyKeyStore log = new FaultyKeyStore();
  private final ApproverKeys keys = start();

  @AfterEach
  void close() {
    gateway.close();
    threads.shutdownNow();
  }

  private ApproverKeys start() {
    return new ApproverKeys(
        new KeyApi(http, admin, "bot-admin"), log, new SecretCipher(admin), new CredentialHealth());
  }

  private ClickOutcome click(LeasedCalls.Call call) {
    return LeasedCalls.with(keys, "dba", SampleReviews.ANN, Verdict.Kind.APPROVE, call);
  }

  private List<String> active() {
    return gateway.keyNames().stream()
        .filter(gateway::isActive)
        .filter(name -> !name.equals("bot-admin"))
        .toList();
  }

  @Test
  void revokesTheKeyAlthoughTheStoreBrokeDownWhileItWasInUse() {
    ClickOutcome result =
        click(
            (name, key) -> {
              log.breakDown();
              return DONE;
            });

    assertThat(result).isEqualTo(DONE);
    assertThat(active()).isEmpty();
  }

  @Test
  void revokesLaterWhatNeitherGatewayNorStoreLetItRevokeAtOnce() {
    gateway.failNext("DELETE /api-keys", 2, HttpFault.dropBefore());
    click(
        (name, key) -> {
          log.breakDown();
          return DONE;
        });
    List<String> left = active();

    keys.sweep();

    assertThat(left).containsExactly(ANN);
    assertThat(active()).isEmpty();
  }

  @Test
  void revokesAKeyThatTheStoreDidNotTakeAndMakesAnother() {
    log.refuseToKeep(kept -> !kept.unconfirmed());
    ClickOutcome failed = click(COUNTED);
    List<String> left = active();
    log.mend();

    ClickOutcome next = click(COUNTED);

    assertThat(failed)
        .isEqualTo(
            ClickOutcome.because(
                Reason.GATEWAY_UNAVAILABLE,
                "its key could not be made ready (a fault of the bot's own)"));
    assertThat(left).isEmpty();
    assertThat(next).isEqualTo(DONE);
    assertThat(log.findKey(ANN).map(KeyStore.Kept::name)).contains(ANN);
    assertThat(active()).isEmpty();
  }

  @Test
  void revokesAKeyThatIsReactivatedAfterTheCallWasGivenUp() throws Exception {
    click(COUNTED);
    String id = log.findKey(ANN).orElseThrow().id();
    gateway.failNext("POST /api-keys", 1, HttpFault.dropBefore());
    ClickOutcome failed = click(COUNTED);
    keys.sweep();
    http.send("POST", "/api-keys/" + id + "/reactivate", null, admin);
    List<String> late = active();

    keys.sweep();

    assertThat(failed).extracting(LeasedCalls::reason).isEqualTo(Reason.GATEWAY_UNAVAILABLE);
    assertThat(late).containsExactly(ANN);
    assertThat(active()).isEmpty();
  }

  @Test
  void retiresAKeyThatIsMadeAfterTheCallWasGivenUp() {
    gateway.failNext("POST /api-keys", 1, HttpFault.dropBefore());
    click(COUNTED);
    keys.sweep();
    makeLate();

    keys.sweep();

    assertThat(gateway.keyNames()).hasSize(2).doesNotContain(ANN);
    assertThat(active()).isEmpty();
    assertThat(log.keys()).isEmpty();
  }

  @Test
  void retiresAKeyThatIsMadeLateUnderTheNameThatTheNextClickWants() {
    gateway.failNext("POST /api-keys", 1, HttpFault.dropBefore());
    click(COUNTED);
    gateway.failNext("POST /api-keys", 1, HttpFault.raced(this::makeLate));

    ClickOutcome next = click(COUNTED);
    keys.sweep();

    assertThat(next).isEqualTo(DONE);
    assertThat(log.findKey(ANN).map(KeyStore.Kept::name)).contains(ANN + " (Slack)");
    assertThat(gateway.keyNames()).hasSize(3).doesNotContain(ANN);
    assertThat(active()).isEmpty();
  }

  @Test
  void leavesTheNextClicksOwnKeyAloneWhileItLooksForALateOne() {
    gateway.failNext("POST /api-keys", 1, HttpFault.dropBefore());
    click(COUNTED);
    click(COUNTED);

    keys.sweep();

    assertThat(gateway.keyHistory(ANN)).containsExactly("created [dba]", "revoked");
    assertThat(click(COUNTED)).isEqualTo(DONE);
  }

  @Test
  void retiresAfterAStartAKeyThatIsMadeLate() throws Exception {
    gateway.failNext("POST /api-keys", 1, HttpFault.dropBefore());
    click(COUNTED);
    ApproverKeys restarted = start();
    restarted.begin();
    makeLate();

    restarted.sweep();

    assertThat(active()).isEmpty();
  }

  /** What the gateway does when a call gets through that the bot had given up. */
  private void makeLate() {
    try {
      http.send("POST", "/api-keys", Map.of("name", ANN, "groups", List.of("dba")), admin);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void waitsForNobodysClickToTidyUp() throws Exception {
    gateway.failNext("DELETE /api-keys", 2, HttpFault.dropBefore());
    click(COUNTED);
    CountDownLatch armed = new CountDownLatch(1);
    CountDownLatch tidied = new CountDownLatch(1);
    Future<ClickOutcome> slow =
        threads.submit(
            () ->
                click(
                    (name, key) -> {
                      armed.countDown();
                      return await(tidied)
                          ? DONE
                          : ClickOutcome.because(Reason.NO_CREDENTIAL, "the sweep waits");
                    }));
    assertThat(await(armed)).isTrue();

    keys.sweep();
    tidied.countDown();

    assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo(DONE);
    assertThat(active()).isEmpty();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
