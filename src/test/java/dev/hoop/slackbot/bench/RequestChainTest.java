package dev.hoop.slackbot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hoop.slackbot.sandbox.gateway.ReceivedRequest;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestChainTest {

  private static final RequestedSession ASKED = new RequestedSession("s1", "r1");
  private static final Message CARD =
      new Message("1.1", "C1", "", MissingNode.getInstance(), null, null, List.of(), false, 0);

  @Test
  void readsSideBySideCountOnceOnTheWayToTheVerdict() {
    List<ReceivedRequest> click =
        List.of(
            seen("GET", "/sessions/s1", 0, 4),
            seen("GET", "/users", 1, 5),
            seen("PUT", "/api-keys/k", 6, 10),
            seen("POST", "/api-keys/k/reactivate", 11, 15),
            seen("PUT", "/reviews/r1", 16, 22),
            seen("DELETE", "/api-keys/k", 23, 27));

    assertThat(RequestChain.upToTheVerdict(click, ASKED)).isEqualTo(4);
    assertThat(RequestChain.inARow(click, 27)).isEqualTo(5);
  }

  @Test
  void aLongRequestBesideShortOnesDoesNotHideThem() {
    List<ReceivedRequest> click =
        List.of(
            seen("GET", "/users", 0, 9),
            seen("GET", "/sessions/s1", 1, 4),
            seen("GET", "/connections/c", 5, 8),
            seen("PUT", "/sessions/s1/review", 10, 16));

    assertThat(RequestChain.upToTheVerdict(click, ASKED)).isEqualTo(3);
  }

  @Test
  void withoutItsVerdictThereIsNoChain() {
    assertThat(RequestChain.upToTheVerdict(List.of(seen("PUT", "/reviews/r2", 0, 6)), ASKED))
        .isZero();
  }

  @Test
  void thePollAndOtherReviewsAreNotPartOfAClick() {
    ReceivedRequest read = seen("GET", "/sessions/s1", 1, 5);
    ReceivedRequest connection = seen("GET", "/connections/db-1", 1, 5);
    ReceivedRequest users = seen("GET", "/users", 1, 5);
    List<ReceivedRequest> all =
        List.of(
            seen("GET", "/sessions?review.status=PENDING", 1, 5),
            read,
            seen("GET", "/sessions/s2?expand=session_input", 1, 5),
            connection,
            seen("GET", "/connections/db-2", 1, 5),
            users,
            seen("GET", "/users", 11, 15));

    assertThat(RequestChain.of(new WaitingCard(ASKED, "db-1", CARD), all, 0, 10))
        .containsExactly(read, connection, users);
  }

  private static ReceivedRequest seen(String method, String path, long arrived, long done) {
    return new ReceivedRequest(method, path, "bot", "", 200, Instant.EPOCH, arrived, done);
  }
}
