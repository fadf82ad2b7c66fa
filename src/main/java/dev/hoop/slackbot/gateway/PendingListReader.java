package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.gateway.Wire.SessionPage;
import dev.hoop.slackbot.gateway.Wire.SessionWire;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.sync.PendingList;
import dev.hoop.slackbot.sync.PendingReview;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One reading of the list of waiting reviews, page by page, which uses the pages that come. */
final class PendingListReader {

  private static final int PAGE = 100;

  /** The gateway refuses to skip more; what lies beyond comes into reach as the list shortens. */
  private static final int FARTHEST = 10_000;

  private final HttpGateway gateway;

  /** The offset is not stable while sessions arrive, so one can be on two pages. */
  private final Map<SessionId, PendingReview> found = new LinkedHashMap<>();

  private Instant completeSince = Instant.MAX;
  private @Nullable GatewayUnavailableException failure;
  private int failuresInARow;

  PendingListReader(HttpGateway gateway) {
    this.gateway = gateway;
  }

  /** Throws where no page can be read. */
  PendingList read() throws GatewayUnavailableException {
    boolean more = true;
    for (int offset = 0; more && offset <= FARTHEST; offset += PAGE) {
      more = readPage(offset);
    }
    GatewayUnavailableException failed = failure;
    if (failed != null && found.isEmpty()) {
      throw failed;
    }
    return new PendingList(List.copyOf(found.values()), completeSince, unread(more));
  }

  /** Returns whether to go on with the next page. */
  private boolean readPage(int offset) {
    GatewayResponse response;
    try {
      response =
          gateway.ask(
              "/sessions?review.status=PENDING&limit=" + PAGE + "&count=none&offset=" + offset);
    } catch (GatewayUnavailableException e) {
      failed(e);
      return false;
    }
    try {
      SessionPage page = GatewayErrors.read(response, SessionPage.class);
      failuresInARow = 0;
      return take(page);
    } catch (GatewayUnavailableException e) {
      failed(e);
      // One page can hold something that the gateway fails at; two in a row are its own failure.
      return failuresInARow < 2;
    }
  }

  private void failed(GatewayUnavailableException e) {
    failure = failure == null ? e : failure;
    failuresInARow++;
  }

  private boolean take(SessionPage page) {
    List<SessionWire> sessions = WireMapper.nonNull(page.data());
    Instant oldest = completeSince;
    for (SessionWire session : sessions) {
      Optional<PendingReview> waiting = WireMapper.waiting(session);
      if (waiting.isPresent()) {
        oldest = waiting.get().createdAt();
        found.putIfAbsent(waiting.get().session(), waiting.get());
      }
    }
    boolean more = page.hasNextPage() && !sessions.isEmpty();
    if (failure == null) {
      completeSince = more ? oldest : Instant.MIN;
    }
    return more;
  }

  private @Nullable String unread(boolean more) {
    if (failure != null) {
      return "a page of it failed: " + failure.getMessage();
    }
    return more
        ? "more than " + (FARTHEST + PAGE) + " reviews wait, and Hoop lists no more than these"
        : null;
  }
}
