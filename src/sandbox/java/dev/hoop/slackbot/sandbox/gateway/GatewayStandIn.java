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
 * A Hoop gateway on loopback, as strict and as flawed as the real one, with people who ask and
 * decide; thread-safe. What no person could do fails with an {@link AssertionError}.
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

  /** A gateway with nobody in it, reachable when this returns. */
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

  /** What an operator configures: without {@code /api}. */
  public URI url() {
    return api.url();
  }

  /** Refuses connections and cuts the present ones. */
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

  /** How long it takes to answer from now on; requests that come together wait together. */
  public void delays(Delays delays) {
    api.delays(delays);
  }

  @Override
  public void close() {
    api.close();
  }

  // The state

  /** Adds an active person; the e-mail is {@code <name in lower case>@acme.io}. */
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
   * Gives the person another subject and e-mail, as a move to another identity provider does; what
   * they asked for before keeps the old ones.
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

  /** Removes the person; what they did stays. */
  public void removeUser(String email) {
    state.change(() -> state.users.remove(email));
  }

  /** What a signed-in person sends as bearer token. */
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

  /** How many groups must approve; null for all. */
  public void minApprovals(String connection, @Nullable Integer count) {
    changeConnection(
        connection,
        old ->
            new GatewayState.Connection(
                old.id(), old.name(), old.reviewers(), count, old.forceGroups()));
  }

  /** Whose word alone is enough. */
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

  /** The channels by connection in the Slack plugin; a connection left out has none. */
  public void slackPlugin(Map<String, List<String>> channels) {
    state.change(
        () -> {
          state.slackChannels.clear();
          state.slackChannels.putAll(channels);
        });
  }

  /** Takes a connection from the Slack plugin, with which every one is associated at first. */
  public void slackPluginWithout(String connection) {
    state.change(() -> state.slackUnlisted.add(connection));
  }

  /** The plugin's own configuration, which only its single read shows. */
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

  /** Makes a key open nothing any more. */
  public void revokeKey(String name) {
    state.change(
        () -> {
          GatewayState.Key key = state.theKey(name);
          key.active = false;
          key.history.add("revoked");
        });
  }

  /** Makes a revoked key work again, as a call that the caller had given up does late. */
  public void reactivateKey(String name) {
    state.change(
        () -> {
          GatewayState.Key key = state.theKey(name);
          key.active = true;
          key.history.add("reactivated");
        });
  }

  /** As with {@code AUDITOR_USERNAME} in the gateway's environment. */
  public void renameAuditors(String group) {
    state.locked(() -> state.auditorGroup = group);
  }

  /** The one key for the header {@code Api-Key}, valid from the first call on. */
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

  /** Makes it a gateway from before API keys. */
  public void withoutApiKeys() {
    state.change(() -> state.hasApiKeys = false);
  }

  // What people do

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
   * A request for access, or for a script when the duration is zero, as it stands in a database
   * that was filled by other means: nobody waits in a terminal, and of the connection's tags
   * nothing was written down.
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

  /** Asks for access for a time; not reviewed while an earlier approval lasts. */
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

  /** Asks to run a script on a connection gated by an access request rule. */
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

  /** Asks for access for a time on a connection gated by an access request rule. */
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

  /** What the analyzer thinks of the script. */
  public void aiAnalysis(String session, String risk, String title, String explanation) {
    ObjectNode json =
        Json.object()
            .put("risk_level", risk)
            .put("title", title)
            .put("explanation", explanation)
            .put("action", "allow_execution");
    changeSession(session, one -> one.aiAnalysis = json);
  }

  /** Pressed Ctrl-C, or lost the connection: the session is done, the review waits on. */
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

  /** Decides as in the web UI, from what is read now; written when the answer is run. */
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

  /** The moment in which the run has ended, and the session is not closed yet. */
  public void markExecuted(String session) {
    changeSession(
        session,
        one -> {
          ReviewState review = reviewOf(one);
          state.reviews.put(review.id(), review.withStatus("EXECUTED"));
          one.status = "open";
        });
  }

  /** Closes the session of a run, which settles its review too. */
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

  /** Removes the session and its review, as if they had never been. */
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

  // What was seen

  /** Every request that arrived, in the order of their ends. */
  public List<ReceivedRequest> requests() {
    return state.look(() -> List.copyOf(state.requests));
  }

  /** The decisions among them. */
  public List<ReceivedRequest> puts() {
    return requests().stream()
        .filter(one -> one.method().equals("PUT"))
        .filter(one -> one.path().startsWith("/reviews/") || one.path().endsWith("/review"))
        .toList();
  }

  /** Every decision that reached a review, by request or on the web, refused ones included. */
  public List<ReceivedVerdict> receivedVerdicts() {
    return state.look(() -> List.copyOf(state.receivedVerdicts));
  }

  /** Which groups keys were given, over the network and by hand, in order. */
  public List<KeyChange> keyChanges() {
    return state.look(() -> List.copyOf(state.keyChanges));
  }

  /** All keys in the order of their creation, revoked ones included. */
  public List<String> keyNames() {
    return state.look(() -> state.keys.stream().map(key -> key.name).toList());
  }

  /** Whether the key opens anything. */
  public boolean isActive(String keyName) {
    return state.look(() -> state.theKey(keyName).active);
  }

  /** The key's groups. */
  public List<String> groupsOf(String keyName) {
    return state.look(() -> state.theKey(keyName).groups);
  }

  /** What was done to the key, first its creation, in words. */
  public List<String> keyHistory(String name) {
    return state.look(() -> List.copyOf(state.theKey(name).history));
  }

  /** The status of the review; by its id or its session's. */
  public String status(String review) {
    return state.look(() -> state.theReview(review).status());
  }

  /** What one group says; empty when it has no part in the review. */
  public String groupStatus(String review, String group) {
    return state.look(
        () ->
            state.theReview(review).rows().stream()
                .filter(row -> row.group().equals(group))
                .map(ReviewState.Row::status)
                .findFirst()
                .orElse(""));
  }

  /** The e-mail or key name of who decided for one group last; empty when nobody did. */
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

  /** How often somebody read the Slack plugin by name, which shows Slack's tokens. */
  public int tokenReads() {
    return state.look(() -> state.tokenReads);
  }

  /** What is and what was asked, as text. */
  public String transcript() {
    return state.look(() -> GatewayTranscript.of(state));
  }

  /**
   * Waits until {@code look} finds something, looking again after each change of the state; an
   * {@link AssertionError} with the transcript when the deadline passes.
   */
  public <T> T await(String what, Duration deadline, Supplier<Optional<T>> look) {
    return state.await(what, deadline, look, this::transcript);
  }

  // What goes wrong

  /** The next requests that start so, such as {@code PUT /reviews}, go wrong. */
  public void failNext(String methodAndPathPrefix, int times, HttpFault fault) {
    faults.failNext(methodAndPathPrefix, times, fault);
  }

  /** Every request that starts so goes wrong until {@link #clearFaults}. */
  public void always(String methodAndPathPrefix, HttpFault fault) {
    faults.always(methodAndPathPrefix, fault);
  }

  /** From now on all goes well. */
  public void clearFaults() {
    faults.clear();
    state.change(verdicts::clearOverwrites);
  }

  /**
   * The next {@code expected} decisions all read before the first of them writes, the last write
   * wins; after three seconds they no longer wait for each other.
   */
  public void holdPuts(int expected) {
    state.holdPuts(expected);
  }

  /**
   * Decisions over the network wait between their read and their write until {@link #releasePuts},
   * or for three seconds; those in the web UI do not.
   */
  public void holdPutsBeforeWrite() {
    state.shutGate(true);
  }

  /** Undoes {@link #holdPutsBeforeWrite}. */
  public void releasePuts() {
    state.shutGate(false);
  }

  /** How many decisions have read and wait to write. */
  public int heldPuts() {
    return state.heldAtGate();
  }

  /**
   * The next decision over the network is lost: somebody decides in the web UI at the same instant,
   * reads before it writes, and writes before it is answered. Once for each call.
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
