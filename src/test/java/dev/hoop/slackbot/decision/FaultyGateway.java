package dev.hoop.slackbot.decision;

import static dev.hoop.slackbot.review.ClickOutcome.because;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.review.rules.PermissionOracle;
import dev.hoop.slackbot.review.rules.RandomClicks.Situation;
import dev.hoop.slackbot.sync.CredentialCoverage;
import dev.hoop.slackbot.sync.InMemoryReviewStore;
import dev.hoop.slackbot.sync.PendingList;
import dev.hoop.slackbot.sync.ReviewRefresher;
import dev.hoop.slackbot.sync.ReviewSource;
import dev.hoop.slackbot.sync.ReviewUpdate;
import dev.hoop.slackbot.sync.Routes;
import dev.hoop.slackbot.sync.StoredReview;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A gateway, an inbox and an audit log in one, which fail as told, and which let no verdict pass
 * that was not written down before and that the clicker may not give.
 */
final class FaultyGateway
    implements ReviewSource, VerdictSubmitter, CredentialCoverage, ClickStore, ReviewRefresher {

  /** What becomes of the next verdict. */
  enum Fate {
    COUNTS,
    COUNTS_AND_IS_OVERWRITTEN,
    ANSWER_LOST,
    ANSWER_LOST_AND_OVERWRITTEN,
    LOST_ALTOGETHER,
    /** It is carried out just before the next verdict. */
    ANSWER_LOST_AND_LATE,
    COUNTS_NOTHING,
    REFUSED,
    NO_CREDENTIAL,
    UNAVAILABLE,
    CRASH_BEFORE,
    CRASH_AFTER,
    OUT_OF_MEMORY
  }

  /** The end of the process, as far as the one click is concerned. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Deque<Fate> fates;
  private final List<Object> happened = new ArrayList<>();
  private final Map<String, Click> open = new LinkedHashMap<>();
  private final List<Click> clicks = new ArrayList<>();
  private final Set<String> begun = new HashSet<>();
  private final List<Confirmed> confirmed = new ArrayList<>();
  private final InMemoryReviewStore known = new InMemoryReviewStore();
  private Situation situation;
  private Session session;
  private Session read;
  private List<Person> readPeople = List.of();
  private List<Decision> decisions;
  private Runnable late = () -> {};
  private int submits;
  private int settled;

  FaultyGateway(Situation situation, List<Fate> fates) {
    this.fates = new ArrayDeque<>(fates);
    this.situation = situation;
    this.session = situation.session();
    this.read = situation.session();
    this.decisions = situation.decisions();
    remember();
  }

  /** Everything but the settings becomes another, as it can between two clicks. */
  void turnsInto(Situation other) {
    situation =
        new Situation(
            situation.config(),
            other.click(),
            other.people(),
            other.slackEmail(),
            other.session(),
            other.decisions());
    session = other.session();
    decisions = other.decisions();
    remember();
  }

  private void remember() {
    known.with(new ReviewSnapshot(session, null, decisions, Set.of(), Set.of(), false));
  }

  InMemoryReviewStore known() {
    return known;
  }

  Situation situation() {
    return situation;
  }

  int submits() {
    return submits;
  }

  int settled() {
    return settled;
  }

  @Override
  public void withdrawFailed() {
    // A put that fails here leaves nothing behind.
  }

  @Override
  public void reportUnexpectedMarks(
      String group, Person reviewer, ReviewId review, List<String> marked) {
    throw new AssertionError("no key here is in two groups, and yet it marked " + marked);
  }

  @Override
  public boolean decides(String group, Verdict.Kind kind) {
    return true;
  }

  @Override
  public Optional<ClickOutcome.NotCounted> check(String group) {
    return Optional.empty();
  }

  @Override
  public CredentialLease lease(String group, Person reviewer, Verdict.Kind kind) {
    return new CredentialLease() {
      @Override
      public ClickOutcome submit(Session about, Verdict verdict) {
        return send(about, group, reviewer, verdict);
      }

      @Override
      public List<String> unexpectedMarks() {
        return List.of();
      }

      @Override
      public void close() {}
    };
  }

  private ClickOutcome send(Session about, String group, Person reviewer, Verdict verdict) {
    submits++;
    AuditRow intent = lastRow();
    assertThat(intent.step()).as("what the audit says just before a verdict").isEqualTo("intent");
    assertThat(intent.group()).as("the group of the intent").isEqualTo(group);
    assertThat(intent.verdict()).as("the verdict of the intent").isEqualTo(verdict.kind());
    assertThat(intent.email()).as("the reviewer of the intent").isEqualTo(reviewer.email());
    assertThat(about).as("what the verdict is about, against what was last read").isEqualTo(read);
    assertThat(reviewer.slackId()).as("whose verdict it is").isEqualTo(intent.slackUser());
    assertThat(excuses(intent, verdict)).as("why it may be sent").anyMatch(List::isEmpty);
    happened.add(verdict);
    late.run();
    late = () -> {};
    return become(fates.isEmpty() ? Fate.COUNTS : fates.pop(), group, reviewer, verdict);
  }

  /** What speaks against the verdict, for each click that it can have come from. */
  private List<List<String>> excuses(AuditRow intent, Verdict verdict) {
    return clicks.stream()
        .filter(click -> click.by().equals(intent.slackUser()))
        .filter(click -> click.group().equals(intent.group()))
        .filter(click -> click.verdict().kind() == verdict.kind())
        .map(
            click ->
                PermissionOracle.missing(
                    situation.config(),
                    click.asking(verdict),
                    readPeople,
                    situation.slackEmail(),
                    read,
                    decisions))
        .toList();
  }

  private AuditRow lastRow() {
    assertThat(happened).as("what was written down before a verdict").isNotEmpty();
    Object last = happened.get(happened.size() - 1);
    assertThat(last).as("what came just before a verdict").isInstanceOf(AuditRow.class);
    return (AuditRow) last;
  }

  private ClickOutcome become(Fate fate, String group, Person reviewer, Verdict verdict) {
    switch (fate) {
      case COUNTS, ANSWER_LOST, CRASH_AFTER -> count(group, reviewer, verdict);
      // Whoever overwrites the vote may have read the window before.
      case COUNTS_AND_IS_OVERWRITTEN, ANSWER_LOST_AND_OVERWRITTEN ->
          become(session.review().status(), session.review().groups(), verdict.window());
      case ANSWER_LOST_AND_LATE -> late = () -> count(group, reviewer, verdict);
      default -> {
        // Nothing of it stays in the gateway.
      }
    }
    return switch (fate) {
      case COUNTS, COUNTS_AND_IS_OVERWRITTEN ->
          new ClickOutcome.Counted(reviewer, "key", confirmed(fate, verdict));
      case ANSWER_LOST, ANSWER_LOST_AND_OVERWRITTEN, ANSWER_LOST_AND_LATE, LOST_ALTOGETHER ->
          new ClickOutcome.Unknown(reviewer, "key", "the connection broke");
      case COUNTS_NOTHING -> because(Reason.NOTHING_COUNTED);
      case REFUSED -> because(Reason.REFUSED_BY_HOOP, "not eligible");
      case NO_CREDENTIAL -> because(Reason.NO_CREDENTIAL, "no key");
      case UNAVAILABLE -> because(Reason.GATEWAY_UNAVAILABLE, "down");
      case CRASH_BEFORE, CRASH_AFTER -> throw new Crash();
      case OUT_OF_MEMORY -> throw new OutOfMemoryError("as far as this test is concerned");
    };
  }

  /** As the gateway's answer shows it, whatever became of it right afterwards. */
  private Review confirmed(Fate fate, Verdict verdict) {
    Review now = session.review();
    return fate == Fate.COUNTS ? now : with(now, verdict.asks(), now.groups(), verdict.window());
  }

  private void count(String group, Person reviewer, Verdict verdict) {
    Review old = session.review();
    List<ReviewGroup> groups = new ArrayList<>();
    for (ReviewGroup entry : old.groups()) {
      groups.add(
          entry.name().equals(group)
              ? new ReviewGroup(group, verdict.asks(), mark(reviewer), SampleReviews.ASKED, false)
              : entry);
    }
    long approvals = groups.stream().filter(g -> g.status() == ReviewStatus.APPROVED).count();
    boolean goesOnWaiting =
        verdict.kind() == Verdict.Kind.APPROVE && approvals != old.approvalsNeeded();
    become(goesOnWaiting ? ReviewStatus.PENDING : verdict.asks(), groups, verdict.window());
  }

  private void become(ReviewStatus status, List<ReviewGroup> groups, @Nullable TimeWindow window) {
    Review review = with(session.review(), status, groups, window);
    session =
        new Session(
            session.id(),
            session.requester(),
            session.connection(),
            session.script(),
            session.status(),
            session.exitCode(),
            session.endedAt(),
            session.aiAnalysis(),
            review);
  }

  private static Review with(
      Review old, ReviewStatus status, List<ReviewGroup> groups, @Nullable TimeWindow window) {
    return new Review(
        old.id(),
        old.sessionId(),
        old.type(),
        status,
        old.accessDuration(),
        old.revokeAt(),
        old.createdAt(),
        groups,
        old.approvalsNeeded(),
        window == null ? old.timeWindow() : window,
        old.ruleName(),
        old.forceApprovalGroups(),
        old.rejectionReason());
  }

  private static ReviewedBy mark(Person reviewer) {
    return new ReviewedBy(
        "key-of-" + reviewer.email(), "", "hoop-slack-bot " + reviewer.email(), "");
  }

  @Override
  public boolean marksClickedGroupAlone() {
    return true;
  }

  @Override
  public boolean bearsMark(ReviewGroup entry, Person reviewer) {
    return mark(reviewer).equals(entry.reviewedBy());
  }

  private Optional<Session> read() {
    read = session;
    return Optional.of(session);
  }

  @Override
  public Optional<Session> fetchSession(SessionId id) {
    return read();
  }

  @Override
  public Optional<Session> fetchForDecision(SessionId id, String connection) {
    return read();
  }

  @Override
  public Optional<Session> fetchByReview(ReviewId review) {
    return read();
  }

  @Override
  public Optional<Session> refresh(ReviewId review) {
    read = session;
    return Optional.of(session);
  }

  @Override
  public Optional<ReviewUpdate> update(Session shown, People people, StoredReview before) {
    return Optional.empty();
  }

  @Override
  public People fetchPeople() {
    readPeople = situation.people();
    return new People(readPeople);
  }

  @Override
  public boolean put(Click click) {
    if (clicks.stream().anyMatch(c -> c.key().equals(click.key()))) {
      return false;
    }
    clicks.add(click);
    open.put(click.key(), click);
    return true;
  }

  @Override
  public List<Click> unsettled() {
    return List.copyOf(open.values());
  }

  @Override
  public List<Click> begun(ReviewId review) {
    return open.values().stream().filter(click -> begun.contains(click.key())).toList();
  }

  @Override
  public boolean settled(Click click) {
    return !open.containsKey(click.key());
  }

  @Override
  public void begin(Click click, AuditRow intent) {
    begun.add(click.key());
    happened.add(intent);
  }

  @Override
  public void settle(Click click, Settlement settlement) {
    assertThat(open.remove(click.key())).as("settled, though nobody waited for it").isNotNull();
    settled++;
    happened.addAll(settlement.audit());
    Decision decision = settlement.decision();
    if (decision == null) {
      assertThat(settlement.owed()).as("what the clicker is told of a click").isNotEmpty();
    } else {
      confirmed.add(new Confirmed(click, decision, 0));
      known.decided(click.review(), decision);
      decisions = known.find(click.review()).orElseThrow().snapshot().decisions();
    }
  }

  @Override
  public List<Confirmed> confirmed(ReviewId review) {
    return List.copyOf(confirmed);
  }

  @Override
  public void verified(ReviewId review, Instant until) {
    // Nothing here asks what is verified.
  }

  @Override
  public List<ReviewId> unverified() {
    return confirmed.stream().map(one -> one.click().review()).distinct().toList();
  }

  @Override
  public void overwritten(
      Confirmed one, int times, List<AuditRow> audit, List<OutboxMessage> owed) {
    confirmed.replaceAll(
        c ->
            c.click().key().equals(one.click().key())
                ? new Confirmed(c.click(), c.decision(), times)
                : c);
    note(audit, owed);
  }

  @Override
  public void note(List<AuditRow> audit, List<OutboxMessage> owed) {
    happened.addAll(audit);
    assertThat(owed).allMatch(one -> one.key().contains(":"));
  }

  @Override
  public PendingList fetchWaiting() throws GatewayUnavailableException {
    throw new GatewayUnavailableException("not asked here", false);
  }

  @Override
  public String fetchScript(SessionId id) throws GatewayUnavailableException {
    throw new GatewayUnavailableException("not asked here", false);
  }

  @Override
  public People recentPeople() throws GatewayUnavailableException {
    throw new GatewayUnavailableException("a verdict rests on people read afresh", false);
  }

  @Override
  public Routes fetchRoutes() throws GatewayUnavailableException {
    throw new GatewayUnavailableException("not asked here", false);
  }
}
