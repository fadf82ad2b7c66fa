package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.sandbox.http.FaultPlan;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for the Hoop gateway on loopback, with the checks and the known defects of the real
 * one; thread-safe. A method throws an {@link AssertionError} when it names something that does not
 * exist or that a user could not do.
 */
public final class GatewayStandIn implements AutoCloseable {
  private static final String KEY_CREATOR = "root@acme.io";

  private final GatewayState state = new GatewayState();
  private final FaultPlan faults = FaultPlan.byPrefix();
  private final Verdicts verdicts = new Verdicts(state);
  private final ApiKeys keys = new ApiKeys(state);
  private final RestApi api;

  private GatewayStandIn(String basePath) throws IOException {
    api = new RestApi(state, new RestRoutes(state, verdicts, keys), faults, basePath);
  }

  /** Starts a gateway without users; it is reachable when this returns. */
  public static GatewayStandIn start() {
    return start("");
  }

  /** The same below a path, such as {@code /hoop}. */
  public static GatewayStandIn start(String basePath) {
    try {
      return new GatewayStandIn(basePath);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The URL that an operator configures, without {@code /api}. */
  public URI url() {
    return api.url();
  }

  /** Refuses connections and closes the present ones. */
  public void down() {
    api.down();
  }

  /** Undoes {@link #down}, on the same port. */
  public void up() {
    try {
      api.up();
    } catch (IOException e) {
      throw new UncheckedIOException("the port is no longer free", e);
    }
  }

  /** Sets how long a request takes from now on; concurrent requests do not wait for each other. */
  public void delays(Delays delays) {
    api.delays(delays);
  }

  @Override
  public void close() {
    api.close();
  }

  // Setting up the state

  /** Adds an active user and returns the e-mail, {@code <name in lower case>@acme.io}. */
  public String addUser(String name, String slackIdOrEmpty, String... groups) {
    String email = name.toLowerCase(Locale.ROOT) + "@acme.io";
    state.change(
        () ->
            state.users.put(
                email,
                new GatewayState.User(
                    email, name, email, "active", slackIdOrEmpty, List.of(groups))));
    return email;
  }

  /** One of active, inactive, invited, reviewing. */
  public void setStatus(String email, String status) {
    changeUser(
        email,
        user ->
            new GatewayState.User(
                user.subject(), user.name(), email, status, user.slackId(), user.groups()));
  }

  /** Replaces the groups. */
  public void setGroups(String email, String... groups) {
    changeUser(
        email,
        user ->
            new GatewayState.User(
                user.subject(),
                user.name(),
                email,
                user.status(),
                user.slackId(),
                List.of(groups)));
  }

  /** Sets the Slack id, or clears it when empty. */
  public void linkSlack(String email, String slackId) {
    changeUser(
        email,
        user ->
            new GatewayState.User(
                user.subject(), user.name(), email, user.status(), slackId, user.groups()));
  }

  /**
   * Gives the user another subject and e-mail, as a new identity provider does; earlier sessions
   * keep the old ones.
   */
  public void changeIdentity(String email, String subject, String newEmail) {
    state.change(
        () -> {
          GatewayState.User old = state.theUser(email);
          state.users.remove(email);
          state.users.put(
              newEmail,
              new GatewayState.User(
                  subject, old.name(), newEmail, old.status(), old.slackId(), old.groups()));
        });
  }

  /** Removes the user; their sessions and verdicts stay. */
  public void removeUser(String email) {
    state.change(() -> state.users.remove(email));
  }

  /** The bearer token of a signed-in user. */
  public String tokenOf(String email) {
    return RestRoutes.tokenOf(email);
  }

  /** Adds a connection; without reviewer groups nothing on it is reviewed. */
  public void addConnection(String name, String... reviewerGroups) {
    state.change(
        () ->
            state.connections.put(
                name,
                new GatewayState.Connection(
                    UUID.randomUUID().toString(), name, List.of(reviewerGroups), null, List.of())));
  }

  /** Sets how many groups must approve; null for all. */
  public void minApprovals(String connection, @Nullable Integer count) {
    changeConnection(
        connection,
        old ->
            new GatewayState.Connection(
                old.id(), old.name(), old.reviewers(), count, old.forceGroups()));
  }

  /** Sets the force-approval groups: the approval of one of them is enough. */
  public void forceGroups(String connection, String... groups) {
    changeConnection(
        connection,
        old ->
            new GatewayState.Connection(
                old.id(), old.name(), old.reviewers(), old.minApprovals(), List.of(groups)));
  }

  /** Removes the connection; its sessions and reviews stay. */
  public void removeConnection(String name) {
    state.change(() -> state.connections.remove(name));
  }

  /**
   * Sets the channels by connection in the Slack plugin; a connection that is not named has none.
   */
  public void slackPlugin(Map<String, List<String>> channels) {
    state.change(
        () -> {
          state.slackChannels.clear();
          state.slackChannels.putAll(channels);
        });
  }

  /** Removes a connection from the Slack plugin; at first the plugin lists every connection. */
  public void slackPluginWithout(String connection) {
    state.change(() -> state.slackUnlisted.add(connection));
  }

  /** Sets the plugin's own configuration; only GET of this one plugin shows the values. */
  public void slackPluginConfig(Map<String, String> values) {
    state.change(
        () -> {
          state.slackEnvironment.clear();
          state.slackEnvironment.putAll(values);
        });
  }

  /** Makes a key, and returns its secret. */
  public String createKey(String name, String... groups) {
    return state.locked(
        () -> {
          if (state.keys.stream().anyMatch(key -> key.name.equals(name))) {
            throw new AssertionError("there is a key " + name + " already");
          }
          return keys.add(name, List.of(groups), KEY_CREATOR).secret;
        });
  }

  /** Replaces the groups of a key. */
  public void setKeyGroups(String name, String... groups) {
    state.change(
        () -> {
          GatewayState.Key key = state.theKey(name);
          key.groups = List.of(groups);
          key.history.add("groups " + key.groups);
          state.keyChanges.add(new KeyChange(name, key.groups, true, GatewayState.now()));
        });
  }

  /** Revokes a key, so that requests with it are refused. */
  public void revokeKey(String name) {
    state.change(
        () -> {
          GatewayState.Key key = state.theKey(name);
          key.active = false;
          key.history.add("revoked");
        });
  }

  /**
   * Reactivates a revoked key, as a request does that is performed after its caller has timed out.
   */
  public void reactivateKey(String name) {
    state.change(
        () -> {
          GatewayState.Key key = state.theKey(name);
          key.active = true;
          key.history.add("reactivated");
        });
  }

  /** Sets the auditor group, as {@code AUDITOR_USERNAME} does in the gateway's environment. */
  public void renameAuditors(String group) {
    state.locked(() -> state.auditorGroup = group);
  }

  /** The one key for the header {@code Api-Key}; it is valid once this was called. */
  public String legacyKey() {
    return state.locked(
        () -> {
          String key = state.legacyKey;
          if (key == null) {
            key = "xapi-" + UUID.randomUUID();
            state.legacyKey = key;
          }
          return key;
        });
  }

  /** Makes it an old gateway that has no API keys. */
  public void withoutApiKeys() {
    state.change(() -> state.hasApiKeys = false);
  }

  // Acting as a user

  /** Asks to run a script. */
  public RequestedSession exec(String requesterEmail, String connection, String script) {
    return state.locked(
        () -> {
          GatewayState.Session session = open(requesterEmail, connection, "exec", script);
          List<String> groups = state.theConnection(connection).reviewers();
          if (groups.isEmpty()) {
            return new RequestedSession(session.id, "");
          }
          ReviewState review = state.createReview(session, "onetime", 0, groups, null, null, null);
          return new RequestedSession(session.id, review.id());
        });
  }

  /**
   * Stores a request for access, or for a script when the duration is zero, as an import into the
   * database does: no terminal waits for it, and the connection's tags are missing.
   */
  public RequestedSession stored(
      String requesterEmail, String connection, Duration duration, String script) {
    return state.locked(
        () -> {
          GatewayState.Connection gated = state.theConnection(connection);
          String verb = duration.isZero() ? "exec" : "connect";
          GatewayState.Session session =
              new GatewayState.Session(
                  state.theUser(requesterEmail), gated.name(), verb, script, false);
          session.tagged = false;
          state.sessions.put(session.id, session);
          ReviewState review =
              state.createReview(
                  session,
                  duration.isZero() ? "onetime" : "jit",
                  duration.toNanos(),
                  gated.reviewers(),
                  null,
                  null,
                  null);
          return new RequestedSession(session.id, review.id());
        });
  }

  /** Asks for access for a time; it needs no review while an earlier approval is valid. */
  public RequestedSession connect(String requesterEmail, String connection, Duration duration) {
    return state.locked(
        () -> {
          List<String> groups = state.theConnection(connection).reviewers();
          boolean granted = hasAccess(requesterEmail, connection);
          GatewayState.Session session = open(requesterEmail, connection, "connect", "");
          if (groups.isEmpty() || granted) {
            return new RequestedSession(session.id, "");
          }
          ReviewState review =
              state.createReview(session, "jit", duration.toNanos(), groups, null, null, null);
          return new RequestedSession(session.id, review.id());
        });
  }

  /** Asks to run a script on a connection with an access request rule. */
  public RequestedSession execByRule(
      String requesterEmail,
      String connection,
      String script,
      String ruleName,
      int minApprovals,
      List<String> groups,
      List<String> forceGroups) {
    return byRule(
        () -> open(requesterEmail, connection, "exec", script),
        Duration.ZERO,
        ruleName,
        minApprovals,
        groups,
        forceGroups);
  }

  /** Asks for access for a time on a connection with an access request rule. */
  public RequestedSession connectByRule(
      String requesterEmail,
      String connection,
      Duration duration,
      String ruleName,
      int minApprovals,
      List<String> groups,
      List<String> forceGroups) {
    return byRule(
        () -> open(requesterEmail, connection, "connect", ""),
        duration,
        ruleName,
        minApprovals,
        groups,
        forceGroups);
  }

  /** Sets the result of the AI analysis of the script. */
  public void aiAnalysis(String session, String risk, String title, String explanation) {
    ObjectNode json =
        Json.object()
            .put("risk_level", risk)
            .put("title", title)
            .put("explanation", explanation)
            .put("action", "allow_execution");
    changeSession(session, one -> one.aiAnalysis = json);
  }

  /**
   * The requester presses Ctrl-C or loses the connection: the session is done, the review stays
   * pending.
   */
  public void requesterLeaves(String session) {
    changeSession(session, one -> one.end(254, 46));
  }

  /** Decides as in the web UI; returns the HTTP status. */
  public int decideOnWeb(String email, String reviewId, String status) {
    return decideOnWeb(email, reviewId, status, "");
  }

  /** Decides as in the web UI, with a reason to reject. */
  public int decideOnWeb(String email, String reviewId, String status, String reason) {
    return decideOnWeb(
        email, reviewId, Json.object().put("status", status).put("rejection_reason", reason));
  }

  /** Approves as in the web UI, for a window of hours in UTC such as 09:00. */
  public int approveOnWebWithin(String email, String reviewId, String start, String end) {
    ObjectNode body = Json.object().put("status", "APPROVED");
    body.putObject("time_window")
        .put("type", "time_range")
        .putObject("configuration")
        .put("start_time", start)
        .put("end_time", end);
    return decideOnWeb(email, reviewId, body);
  }

  /**
   * Decides as in the web UI: reads the review now, and writes it when the returned task is run.
   */
  public Runnable decideOnWebSlowly(String email, String reviewId, String status) {
    String body = Json.write(Json.object().put("status", status));
    try {
      return state.refusable(() -> verdicts.prepare(state.theUser(email).caller(), reviewId, body));
    } catch (Refusal refusal) {
      throw new AssertionError("the web UI answers " + refusal.text(), refusal);
    }
  }

  private int decideOnWeb(String email, String reviewId, ObjectNode asked) {
    String body = Json.write(asked);
    try {
      state.refusable(
          () -> {
            Caller caller = state.theUser(email).caller();
            if (state.isAuditor(caller)) {
              throw new Refusal(403, "access denied");
            }
            return verdicts.put(caller, reviewId, body);
          });
      return 200;
    } catch (Refusal refusal) {
      return refusal.status();
    }
  }

  /** Runs an approved script. */
  public void startRun(String session) {
    changeSession(
        session,
        one -> {
          ReviewState review = reviewOf(one);
          if (!review.status().equals("APPROVED") || !review.onetime()) {
            throw new AssertionError("nothing to run, the review is " + review.status());
          }
          state.reviews.put(review.id(), review.withStatus("PROCESSING"));
          one.status = "open";
        });
  }

  /** Sets the review to EXECUTED while the session is still open. */
  public void markExecuted(String session) {
    changeSession(
        session,
        one -> {
          ReviewState review = reviewOf(one);
          state.reviews.put(review.id(), review.withStatus("EXECUTED"));
          one.status = "open";
        });
  }

  /** Closes the session of a run, and sets its review to EXECUTED if it was PROCESSING. */
  public void closeSession(String session, int exitCode) {
    changeSession(
        session,
        one -> {
          one.end(exitCode, 153);
          ReviewState review = one.review == null ? null : state.reviews.get(one.review);
          if (review != null && review.status().equals("PROCESSING")) {
            state.reviews.put(review.id(), review.withStatus("EXECUTED"));
          }
        });
  }

  /** The access ends: the session is done, the review stays APPROVED. */
  public void endJit(String session) {
    changeSession(session, one -> one.end(0, 153));
  }

  /** Removes the session and its review. */
  public void delete(String session) {
    changeSession(
        session,
        one -> {
          state.sessions.remove(session);
          state.reviews.values().removeIf(review -> review.session().equals(session));
        });
  }

  /** Moves the end of an access. */
  public void revokeAt(String review, Instant end) {
    state.change(
        () -> {
          ReviewState old = state.theReview(review);
          state.reviews.put(old.id(), old.withRevokeAt(end).stored());
        });
  }

  // What was received and stored

  /** Every request that arrived, in the order in which they were logged. */
  public List<ReceivedRequest> requests() {
    return state.look(() -> List.copyOf(state.requests));
  }

  /** The requests with a verdict among them. */
  public List<ReceivedRequest> puts() {
    return requests().stream()
        .filter(one -> one.method().equals("PUT"))
        .filter(one -> one.path().startsWith("/reviews/") || one.path().endsWith("/review"))
        .toList();
  }

  /** Every verdict that reached a review, over REST or in the web UI, refused ones included. */
  public List<ReceivedVerdict> receivedVerdicts() {
    return state.look(() -> List.copyOf(state.receivedVerdicts));
  }

  /** Every change of the groups of a key, over REST and by an administrator, in order. */
  public List<KeyChange> keyChanges() {
    return state.look(() -> List.copyOf(state.keyChanges));
  }

  /** All keys in the order of their creation, revoked ones included. */
  public List<String> keyNames() {
    return state.look(() -> state.keys.stream().map(key -> key.name).toList());
  }

  /** Whether the key is not revoked. */
  public boolean isActive(String keyName) {
    return state.look(() -> state.theKey(keyName).active);
  }

  /** The key's groups. */
  public List<String> groupsOf(String keyName) {
    return state.look(() -> state.theKey(keyName).groups);
  }

  /** What was done to the key, in words; its creation comes first. */
  public List<String> keyHistory(String name) {
    return state.look(() -> List.copyOf(state.theKey(name).history));
  }

  /** The status of the review; by its id or its session's. */
  public String status(String review) {
    return state.look(() -> state.theReview(review).status());
  }

  /** The status of one group; empty when the review does not name the group. */
  public String groupStatus(String review, String group) {
    return state.look(
        () ->
            state.theReview(review).rows().stream()
                .filter(row -> row.group().equals(group))
                .map(ReviewState.Row::status)
                .findFirst()
                .orElse(""));
  }

  /** The user's e-mail or the key's name of the last decision of one group; empty without one. */
  public String groupDecider(String review, String group) {
    return state.look(
        () ->
            state.theReview(review).rows().stream()
                .filter(row -> row.group().equals(group) && row.by() != null)
                .map(row -> Objects.requireNonNull(row.by()).email())
                .findFirst()
                .orElse(""));
  }

  /** The status of the session. */
  public String sessionStatus(String session) {
    return state.look(() -> state.theSession(session).status);
  }

  /** How often the Slack plugin was read by name; such an answer contains Slack's tokens. */
  public int tokenReads() {
    return state.look(() -> state.tokenReads);
  }

  /** The state and the last requests, as text. */
  public String transcript() {
    return state.look(() -> GatewayTranscript.of(state));
  }

  /**
   * Waits until {@code look} finds something, and calls it again after each change of the state.
   * Throws an {@link AssertionError} with the transcript when the deadline has passed.
   */
  public <T> T await(String what, Duration deadline, Supplier<Optional<T>> look) {
    return state.await(what, deadline, look, this::transcript);
  }

  // Fault injection

  /** The next requests whose method and path start so, such as {@code PUT /reviews}, go wrong. */
  public void failNext(String methodAndPathPrefix, int times, HttpFault fault) {
    faults.failNext(methodAndPathPrefix, times, fault);
  }

  /** Every request whose method and path start so goes wrong until {@link #clearFaults}. */
  public void always(String methodAndPathPrefix, HttpFault fault) {
    faults.always(methodAndPathPrefix, fault);
  }

  /** Forgets all planned faults and overwrites. */
  public void clearFaults() {
    faults.clear();
    state.change(verdicts::clearOverwrites);
  }

  /**
   * The next {@code expected} verdicts all read the review before the first of them writes it; the
   * last write wins. After three seconds they no longer wait for each other.
   */
  public void holdPuts(int expected) {
    state.holdPuts(expected);
  }

  /**
   * Verdicts over REST wait between their read and their write until {@link #releasePuts}, or for
   * three seconds; those in the web UI do not.
   */
  public void holdPutsBeforeWrite() {
    state.shutGate(true);
  }

  /** Undoes {@link #holdPutsBeforeWrite}. */
  public void releasePuts() {
    state.shutGate(false);
  }

  /** How many verdicts have read their review and wait to write it. */
  public int heldPuts() {
    return state.heldAtGate();
  }

  /**
   * The next verdict over REST is overwritten: a user decides in the web UI at the same time, reads
   * before that verdict is written, and writes before it is answered. Once for each call.
   */
  public void overwriteNextPut(String email, String status) {
    state.change(
        () ->
            verdicts.overwriteNext(
                state.theUser(email).caller(), Json.write(Json.object().put("status", status))));
  }

  private RequestedSession byRule(
      Supplier<GatewayState.Session> opening,
      Duration duration,
      String rule,
      int minApprovals,
      List<String> groups,
      List<String> forceGroups) {
    return state.locked(
        () -> {
          GatewayState.Session session = opening.get();
          ReviewState review =
              state.createReview(
                  session,
                  duration.isZero() ? "onetime" : "jit",
                  duration.toNanos(),
                  groups,
                  rule,
                  minApprovals,
                  List.copyOf(forceGroups));
          return new RequestedSession(session.id, review.id());
        });
  }

  private GatewayState.Session open(String email, String connection, String verb, String script) {
    GatewayState.Session session =
        new GatewayState.Session(
            state.theUser(email), state.theConnection(connection).name(), verb, script, true);
    state.sessions.put(session.id, session);
    return session;
  }

  private boolean hasAccess(String email, String connection) {
    return state.sessions.values().stream()
        .filter(one -> one.email.equals(email) && one.connection.equals(connection))
        .map(one -> one.review == null ? null : state.reviews.get(one.review))
        .anyMatch(GatewayStandIn::lasts);
  }

  private static boolean lasts(@Nullable ReviewState review) {
    if (review == null || review.onetime() || !review.status().equals("APPROVED")) {
      return false;
    }
    Instant end = review.revokeAt();
    return end != null && end.isAfter(GatewayState.now());
  }

  private ReviewState reviewOf(GatewayState.Session session) {
    return state.theReview(session.id);
  }

  private void changeSession(String id, Consumer<GatewayState.Session> change) {
    state.change(() -> change.accept(state.theSession(id)));
  }

  private void changeUser(String email, UnaryOperator<GatewayState.User> change) {
    state.change(() -> state.users.put(email, change.apply(state.theUser(email))));
  }

  private void changeConnection(String name, UnaryOperator<GatewayState.Connection> change) {
    state.change(() -> state.connections.put(name, change.apply(state.theConnection(name))));
  }
}
