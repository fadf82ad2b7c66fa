package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PUT on a review: its checks in the gateway's order, its count rule with its defect, and its
 * effects. Called under the lock of {@link GatewayState}.
 */
final class Verdicts {
  private static final String FAILED = "failed updating review status: ";
  private static final Pattern HOUR = Pattern.compile("([01]?\\d|2[0-3]):[0-5]\\d");
  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private record SubmittedVerdict(
      String status, @Nullable JsonNode timeWindow, boolean force, String rejectionReason) {}

  private record PlannedOverwrite(Caller caller, String body) {}

  private final GatewayState state;

  private final Deque<PlannedOverwrite> plannedOverwrites = new ArrayDeque<>();

  Verdicts(GatewayState state) {
    this.state = state;
  }

  static boolean isUuid(String text) {
    return UUID_TEXT.matcher(text).matches();
  }

  static String notUuid(String text) {
    return "ERROR: invalid input syntax for type uuid: \"" + text + "\" (SQLSTATE 22P02)";
  }

  /** Releases the lock between the read and the write of a held PUT. */
  ReviewState put(Caller caller, String reviewOrSession, String body) throws Refusal {
    PendingWrite pending = readAndRecord(caller, reviewOrSession, body);
    state.awaitOtherReaders();
    write(pending.after());
    return pending.after();
  }

  /** The same for a verdict over REST, which can be held and overwritten. */
  ReviewState putOverRest(Caller caller, String reviewOrSession, String body) throws Refusal {
    PendingWrite pending = readAndRecord(caller, reviewOrSession, body);
    PlannedOverwrite other = plannedOverwrites.poll();
    PendingWrite theirs =
        other == null ? null : read(other.caller(), reviewOrSession, other.body());
    state.awaitOpenGate();
    state.awaitOtherReaders();
    write(pending.after());
    if (theirs != null) {
      record(theirs, true);
      write(theirs.after());
    }
    return pending.after();
  }

  /** Reads now, and writes when the returned task is run; the task takes the lock itself. */
  Runnable prepare(Caller caller, String reviewOrSession, String body) throws Refusal {
    PendingWrite pending = read(caller, reviewOrSession, body);
    ReviewState read = state.reviews.get(pending.after().id());
    return () ->
        state.change(
            () -> {
              record(pending, !Objects.equals(read, state.reviews.get(pending.after().id())));
              write(pending.after());
            });
  }

  void overwriteNext(Caller caller, String body) {
    plannedOverwrites.add(new PlannedOverwrite(caller, body));
  }

  void clearOverwrites() {
    plannedOverwrites.clear();
  }

  /** A verdict whose review was read and is not written yet. */
  private record PendingWrite(
      Caller caller, SubmittedVerdict submitted, ReviewState before, ReviewState after) {}

  private PendingWrite readAndRecord(Caller caller, String reviewOrSession, String body)
      throws Refusal {
    PendingWrite pending = read(caller, reviewOrSession, body);
    record(pending, false);
    return pending;
  }

  private PendingWrite read(Caller caller, String reviewOrSession, String body) throws Refusal {
    SubmittedVerdict submitted = parse(body);
    if (!isUuid(reviewOrSession)) {
      throw new Refusal(500, FAILED + "failed obtaining review, err=" + notUuid(reviewOrSession));
    }
    ReviewState review =
        state
            .review(reviewOrSession)
            .orElseThrow(() -> new Refusal(500, FAILED + "review not found"))
            .unforced();
    GatewayState.Session session = state.theSession(review.session());
    GatewayState.Connection connection = state.connections.get(session.connection);
    if (connection == null) {
      throw new Refusal(500, FAILED + "failed fetching connection for review, err=<nil>");
    }
    try {
      check(caller, review, session, submitted);
      return new PendingWrite(
          caller, submitted, review, decide(caller, review, session, connection, submitted));
    } catch (Refusal refusal) {
      record(new PendingWrite(caller, submitted, review, review), false);
      throw refusal;
    }
  }

  private void record(PendingWrite pending, boolean overwrites) {
    ReviewState before = pending.before();
    ReviewState after = pending.after();
    Caller caller = pending.caller();
    state.receivedVerdicts.add(
        new ReceivedVerdict(
            before.id(),
            caller.email(),
            caller.kind() == Caller.Kind.USER,
            pending.submitted().status(),
            before.status(),
            after.status(),
            after.rows().stream()
                .filter(row -> !before.rows().contains(row))
                .map(ReviewState.Row::group)
                .toList(),
            overwrites,
            GatewayState.now()));
  }

  private static void check(
      Caller caller, ReviewState review, GatewayState.Session session, SubmittedVerdict submitted)
      throws Refusal {
    if (submitted.timeWindow() != null && review.timeWindow() != null) {
      throw new Refusal(500, FAILED + "time window can only be set once");
    }
    if (!Set.of("APPROVED", "REJECTED", "REVOKED").contains(submitted.status())) {
      throw new Refusal(500, FAILED + "unknown status");
    }
    boolean pending = review.status().equals("PENDING");
    if (!pending && !review.status().equals("APPROVED")) {
      throw new Refusal(400, "review is in wrong state");
    }
    boolean owner = session.subject.equals(caller.id());
    if (submitted.status().equals("APPROVED") && owner && !caller.admin()) {
      throw new Refusal(400, "unable to self approve review");
    }
    if (submitted.status().equals("REVOKED") && pending) {
      throw new Refusal(400, "review is in wrong state");
    }
    if (submitted.status().equals("REVOKED") && review.onetime()) {
      throw new Refusal(500, FAILED + "review not found");
    }
  }

  private static ReviewState decide(
      Caller caller,
      ReviewState review,
      GatewayState.Session session,
      GatewayState.Connection connection,
      SubmittedVerdict submitted)
      throws Refusal {
    Instant now = GatewayState.now();
    List<String> mine;
    if (submitted.force()) {
      List<String> ruled = review.forceGroups();
      List<String> force =
          review.rule() != null && ruled != null ? ruled : connection.forceGroups();
      mine = force.stream().filter(caller.groups()::contains).limit(1).toList();
      if (mine.isEmpty()) {
        throw new Refusal(400, "not eligible for review");
      }
    } else {
      mine = review.groups().stream().filter(caller.groups()::contains).toList();
      boolean owner = session.subject.equals(caller.id());
      if (mine.isEmpty() && !owner && !caller.admin()) {
        throw new Refusal(400, "not eligible for review");
      }
    }
    List<ReviewState.Row> rows = new ArrayList<>();
    for (ReviewState.Row row : review.rows()) {
      rows.add(
          mine.contains(row.group())
              ? row.decided(submitted.status(), caller, now, submitted.force())
              : row);
    }
    boolean approval = submitted.status().equals("APPROVED");
    if (submitted.force()) {
      if (!review.groups().contains(mine.get(0))) {
        rows.add(appended(mine.get(0), caller, now, submitted));
      }
    } else if (mine.isEmpty() && !approval) {
      String group =
          caller.admin()
              ? Caller.ADMIN_GROUP
              : caller.groups().isEmpty() ? "" : caller.groups().get(0);
      rows.add(appended(group, caller, now, submitted));
    }
    String status = submitted.status();
    if (approval && !submitted.force()) {
      // The defect: equal instead of at least. A caller in more groups than needed exceeds the
      // number.
      long approved = rows.stream().filter(row -> row.status().equals("APPROVED")).count();
      status = approved == needed(review, connection) ? "APPROVED" : review.status();
    }
    boolean reasoned = status.equals("REJECTED") && !submitted.rejectionReason().isEmpty();
    return review.changed(
        status,
        status.equals("APPROVED") ? now.plusNanos(review.accessNanos()) : review.revokeAt(),
        rows,
        approval && submitted.timeWindow() != null ? submitted.timeWindow() : review.timeWindow(),
        reasoned ? submitted.rejectionReason() : review.rejectionReason());
  }

  private static ReviewState.Row appended(
      String group, Caller caller, Instant now, SubmittedVerdict submitted) {
    return new ReviewState.Row(
        UUID.randomUUID().toString(), group, submitted.status(), caller, now, submitted.force());
  }

  private static int needed(ReviewState review, GatewayState.Connection connection) {
    Integer fewer = review.rule() != null ? review.minApprovals() : connection.minApprovals();
    int all = review.rows().size();
    return fewer == null ? all : Math.min(all, fewer);
  }

  /** Writes the whole review with all its groups, and so overwrites what was written in between. */
  private void write(ReviewState after) {
    GatewayState.Session session = state.sessions.get(after.session());
    if (session == null) {
      // The session was deleted in between, so there is nothing to write.
      return;
    }
    state.reviews.put(after.id(), after.stored());
    switch (after.status()) {
      case "APPROVED" -> session.status = "ready";
      case "REVOKED" -> session.status = "done";
      case "REJECTED" -> {
        if (session.streaming) {
          session.end(254, session.verb.equals("connect") ? 141 : 0);
        }
        session.status = "done";
      }
      default -> {
        // Still waiting.
      }
    }
  }

  private static SubmittedVerdict parse(String text) throws Refusal {
    RequestBody body = RequestBody.read(text, "ReviewRequest");
    String status = body.text("status", "openapi.ReviewRequestStatusType");
    JsonNode window = body.object("time_window", "openapi.ReviewSessionTimeWindow");
    boolean force = body.flag("force_review");
    String reason = body.text("rejection_reason");
    body.require("Status", !status.isEmpty());
    if (window != null) {
      body.require("TimeWindow.Type", !window.path("type").asText("").isEmpty());
      body.require("TimeWindow.Configuration", window.path("configuration").isObject());
    }
    body.refuseIfIncomplete();
    if (window != null) {
      checkHours(window.path("configuration"));
    }
    return new SubmittedVerdict(status.toUpperCase(Locale.ROOT), window, force, reason);
  }

  private static void checkHours(JsonNode configuration) throws Refusal {
    String start = configuration.path("start_time").asText("");
    String end = configuration.path("end_time").asText("");
    if (start.isEmpty() || end.isEmpty()) {
      throw new Refusal(400, "both from and to time must be provided");
    }
    if (!HOUR.matcher(start).matches()) {
      throw new Refusal(400, "invalid start_time format, expected HH:MM in 24-hour format");
    }
    if (!HOUR.matcher(end).matches()) {
      throw new Refusal(400, "invalid end_time format, expected HH:MM in 24-hour format");
    }
  }
}
