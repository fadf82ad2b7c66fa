package dev.hoop.slackbot.sandbox.gateway;

import dev.hoop.slackbot.sandbox.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The route by which a key creates a session for any user, with a review that may be approved
 * already.
 */
final class Provisioning {
  private static final Duration LONGEST = Duration.ofDays(2);

  private final GatewayState state;

  Provisioning(GatewayState state) {
    this.state = state;
  }

  RestReply answer(String text, Caller caller) throws Refusal {
    if (caller.kind() == Caller.Kind.USER) {
      throw new Refusal(401, "access denied");
    }
    RequestBody body = RequestBody.read(text, "ProvisionSession");
    String email = body.text("user_email");
    String name = body.text("connection");
    List<String> approved = body.texts("approved_reviewers");
    body.require("UserEmail", !email.isEmpty());
    body.require("Connection", !name.isEmpty());
    body.refuseIfIncomplete();
    GatewayState.User owner = state.users.get(email);
    if (owner == null) {
      // The gateway puts the caller into this message, not the user that is missing.
      throw new Refusal(400, "user " + caller.email() + " not found for exec");
    }
    GatewayState.Connection connection = state.connections.get(name);
    if (connection == null) {
      throw new Refusal(400, "connection " + name + " not found");
    }
    Duration access = Duration.ofSeconds(body.json().path("access_duration_sec").asLong(0));
    boolean jit = access.compareTo(Duration.ZERO) > 0;
    GatewayState.Session session =
        new GatewayState.Session(
            owner, name, jit ? "connect" : "exec", body.json().path("script").asText(""), false);
    state.sessions.put(session.id, session);
    if (access.compareTo(LONGEST) > 0) {
      throw new Refusal(500, "failed creating review");
    }
    boolean waits = !createReview(session, connection, approved, access, jit, caller);
    return new RestReply(
        202,
        Json.object()
            .put("session_id", session.id)
            .put("user_email", email)
            .put("has_review", waits));
  }

  /** Creates the review, and returns whether every group has approved it. */
  private boolean createReview(
      GatewayState.Session session,
      GatewayState.Connection connection,
      @Nullable List<String> approvedReviewers,
      Duration access,
      boolean jit,
      Caller caller) {
    List<String> groups = connection.reviewers();
    List<String> approved = approvedReviewers == null ? groups : approvedReviewers;
    if (groups.isEmpty()) {
      groups = List.of(Caller.ADMIN_GROUP);
      approved = groups;
    }
    ReviewState waiting =
        state.createReview(
            session, jit ? "jit" : "onetime", access.toNanos(), groups, null, null, null);
    Instant now = waiting.createdAt();
    boolean whole = approved.containsAll(groups);
    List<String> given = approved;
    List<ReviewState.Row> rows =
        waiting.rows().stream()
            .map(
                row ->
                    given.contains(row.group())
                        ? row.decided("APPROVED", nameless(caller), now, false)
                        : row)
            .toList();
    Instant end = jit ? now.plus(access) : null;
    ReviewState stored =
        waiting.changed(whole ? "APPROVED" : "PENDING", end, rows, null, null).stored();
    state.reviews.put(stored.id(), stored);
    session.status = whole ? "ready" : "open";
    return whole;
  }

  /** On this route the gateway stores only the key's e-mail, not its name. */
  private static Caller nameless(Caller caller) {
    return new Caller(caller.kind(), caller.id(), "", caller.email(), "", caller.groups());
  }
}
