package dev.hoop.slackbot.review;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reviews and people for the tests of every package: start from one and change what matters. */
public final class SampleReviews {

  public static final Instant ASKED = Instant.parse("2026-11-24T03:00:00Z");
  public static final String TEAM = "T0001ABCD";

  public static final Person ANN = person("Ann", "U0ANN", "dba");
  public static final Person SUE = person("Sue", "U0SUE", "dba", "sre");
  public static final Person BOB = person("Bob", "U0BOB", "dev");

  private SampleReviews() {}

  public static Person person(String name, @Nullable String slackId, String... groups) {
    String email = name.toLowerCase(java.util.Locale.ROOT) + "@acme.io";
    return new Person(
        email,
        name,
        email,
        PersonStatus.ACTIVE,
        false,
        slackId == null ? null : new SlackUserId(slackId),
        List.of(groups));
  }

  /** A waiting review of one script by Bob, in the given groups, all of which must approve. */
  public static SessionDraft onetime(String... groups) {
    return new SessionDraft(ReviewType.ONETIME, groups);
  }

  /** A waiting review of half an hour of access for Bob. */
  public static SessionDraft jit(String... groups) {
    return new SessionDraft(ReviewType.JIT, groups);
  }

  public static ReviewSnapshot snapshot(Session session) {
    return new ReviewSnapshot(session, BOB, List.of(), Set.of(), Set.of(), false);
  }

  public static Click click(Person by, String group, Verdict verdict) {
    return new Click(
        "key",
        java.util.Objects.requireNonNull(by.slackId()),
        TEAM,
        new ChannelId("C0REVIEWS"),
        new MessageTs("1.1"),
        new ReviewId("7a96253c-f89d-4cf2-975c-ac86bd2a349d"),
        group,
        verdict,
        null,
        ASKED.plusSeconds(60));
  }

  /** A session that is changed step by step. */
  public static final class SessionDraft {

    private final ReviewType type;
    private final Map<String, ReviewGroup> groups = new TreeMap<>();
    private ReviewStatus status = ReviewStatus.PENDING;
    private SessionStatus sessionStatus = SessionStatus.OPEN;
    private int needed;
    private @Nullable Instant revokeAt;
    private @Nullable Integer exitCode;
    private @Nullable TimeWindow window;
    private @Nullable String reason;
    private @Nullable String rule;
    private @Nullable AiAnalysis analysis;
    private Connection connection = new Connection("pgdemo", "database", "postgres");
    private Duration duration = Duration.ofMinutes(30);
    private List<String> force = List.of();
    private Requester requester = new Requester("bob@acme.io", "Bob", "bob@acme.io");
    private String script = "select count(*) from orders;";

    private SessionDraft(ReviewType type, String... names) {
      this.type = type;
      for (String name : names) {
        groups.put(name, new ReviewGroup(name, ReviewStatus.PENDING, null, null, false));
      }
      this.needed = names.length;
    }

    public SessionDraft status(ReviewStatus value) {
      status = value;
      return this;
    }

    public SessionDraft session(SessionStatus value) {
      sessionStatus = value;
      return this;
    }

    public SessionDraft needed(int value) {
      needed = value;
      return this;
    }

    public SessionDraft revokeAt(Instant value) {
      revokeAt = value;
      return this;
    }

    public SessionDraft exitCode(int value) {
      exitCode = value;
      return this;
    }

    public SessionDraft window(TimeWindow value) {
      window = value;
      return this;
    }

    public SessionDraft reason(String value) {
      reason = value;
      return this;
    }

    public SessionDraft force(String... names) {
      force = List.of(names);
      return this;
    }

    public SessionDraft requester(Requester value) {
      requester = value;
      return this;
    }

    public SessionDraft script(String value) {
      script = value;
      return this;
    }

    public SessionDraft rule(String value) {
      rule = value;
      return this;
    }

    public SessionDraft analysis(AiAnalysis value) {
      analysis = value;
      return this;
    }

    public SessionDraft connection(Connection value) {
      connection = value;
      return this;
    }

    public SessionDraft duration(Duration value) {
      duration = value;
      return this;
    }

    /** A group as it is, for what {@link #decided} cannot say. */
    public SessionDraft group(ReviewGroup value) {
      groups.put(value.name(), value);
      return this;
    }

    public SessionDraft decided(String group, ReviewStatus value, Person by) {
      SlackUserId slackId = by.slackId();
      groups.put(
          group,
          new ReviewGroup(
              group,
              value,
              new ReviewedBy(
                  by.subject(), by.name(), by.email(), slackId == null ? "" : slackId.value()),
              ASKED.plusSeconds(90),
              false));
      return this;
    }

    public Session build() {
      SessionId id = new SessionId("4b7e9e9d-cc8f-47b2-bbc0-68266a95555d");
      return new Session(
          id,
          requester,
          connection,
          type == ReviewType.JIT ? Script.NONE : Script.of(script),
          sessionStatus,
          exitCode,
          null,
          analysis,
          new Review(
              new ReviewId("7a96253c-f89d-4cf2-975c-ac86bd2a349d"),
              id,
              type,
              status,
              type == ReviewType.JIT ? duration : Duration.ZERO,
              revokeAt,
              ASKED,
              List.copyOf(groups.values()),
              needed,
              window,
              rule,
              force,
              reason));
    }
  }
}
