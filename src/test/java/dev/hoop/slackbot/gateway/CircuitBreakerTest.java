package dev.hoop.slackbot.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class CircuitBreakerTest {

  private final MutableClock clock = new MutableClock();
  private final CircuitBreaker circuitBreaker = new CircuitBreaker(clock);

  @Test
  void letsCallsThroughUntilSeveralInARowWereInVain() {
    inVain(2);
    circuitBreaker.ended();
    inVain(2);

    assertThatCode(circuitBreaker::enter).doesNotThrowAnyException();
  }

  @Test
  void holdsCallsOffAfterSeveralInVain() {
    inVain(3);

    assertThatExceptionOfType(ConnectException.class).isThrownBy(circuitBreaker::enter);
  }

  @Test
  void letsOneTryNowAndThen() {
    inVain(3);
    clock.forward(CircuitBreaker.PAUSE);

    assertThatCode(circuitBreaker::enter).as("the one that tries").doesNotThrowAnyException();

    assertThatExceptionOfType(ConnectException.class)
        .as("another meanwhile")
        .isThrownBy(circuitBreaker::enter);
  }

  @Test
  void letsAllThroughOnceATryWasAnswered() {
    inVain(3);
    circuitBreaker.ended();

    assertThatCode(circuitBreaker::enter).doesNotThrowAnyException();
    assertThatCode(circuitBreaker::enter).doesNotThrowAnyException();
  }

  @Test
  void aGatewayThatTakesCallsAndNeverAnswersIsNotAskedForLong() throws IOException {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      GatewayHttp impatient =
          new GatewayHttp(url, GatewayHttp.client(threads), Duration.ofMillis(50), date -> {});
      HttpGateway gateway =
          new HttpGateway(impatient, new Secret("hpk_x"), clock, Duration.ofSeconds(5));

      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(GatewayUnavailableException.class)
            .isThrownBy(gateway::fetchPeople);
      }

      assertThatExceptionOfType(GatewayUnavailableException.class)
          .as("a fourth call, which is not made")
          .isThrownBy(gateway::fetchPeople)
          .withMessageContaining("ConnectException");
    } finally {
      threads.shutdownNow();
    }
  }

  private void inVain(int times) {
    for (int i = 0; i < times; i++) {
      circuitBreaker.timedOut();
    }
  }
}
