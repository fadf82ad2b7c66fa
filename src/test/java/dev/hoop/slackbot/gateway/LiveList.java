package dev.hoop.slackbot.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SessionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The waiting reviews of a scripted gateway, newest first, which change while they are read page by
 * page. Not thread-safe: it changes only while the one who reads waits for an answer.
 */
final class LiveList {

  static final int PAGE = 100;
  private static final Instant OLDEST = Instant.parse("2026-11-24T10:00:00Z");

  private final ScriptedGateway wire;

  private final SortedSet<Integer> waiting = new TreeSet<>(Comparator.reverseOrder());
  private final Set<Integer> broken = new HashSet<>();
  private final Map<Integer, Runnable> afterPage = new HashMap<>();

  LiveList(ScriptedGateway wire) {
    this.wire = wire;
    for (int offset = 0; offset <= 10_000; offset += PAGE) {
      int from = offset;
      wire.on(
          request(offset),
          exchange -> {
            String page = page(from);
            int status = broken.contains(from) ? 503 : 200;
            ScriptedGateway.Act answer = ScriptedGateway.answer(status, ScriptedGateway.JSON, page);
            Runnable change = afterPage.remove(from);
            if (change != null) {
              change.run();
            }
            answer.on(exchange);
          });
    }
  }

  static String request(int offset) {
    return "GET /sessions?review.status=PENDING&limit=100&count=none&offset=" + offset;
  }

  static SessionId session(int number) {
    return new SessionId(new UUID(1, number).toString());
  }

  static ReviewId review(int number) {
    return new ReviewId(new UUID(2, number).toString());
  }

  /** Numbers in which the highest is the newest. */
  LiveList arrive(int from, int to) {
    for (int number = from; number <= to; number++) {
      int shown = number;
      waiting.add(number);
      wire.on(
          "GET /sessions/" + session(number),
          exchange -> {
            String now = json(shown, waiting.contains(shown) ? "PENDING" : "APPROVED").toString();
            ScriptedGateway.answer(200, ScriptedGateway.JSON, now).on(exchange);
          });
    }
    return this;
  }

  /** What happens between the reading of a page, once, and of the next. */
  LiveList after(int offset, Runnable change) {
    afterPage.put(offset, change);
    return this;
  }

  /** Decided in the web page: no longer in the list, and its next single read says so. */
  void approve(int number) {
    waiting.remove(number);
  }

  /** From now on the gateway fails when it is asked for that page. */
  void breakPage(int offset) {
    broken.add(offset);
  }

  private String page(int offset) {
    ObjectNode page = Wire.JSON.createObjectNode();
    ArrayNode data = page.putArray("data");
    waiting.stream().skip(offset).limit(PAGE).forEach(number -> data.add(json(number, "PENDING")));
    return page.put("has_next_page", waiting.size() > offset + PAGE).toString();
  }

  private static ObjectNode json(int number, String status) {
    ObjectNode json = Wire.JSON.createObjectNode();
    json.put("id", session(number).value()).put("connection", "pg").put("status", "open");
    ObjectNode review = json.putObject("review");
    review.put("id", review(number).value()).put("type", "onetime").put("status", status);
    review
        .put("access_request_rule_name", "prod")
        .put("created_at", OLDEST.plusSeconds(number).toString());
    review.putArray("review_groups_data").addObject().put("group", "dba").put("status", status);
    return json;
  }
}
