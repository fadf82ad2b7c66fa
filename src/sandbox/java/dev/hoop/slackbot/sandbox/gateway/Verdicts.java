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

/** PUT on a review: its checks in their order, its count rule with its defect, and its effects. */
final class Verdicts {
  private static final String FAILED = "failed updating review status: ";
  private static final Pattern HOUR = Pattern.compile("([01]?\\d|2[0-3]):[0-5]\\d");
  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private record Asked(
      String status, @Nullable JsonNode timeWindow, boolean force, String rejectionReason) {}

  private record Late(Caller caller, String body) {}

  private final GatewayState world;

  /** Under the world's lock. */
  private final Deque<Late> late = new ArrayDeque<>();

  Verdicts(GatewayState world) {
    this.world = world;
  }

  static boolean isUuid(String text) {
    return UUID_TEXT.matcher(text).matches();
  }

  static String notUuid(String text) {
    return "ERROR: invalid input syntax for type uuid: \"" + text + "\" (SQLSTATE 22P02)";
  }

  /** Under the world's lock, which is given away between the read and the write of a held PUT. */
  ReviewState put(Caller caller, String reviewOrSession, String body) throws Refusal {
    Reading reading = noted(caller, reviewOrSession, body);
    world.passGate();
    write(reading.after());
    return reading.after();
  }

  /** The same for what comes over the network, which can be held and overwritten. */
  ReviewState putOverRest(Caller caller, String reviewOrSession, String body) throws Refusal {
    Reading reading = noted(caller, reviewOrSession, body);
    Late other = late.poll();
    Reading theirs = other == null ? null : read(other.caller(), reviewOrSession, other.body());
    world.waitAtGate();
    world.passGate();
    write(reading.after());
    if (theirs != null) {
      note(theirs, true);
      write(theirs.after());
    }
    return reading.after();
  }

  /** Under the world's lock: reads now, and writes when the answer is run. */
  Runnable prepare(Caller caller, String reviewOrSession, String body) throws Refusal {
    Reading reading = read(caller, reviewOrSession, body);
    ReviewState read = world.reviews.get(reading.after().id());
    return () ->
        world.change(
            () -> {
              note(reading, !Objects.equals(read, world.reviews.get(reading.after().id())));
              write(reading.after());
            });
  }

  /** Under the world's lock. */
  void overwriteNext(Caller caller, String body) {
    late.add(new Late(caller, body));
  }

  /** Under the world's lock. */
  void overwriteNone() {
    late.clear();
  }

  /** A decision that is read and not written yet. */
  private record Reading(Caller caller, Asked asked, ReviewState before, ReviewState after) {}

  private Reading noted(Caller caller, String reviewOrSession, String body) throws Refusal {
    Reading reading = read(caller, reviewOrSession, body);
    note(reading, false);
    return reading;
  }

  private Reading read(Caller caller, String reviewOrSession, String body) throws Refusal {
    Asked asked = parse(body);
    if (!isUuid(reviewOrSession)) {
      throw new Refusal(500, FAILED + "failed obtaining review, err=" + notUuid(reviewOrSession));
    }
    ReviewState review =
        world
            .review(reviewOrSession)
            .orElseThrow(() -> new Refusal(500, FAILED + "review not found"))
            .unforced();
    GatewayState.Session session = world.theSession(review.session());
    GatewayState.Connection connection = world.connections.get(session.connection);
    if (connection == null) {
      throw new Refusal(500, FAILED + "failed fetching connection for review, err=<nil>");
    }
    try {
      check(caller, review, session, asked);
      return new Reading(caller, asked, review, decide(caller, review, session, connection, asked));
    } catch (Refusal refusal) {
      note(new Reading(caller, asked, review, review), false);
      throw refusal;
    }
  }

  private void note(Reading reading, boolean overwrites) {
    ReviewState before = reading.before();
    ReviewState after = reading.after();
    Caller caller = reading.caller();
    world.casts.add(
        new AcceptedVerdict(
            before.id(),
            caller.email(),
            caller.kind() == Caller.Kind.USER,
            reading.asked().status(),
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
      Caller caller, ReviewState review, GatewayState.Session session, Asked asked) throws Refusal {
    if (asked.timeWindow() != null && review.timeWindow() != null) {
      throw new Refusal(500, FAILED + "time window can only be set once");
    }
    if (!Set.of("APPROVED", "REJECTED", "REVOKED").contains(asked.status())) {
      throw new Refusal(500, FAILED + "unknown status");
    }
    boolean pending = review.status().equals("PENDING");
    if (!pending && !review.status().equals("APPROVED")) {
      throw new Refusal(400, "review is in wrong state");
    }
    boolean owner = session.subject.equals(caller.id());
    if (asked.status().equals("APPROVED") && owner && !caller.admin()) {
      throw new Refusal(400, "unable to self approve review");
    }
    if (asked.status().equals("REVOKED") && pending) {
      throw new Refusal(400, "review is in wrong state");
    }
    if (asked.status().equals("REVOKED") && review.onetime()) {
      throw new Refusal(500, FAILED + "review not found");
    }
  }

  private static ReviewState decide(
      Caller caller,
      ReviewState review,
      GatewayState.Session session,
      GatewayState.Connection connection,
      Asked asked)
      throws Refusal {
    Instant now = GatewayState.now();
    List<String> mine;
    if (asked.force()) {
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
              ? row.decided(asked.status(), caller, now, asked.force())
              : row);
    }
    boolean approval = asked.status().equals("APPROVED");
    if (asked.force()) {
      if (!review.groups().contains(mine.get(0))) {
        rows.add(appended(mine.get(0), caller, now, asked));
      }
    } else if (mine.isEmpty() && !approval) {
      String group =
          caller.admin()
              ? Caller.ADMIN_GROUP
              : caller.groups().isEmpty() ? "" : caller.groups().get(0);
      rows.add(appended(group, caller, now, asked));
    }
    String status = asked.status();
    if (approval && !asked.force()) {
      // Equals, not at least: whoever is in more groups than needed jumps past the number.
      long approved = rows.stream().filter(row -> row.status().equals("APPROVED")).count();
      status = approved == needed(review, connection) ? "APPROVED" : review.status();
    }
    boolean reasoned = status.equals("REJECTED") && !asked.rejectionReason().isEmpty();
    return review.changed(
        status,
        status.equals("APPROVED") ? now.plusNanos(review.accessNanos()) : review.revokeAt(),
        rows,
        approval && asked.timeWindow() != null ? asked.timeWindow() : review.timeWindow(),
        reasoned ? asked.rejectionReason() : review.rejectionReason());
  }

  private static ReviewState.Row appended(String group, Caller caller, Instant now, Asked asked) {
    return new ReviewState.Row(
        UUID.randomUUID().toString(), group, asked.status(), caller, now, asked.force());
  }

  private static int needed(ReviewState review, GatewayState.Connection connection) {
    Integer fewer = review.rule() != null ? review.minApprovals() : connection.minApprovals();
    int all = review.rows().size();
    return fewer == null ? all : Math.min(all, fewer);
  }

  /** The whole review with all its groups, whatever was written in between. */
  private void write(ReviewState after) {
    GatewayState.Session session = world.sessions.get(after.session());
    if (session == null) {
      // Deleted in between, and there is no row left to write.
      return;
    }
    world.reviews.put(after.id(), after.stored());
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

  private static Asked parse(String text) throws Refusal {
    Body body = Body.read(text, "ReviewRequest");
    String status = body.text("status", "openapi.ReviewRequestStatusType");
    JsonNode window = body.object("time_window", "openapi.ReviewSessionTimeWindow");
    boolean force = body.flag("force_review");
    String reason = body.text("rejection_reason");
    body.require("Status", !status.isEmpty());
    if (window != null) {
      body.require("TimeWindow.Type", !window.path("type").asText("").isEmpty());
      body.require("TimeWindow.Configuration", window.path("configuration").isObject());
    }
    body.refuseWhatLacks();
    if (window != null) {
      checkHours(window.path("configuration"));
    }
    return new Asked(status.toUpperCase(Locale.ROOT), window, force, reason);
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
