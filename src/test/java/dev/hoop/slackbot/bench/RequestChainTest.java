package dev.hoop.slackbot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.gateway.Seen;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestChainTest {

  private static final Asked ASKED = new Asked("s1", "r1");

  @Test
  void readsSideBySideCountOnceOnTheWayToTheVerdict() {
    List<Seen> click =
        List.of(
            seen("GET", "/sessions/s1", 0, 4),
            seen("GET", "/users", 1, 5),
            seen("PUT", "/api-keys/k", 6, 10),
            seen("POST", "/api-keys/k/reactivate", 11, 15),
            seen("PUT", "/reviews/r1", 16, 22),
            seen("DELETE", "/api-keys/k", 23, 27));

    assertThat(RequestChain.inARow(click, ASKED)).isEqualTo(4);
  }

  @Test
  void aLongRequestBesideShortOnesDoesNotHideThem() {
    List<Seen> click =
        List.of(
            seen("GET", "/users", 0, 9),
            seen("GET", "/sessions/s1", 1, 4),
            seen("GET", "/connections/c", 5, 8),
            seen("PUT", "/sessions/s1/review", 10, 16));

    assertThat(RequestChain.inARow(click, ASKED)).isEqualTo(3);
  }

  @Test
  void withoutItsVerdictThereIsNoChain() {
    assertThat(RequestChain.inARow(List.of(seen("PUT", "/reviews/r2", 0, 6)), ASKED)).isZero();
  }

  @Test
  void thePollIsNotPartOfAClick() {
    Seen poll = seen("GET", "/sessions?review.status=PENDING", 1, 5);
    Seen read = seen("GET", "/sessions/s1", 1, 5);

    assertThat(RequestChain.between(List.of(poll, read), 0, 10)).containsExactly(read);
  }

  private static Seen seen(String method, String path, long arrived, long done) {
    return new Seen(method, path, "bot", "", 200, Instant.EPOCH, arrived, done);
  }
}
