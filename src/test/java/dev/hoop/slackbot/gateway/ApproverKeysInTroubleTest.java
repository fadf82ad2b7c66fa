package dev.hoop.slackbot.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hoop.slackbot.review.KeyLog;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Samples;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Submission;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.sandbox.gateway.Fault;
import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No approver key stays active for good, whatever else fails. */
final class ApproverKeysInTroubleTest {

  private static final Submission DONE = new Submission.Accepted("key", ReviewStatus.APPROVED);
  private static final Credential.Call COUNTED = (name, key) -> DONE;
  private static final String ANN = "ann@acme.io";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final GatewayStandIn gateway = GatewayStandIn.start();
  private final Secret admin = new Secret(gateway.createKey("bot-admin", "admin"));
  private final Http http = new Http(gateway.url(), Http.client(threads));
  private final BreakableKeyLog log = new BreakableKeyLog();
  private final ApproverKeys keys = start();

  @AfterEach
  void close() {
    gateway.close();
    threads.shutdownNow();
  }

  private ApproverKeys start() {
    return new ApproverKeys(new KeyApi(http, admin), log, new Seal(admin));
  }

  private Submission click(Credential.Call call) {
    return keys.with("dba", Samples.ANN, Verdict.Kind.APPROVE, call);
  }

  private List<String> active() {
    return gateway.keyNames().stream()
        .filter(gateway::isActive)
        .filter(name -> !name.equals("bot-admin"))
        .toList();
  }

  @Test
  void revokesTheKeyAlthoughTheStoreBrokeDownWhileItWasInUse() {
    Submission result =
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
    gateway.failNext("DELETE /api-keys", 2, Fault.dropBefore());
    click(
        (name, key) -> {
          log.breakDown();
          return DONE;
        });
    List<String> left = active();

    keys.tidyUp();

    assertThat(left).containsExactly(ANN);
    assertThat(active()).isEmpty();
  }

  @Test
  void revokesAKeyThatTheStoreDidNotTakeAndMakesAnother() {
    log.refuseToKeep(kept -> !kept.unconfirmed());
    Throwable failure = catchThrowable(() -> click(COUNTED));
    List<String> left = active();
    log.mend();

    Submission next = click(COUNTED);

    assertThat(failure).hasMessage("the store does not take it");
    assertThat(left).isEmpty();
    assertThat(next).isEqualTo(DONE);
    assertThat(log.findKey(ANN).map(KeyLog.Kept::name)).contains(ANN);
    assertThat(active()).isEmpty();
  }

  @Test
  void waitsForNobodysClickToTidyUp() throws Exception {
    gateway.failNext("DELETE /api-keys", 2, Fault.dropBefore());
    click(COUNTED);
    CountDownLatch armed = new CountDownLatch(1);
    CountDownLatch tidied = new CountDownLatch(1);
    Future<Submission> slow =
        threads.submit(
            () ->
                click(
                    (name, key) -> {
                      armed.countDown();
                      return await(tidied) ? DONE : new Submission.NoCredential("tidyUp waits");
                    }));
    assertThat(await(armed)).isTrue();

    keys.tidyUp();
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
