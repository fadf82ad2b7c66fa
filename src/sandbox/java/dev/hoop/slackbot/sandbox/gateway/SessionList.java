package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** GET on the sessions: filters, paging, and the visibility for the caller. */
final class SessionList {
  private static final Set<String> STATUSES =
      Set.of("PENDING", "APPROVED", "REJECTED", "REVOKED", "PROCESSING", "EXECUTED", "UNKNOWN");
  private static final int CAP = 10_000;

  private final GatewayState state;

  SessionList(GatewayState state) {
    this.state = state;
  }

  ObjectNode answer(Caller caller, Map<String, String> query) throws Refusal {
    int limit = number(query, "limit", 20);
    if (limit < 1) {
      throw invalid("limit", "must be at least 1, got " + limit);
    }
    limit = Math.min(limit, 100);
    int offset = number(query, "offset", 0);
    if (offset < 0 || offset > CAP) {
      throw invalid(
          "offset",
          offset < 0
              ? "must not be negative, got " + offset
              : "must not be greater than 10000, got "
                  + offset
                  + "; narrow the result set with a filter instead of paginating deeper");
    }
    String count = query.getOrDefault("count", "capped");
    if (!Set.of("capped", "exact", "none").contains(count)) {
      throw invalid(
          "count", "invalid count value \"" + count + "\", expected one of [exact none capped]");
    }
    Instant from = time(query, "start_date");
    Instant until = time(query, "end_date");
    List<GatewayState.Session> all =
        state.sessionsByAge().stream()
            .filter(session -> visible(caller, session))
            .filter(session -> matches(session, query))
            .filter(session -> between(session.startedAt, from, until))
            .toList();
    ObjectNode json = Json.object();
    ArrayNode page = json.putArray("data");
    all.stream()
        .skip(offset)
        .limit(limit)
        .forEach(session -> page.add(ResponseBodies.session(session, review(session), true)));
    boolean capped = count.equals("capped") && all.size() > CAP;
    if (count.equals("none")) {
      json.putNull("total");
    } else {
      json.put("total", capped ? CAP : all.size());
    }
    return json.put("total_is_capped", capped).put("has_next_page", all.size() > offset + limit);
  }

  private @Nullable ReviewState review(GatewayState.Session session) {
    return session.review == null ? null : state.reviews.get(session.review);
  }

  /** The gateway reads groups from its table of users, so the groups of a key do not count. */
  private boolean visible(Caller caller, GatewayState.Session session) {
    if (caller.admin() || state.isAuditor(caller) || session.subject.equals(caller.id())) {
      return true;
    }
    ReviewState review = review(session);
    return review != null
        && caller.kind() == Caller.Kind.USER
        && review.groups().stream().anyMatch(caller.groups()::contains);
  }

  private boolean matches(GatewayState.Session session, Map<String, String> query) {
    ReviewState review = review(session);
    for (Map.Entry<String, String> one : query.entrySet()) {
      String value = one.getValue();
      boolean ok =
          switch (one.getKey()) {
            case "user" -> like(value, session.subject);
            case "connection" -> like(value, session.connection);
            case "type" -> like(value, "database");
            case "review.status" -> hasStatus(review, value);
            case "review.approver" -> mayApprove(review, value);
            case "batch_id", "correlation_id", "jira_issue_key" -> value.isEmpty();
            default -> true;
          };
      if (!ok) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasStatus(@Nullable ReviewState review, String value) {
    if (value.isEmpty() || review == null) {
      return value.isEmpty() && review == null;
    }
    return STATUSES.contains(value) ? review.status().equals(value) : like(value, review.status());
  }

  private boolean mayApprove(@Nullable ReviewState review, String email) {
    GatewayState.User user = state.users.get(email);
    return email.isEmpty()
        || (review != null
            && user != null
            && review.groups().stream().anyMatch(user.groups()::contains));
  }

  private static boolean like(String pattern, String text) {
    if (pattern.isEmpty()) {
      return true;
    }
    StringBuilder regex = new StringBuilder();
    pattern
        .chars()
        .forEach(
            c ->
                regex.append(
                    c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c))));
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  private static boolean between(Instant at, @Nullable Instant from, @Nullable Instant until) {
    return from == null
        || (!at.isBefore(from) && !at.isAfter(until == null ? GatewayState.now() : until));
  }

  private static @Nullable Instant time(Map<String, String> query, String name) throws Refusal {
    String text = query.getOrDefault(name, "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw invalid(name, "start_date or end_date in wrong format");
    }
  }

  private static int number(Map<String, String> query, String name, int absent) throws Refusal {
    String text = query.get(name);
    if (text == null) {
      return absent;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid(name, "\"" + text + "\" is not a number");
    }
  }

  private static Refusal invalid(String option, String why) {
    return new Refusal(422, "failed listing sessions, invalid \"" + option + "\" option: " + why);
  }
}
