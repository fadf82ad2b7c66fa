package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.http.Awaitable;
import dev.hoop.slackbot.sandbox.http.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The content of the gateway's database, and its one lock. All fields are used under the lock only.
 */
final class GatewayState implements Awaitable {
  static final String ORG = UUID.randomUUID().toString();
  static final Instant STARTED = now().truncatedTo(ChronoUnit.MICROS);
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(3);

  /** A user of the organisation. */
  record User(
      String subject,
      String name,
      String email,
      String status,
      String slackId,
      List<String> groups) {
    Caller caller() {
      return new Caller(Caller.Kind.USER, subject, name, email, slackId, groups);
    }
  }

  /** A connection with its reviewer groups and approval settings. */
  record Connection(
      String id,
      String name,
      List<String> reviewers,
      @Nullable Integer minApprovals,
      List<String> forceGroups) {}

  /** An API key with its history. */
  static final class Key {
    final String id = UUID.randomUUID().toString();
    final String secret;
    final String createdBy;
    final Instant createdAt;
    final List<String> history = new ArrayList<>();
    String name;
    List<String> groups;
    boolean active = true;
    @Nullable String deactivatedBy;
    @Nullable Instant deactivatedAt;
    @Nullable Instant lastUsedAt;

    Key(String name, List<String> groups, String secret, String createdBy, Instant createdAt) {
      this.name = name;
      this.groups = List.copyOf(groups);
      this.secret = secret;
      this.createdBy = createdBy;
      this.createdAt = createdAt;
      history.add("created " + groups);
    }
  }

  /** A session. */
  static final class Session {
    final String id = UUID.randomUUID().toString();
    final String email;
    final String subject;
    final String userName;
    final String connection;
    final String verb;
    final String script;
    final Instant startedAt;
    boolean streaming;
    boolean tagged = true;
    String status = "open";
    @Nullable Integer exitCode;
    @Nullable Instant endedAt;
    @Nullable String review;
    @Nullable JsonNode aiAnalysis;
    @Nullable JsonNode metrics;
    long eventSize;

    Session(User owner, String connection, String verb, String script, boolean streaming) {
      this.email = owner.email();
      this.subject = owner.subject();
      this.userName = owner.name();
      this.connection = connection;
      this.verb = verb;
      this.script = script;
      this.streaming = streaming;
      this.startedAt = now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Ends the session, with its exit code and its metrics. */
    void end(int code, long bytes) {
      status = "done";
      exitCode = code;
      endedAt = now().truncatedTo(ChronoUnit.MICROS);
      streaming = false;
      eventSize = bytes;
      metrics = bytes == 0 ? Json.object() : countedMetrics(bytes);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  final Map<String, User> users = new LinkedHashMap<>();
  final Map<String, Connection> connections = new LinkedHashMap<>();
  final List<Key> keys = new ArrayList<>();
  final Map<String, Session> sessions = new LinkedHashMap<>();
  final Map<String, ReviewState> reviews = new LinkedHashMap<>();
  final Map<String, List<String>> slackChannels = new LinkedHashMap<>();
  final Set<String> slackUnlisted = new HashSet<>();
  final Map<String, String> slackEnvironment = new LinkedHashMap<>();
  final List<ReceivedRequest> requests = new ArrayList<>();
  final List<ReceivedVerdict> receivedVerdicts = new ArrayList<>();
  final List<KeyChange> keyChanges = new ArrayList<>();
  @Nullable String legacyKey;
  String auditorGroup = "auditor";

  String role(Caller caller) {
    return caller.admin() ? "admin" : isAuditor(caller) ? "auditor" : "standard";
  }

  /** Whether the caller may only read. */
  boolean isAuditor(Caller caller) {
    return !caller.admin() && caller.groups().contains(auditorGroup);
  }

  boolean hasApiKeys = true;
  int tokenReads;

  private long changes;

  private int expectedReaders;

  private int arrivedReaders;

  private boolean gateShut;

  private int heldAtGate;

  static Instant now() {
    return Clock.systemUTC().instant();
  }

  /** Work that may be refused. */
  interface Refusable<T> {
    T run() throws Refusal;
  }

  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      signalChange();
      lock.unlock();
    }
  }

  <T> T look(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  void change(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      signalChange();
      lock.unlock();
    }
  }

  <T> T refusable(Refusable<T> work) throws Refusal {
    lock.lock();
    try {
      return work.run();
    } finally {
      signalChange();
      lock.unlock();
    }
  }

  private void signalChange() {
    changes++;
    changed.signalAll();
  }

  void holdPuts(int expected) {
    change(
        () -> {
          expectedReaders = expected;
          arrivedReaders = 0;
        });
  }

  void shutGate(boolean shut) {
    change(() -> gateShut = shut);
  }

  int heldAtGate() {
    return look(() -> heldAtGate);
  }

  /**
   * Called between the read and the write of a PUT: releases the lock and waits while the gate is
   * shut.
   */
  void awaitOpenGate() {
    lock.lock();
    try {
      heldAtGate++;
      signalChange();
      long left = LONGEST_HOLD.toNanos();
      while (gateShut && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      heldAtGate--;
      signalChange();
      lock.unlock();
    }
  }

  /**
   * Called between the read and the write of a PUT: releases the lock and waits until the others
   * have read too.
   */
  void awaitOtherReaders() {
    lock.lock();
    try {
      if (expectedReaders == 0) {
        return;
      }
      int expected = expectedReaders;
      arrivedReaders++;
      if (arrivedReaders >= expected) {
        expectedReaders = 0;
      }
      signalChange();
      long left = LONGEST_HOLD.toNanos();
      while (expectedReaders == expected && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (left <= 0) {
        expectedReaders = 0;
        signalChange();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long changes() {
    return look(() -> changes);
  }

  @Override
  public boolean awaitChange(long seen, long end) {
    lock.lock();
    try {
      while (changes == seen) {
        long left = end - System.nanoTime();
        if (left <= 0 || !changed.await(left, TimeUnit.NANOSECONDS)) {
          return changes != seen;
        }
      }
      return System.nanoTime() < end;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    } finally {
      lock.unlock();
    }
  }

  // Lookups, under the lock

  Optional<ReviewState> review(String reviewOrSession) {
    ReviewState direct = reviews.get(reviewOrSession);
    return direct != null
        ? Optional.of(direct)
        : reviews.values().stream()
            .filter(review -> review.session().equals(reviewOrSession))
            .findFirst();
  }

  ReviewState theReview(String reviewOrSession) {
    return review(reviewOrSession)
        .orElseThrow(() -> new AssertionError("there is no review " + reviewOrSession));
  }

  Session theSession(String id) {
    Session session = sessions.get(id);
    if (session == null) {
      throw new AssertionError("there is no session " + id);
    }
    return session;
  }

  User theUser(String email) {
    User user = users.get(email);
    if (user == null) {
      throw new AssertionError("nobody has the e-mail " + email);
    }
    return user;
  }

  Connection theConnection(String name) {
    Connection connection = connections.get(name);
    if (connection == null) {
      throw new AssertionError("there is no connection " + name);
    }
    return connection;
  }

  Optional<Key> key(String nameOrId) {
    return keys.stream()
        .filter(key -> key.name.equals(nameOrId) || key.id.equals(nameOrId))
        .findFirst();
  }

  Key theKey(String name) {
    return key(name).orElseThrow(() -> new AssertionError("there is no key " + name));
  }

  /** Latest first. */
  List<Session> sessionsByAge() {
    return sessions.values().stream()
        .sorted(
            Comparator.comparing((Session session) -> session.startedAt)
                .thenComparing(session -> session.id)
                .reversed())
        .toList();
  }

  ReviewState createReview(
      Session session,
      String type,
      long accessNanos,
      List<String> groups,
      @Nullable String rule,
      @Nullable Integer minApprovals,
      @Nullable List<String> forceGroups) {
    List<ReviewState.Row> rows =
        groups.stream()
            .map(
                group ->
                    new ReviewState.Row(
                        UUID.randomUUID().toString(), group, "PENDING", null, null, false))
            .toList();
    ReviewState review =
        new ReviewState(
            UUID.randomUUID().toString(),
            session.id,
            type,
            accessNanos,
            "PENDING",
            null,
            now().truncatedTo(ChronoUnit.MICROS),
            rows,
            null,
            rule,
            minApprovals,
            forceGroups,
            null);
    reviews.put(review.id(), review);
    session.review = review.id();
    return review;
  }

  private static JsonNode countedMetrics(long bytes) {
    var metrics = Json.object();
    metrics
        .putObject("data_masking")
        .put("err_count", 0)
        .put("total_redact_count", 0)
        .put("transformed_bytes", 0)
        .putObject("info_types");
    return metrics.put("event_size", bytes).put("truncated", false);
  }
}
