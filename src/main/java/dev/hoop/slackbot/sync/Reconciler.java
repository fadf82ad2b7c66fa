package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.outbox.Mentions;
import dev.hoop.slackbot.outbox.MessageRenderer;
import dev.hoop.slackbot.outbox.Notice;
import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Verdict;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what is written down agree with the gateway: reads one review afresh, plans, and records
 * the plan. Polls, clicks and start-up all end here.
 */
public final class Reconciler implements ReviewRefresher {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final ReviewSource source;
  private final CredentialCoverage coverage;
  private final ReviewStore reviews;
  private final MessageRenderer renderer;
  private final Routing routing;
  private final RereadBackoff spacing;
  private final Clock clock;
  private final Runnable onChange;
  private final AtomicLong givenUp = new AtomicLong();

  /**
   * @param onChange told after something was written that Slack should learn of
   */
  public Reconciler(
      ReviewSource source,
      CredentialCoverage coverage,
      ReviewStore reviews,
      MessageRenderer renderer,
      Routing routing,
      RereadBackoff spacing,
      Clock clock,
      Runnable onChange) {
    this.source = source;
    this.coverage = coverage;
    this.reviews = reviews;
    this.renderer = renderer;
    this.routing = routing;
    this.spacing = spacing;
    this.clock = clock;
    this.onChange = onChange;
  }

  @Override
  public Optional<Session> refresh(ReviewId review) throws GatewayUnavailableException {
    Optional<StoredReview> before = reviews.find(review);
    Optional<Session> session =
        before.isPresent()
            ? source.fetchSession(before.get().snapshot().session().id())
            : source.fetchByReview(review);
    write(session, before.orElse(null), false);
    return session;
  }

  @Override
  public Optional<ReviewUpdate> update(Session session, People people, StoredReview before) {
    try {
      return Optional.of(entry(snapshotOf(session, people, before), before, false));
    } catch (GatewayUnavailableException e) {
      log.debug(
          "Review {} is written down once it is read: {}",
          before.snapshot().reviewId(),
          e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Looks at a review whose session is known.
   *
   * @param listed whether the list of waiting reviews has just shown it
   */
  void look(ReviewId review, SessionId session, boolean listed) throws GatewayUnavailableException {
    write(source.fetchSession(session), reviews.find(review).orElse(null), listed);
  }

  /**
   * Records what the list of waiting reviews alone says of one: all there is while its session
   * cannot be read.
   */
  void lookAtList(PendingReview waiting) throws GatewayUnavailableException {
    StoredReview before = reviews.find(waiting.review()).orElse(null);
    Session listed = waiting.listed();
    Session session = before == null ? listed : before.snapshot().session().asListed(listed);
    record(entry(snapshotOf(session, source.recentPeople(), before), before, true), before);
  }

  /** Records an entry and has Slack told of it. */
  private void record(ReviewUpdate entry, @Nullable StoredReview before) {
    reviews.record(entry);
    ReviewSnapshot snapshot = entry.snapshot();
    String connection = snapshot.session().connection().name();
    String stage = entry.stage().storedName();
    if (before == null || !before.shown().equals(stage)) {
      log.info(
          "Review {} of session {} on {}: {}",
          snapshot.reviewId(),
          snapshot.session().id(),
          connection,
          entry.stage() == Stage.OPEN ? "waiting, announced in " + entry.channels() : stage);
    }
    if (snapshot.givenUp()) {
      givenUp.incrementAndGet();
      log.info(
          "Review {} on {} has been {} for a week and is followed no longer",
          snapshot.reviewId(),
          connection,
          stage);
    }
    if (entry.changed()) {
      onChange.run();
    }
  }

  /** How many reviews were given up since the start. */
  public long givenUp() {
    return givenUp.get();
  }

  private void write(Optional<Session> session, @Nullable StoredReview before, boolean listed)
      throws GatewayUnavailableException {
    if (session.isPresent()) {
      ReviewSnapshot snapshot = snapshotOf(session.get(), source.recentPeople(), before);
      record(entry(snapshot, before, listed), before);
    } else if (before != null) {
      record(entry(before.snapshot().asDeleted(), before, listed), before);
    }
  }

  /** Asks for the routes only where the review is new or has begun to wait again. */
  private ReviewUpdate entry(ReviewSnapshot snapshot, @Nullable StoredReview before, boolean listed)
      throws GatewayUnavailableException {
    Plan plan =
        Plan.of(
            before,
            listed,
            snapshot,
            clock.instant(),
            spacing,
            (shown, stage) -> renderer.card(shown, stage, Mentions.DECIDERS));
    return new ReviewUpdate(
        plan.givenUp() ? snapshot.asGivenUp() : snapshot,
        plan.stage(),
        channelsFor(snapshot, plan, before),
        plan.nextLook(),
        plan.looks(),
        plan.changed(),
        plan.notices().stream().flatMap(n -> owed(snapshot, plan.stage(), n).stream()).toList());
  }

  /**
   * The waiting reviews with a force-approval group that has come to have active members, or none.
   */
  List<ReviewSnapshot> withOtherVacancies() throws GatewayUnavailableException {
    People people = source.recentPeople();
    return reviews.waiting().stream()
        .filter(
            snapshot ->
                !snapshot.vacantGroups().equals(vacant(snapshot.session().review(), people)))
        .toList();
  }

  private static Set<String> vacant(Review review, People people) {
    return only(
        Set.copyOf(review.forceApprovalGroups()),
        group -> people.all().stream().noneMatch(person -> person.activeIn(group)));
  }

  /** Moves the cards of everything that waits to where the routes say. */
  void reroute(Routes routes) {
    boolean moved = false;
    for (ReviewSnapshot snapshot : reviews.waiting()) {
      moved |=
          reviews.reroute(
              snapshot.reviewId(),
              routing.channels(routes, snapshot.session().connection().name()));
    }
    if (moved) {
      onChange.run();
    }
  }

  private List<ChannelId> channelsFor(
      ReviewSnapshot snapshot, Plan plan, @Nullable StoredReview before)
      throws GatewayUnavailableException {
    // A review that waits again may have lost its cards, which were not worth posting meanwhile.
    boolean waited = before != null && Stage.of(before.snapshot(), clock.instant()).waits();
    return plan.stage().waits() && !waited
        ? routing.channels(source.fetchRoutes(), snapshot.session().connection().name())
        : List.of();
  }

  private ReviewSnapshot snapshotOf(Session session, People people, @Nullable StoredReview before) {
    Review review = session.review();
    Set<String> named =
        Stream.concat(
                review.groups().stream().map(ReviewGroup::name),
                review.forceApprovalGroups().stream())
            .collect(Collectors.toSet());
    return new ReviewSnapshot(
        session,
        people
            .find(session.requester())
            // A list that lacks them may be cut short, and they must still be told.
            .orElse(before == null ? null : before.snapshot().requester()),
        before == null ? List.of() : before.snapshot().decisions(),
        only(named, group -> !coverage.decides(group, Verdict.Kind.REJECT)),
        only(
            named,
            group ->
                coverage.decides(group, Verdict.Kind.REJECT)
                    && !coverage.decides(group, Verdict.Kind.APPROVE)),
        vacant(review, people),
        earlierApprovals(review, before),
        false,
        false);
  }

  private static List<ReviewGroup> earlierApprovals(Review review, @Nullable StoredReview before) {
    if (before == null
        || review.type() != ReviewType.JIT
        || review.status() != ReviewStatus.REJECTED) {
      return List.of();
    }
    Review earlier = before.snapshot().session().review();
    return earlier.status() == ReviewStatus.APPROVED
        ? earlier.groups().stream()
            .filter(group -> group.status() == ReviewStatus.APPROVED)
            .toList()
        : before.snapshot().earlierApprovals();
  }

  private static Set<String> only(Set<String> groups, Predicate<String> which) {
    return groups.stream().filter(which).collect(Collectors.toSet());
  }

  private Optional<OutboxMessage> owed(ReviewSnapshot snapshot, Stage stage, Notice notice) {
    return Optional.ofNullable(snapshot.requester())
        .map(Person::slackId)
        .map(
            user ->
                new OutboxMessage(
                    key(snapshot, notice),
                    new Recipient.Direct(user),
                    renderer.notice(snapshot, stage, notice)));
  }

  /** An outcome that was overwritten and comes about once more is told once more. */
  private static String key(ReviewSnapshot snapshot, Notice notice) {
    String decided =
        snapshot.session().review().groups().stream()
            .map(ReviewGroup::reviewedAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(at -> ":" + at)
            .orElse("");
    return "notice:" + snapshot.reviewId() + ":" + notice + decided;
  }
}
