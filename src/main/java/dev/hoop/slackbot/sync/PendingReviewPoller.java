package dev.hoop.slackbot.sync;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of polling: one list request for each hundred waiting reviews, and a single read only
 * where the list shows something new, no longer shows what it should, or a followed review is due.
 * Thread-safe.
 */
public final class PendingReviewPoller {

  private static final Logger log = LoggerFactory.getLogger(PendingReviewPoller.class);

  /** How long it takes until a change of routes or groups reaches what waits already. */
  private static final Duration ROUTES_AGE = Duration.ofSeconds(15);

  /** Less only delays looks by as much, and two hosts of one gateway may differ for ever. */
  private static final Duration CLOCK_NOISE = Duration.ofMinutes(5);

  /**
   * After which a review is shown by what the list says of it: its reviewers can wait no longer.
   */
  private static final int ENOUGH_FAILURES = 4;

  private final ReviewSource source;
  private final ReviewStore reviews;
  private final KeyedExecutor keyedExecutor;
  private final Reconciler reconciler;
  private final Clock clock;
  private final Clock steady;

  /** By the gateway's clock, at the last round. */
  @GuardedBy("this")
  private Instant latest = Instant.EPOCH;

  @GuardedBy("this")
  private Instant nextRouting = Instant.MIN;

  @GuardedBy("this")
  private @Nullable Routes routes;

  /** Whether everything that waits goes where the routes say. */
  @GuardedBy("this")
  private boolean routed;

  private final ReadFailures failures;
  private volatile @Nullable String unread;

  /** Whether the last round could list nothing; most likely nothing else can be read then. */
  private volatile boolean unlistable;

  /** Reads that were submitted and have not begun, so that a slow one is not submitted again. */
  private final Set<ReviewId> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param spacing between two reads of a review that cannot be read
   * @param clock the gateway's
   * @param steady must not jump
   */
  public PendingReviewPoller(
      ReviewSource source,
      ReviewStore reviews,
      KeyedExecutor keyedExecutor,
      Reconciler reconciler,
      RereadBackoff spacing,
      Clock clock,
      Clock steady) {
    this.source = source;
    this.reviews = reviews;
    this.keyedExecutor = keyedExecutor;
    this.reconciler = reconciler;
    this.clock = clock;
    this.steady = steady;
    this.failures = new ReadFailures(spacing, steady);
  }

  /**
   * Polls once and submits every review that must be read. Of what could not be listed nothing is
   * concluded. Throws where nothing could be listed; reviews that are due by their time are read
   * all the same.
   */
  public void round() throws GatewayUnavailableException {
    // Read before the list is asked for: the other order would take a review that is announced in
    // between for one that left the list.
    Map<ReviewId, TrackedReview> tracked = new HashMap<>();
    reviews.tracked().forEach(t -> tracked.put(t.review(), t));
    PendingList list;
    try {
      list = source.fetchWaiting();
      unlistable = false;
    } catch (GatewayUnavailableException e) {
      unlistable = true;
      Set<ReviewId> unused = readDue(tracked.values(), null);
      throw e;
    }
    Set<ReviewId> looked = new HashSet<>();
    for (PendingReview waiting : list.reviews()) {
      TrackedReview known = tracked.remove(waiting.review());
      if (known == null || !known.fingerprint().equals(waiting.fingerprint())) {
        looked.add(waiting.review());
        look(waiting.review(), waiting.session(), waiting);
      }
    }
    looked.addAll(readDue(tracked.values(), list));
    if (list.unread() == null) {
      // A page that was not read may hold the others.
      failures.retain(looked);
    }
    unread = list.unread();
    refreshWhatWaits();
  }

  /**
   * Submits what is due by its time, or is not listed though it should be.
   *
   * @param list null where it could not be read
   */
  private Set<ReviewId> readDue(Collection<TrackedReview> unlisted, @Nullable PendingList list) {
    Instant now = clock.instant();
    boolean setBack = setBack(now);
    Set<ReviewId> looked = new HashSet<>();
    for (TrackedReview review : unlisted) {
      Instant nextLook = review.nextLook();
      boolean due = nextLook != null && (setBack || !nextLook.isAfter(now));
      boolean gone = list != null && review.waits() && list.covers(review.createdAt());
      if (due || gone) {
        looked.add(review.review());
        look(review.review(), review.session(), null);
      }
    }
    return looked;
  }

  /** Why the last round read only a part of the list of waiting reviews; empty when it read all. */
  public Optional<String> unread() {
    return Optional.ofNullable(unread);
  }

  /** Whether what was put off since the last round was put off, or ended, by a wrong clock. */
  private synchronized boolean setBack(Instant now) {
    boolean setBack = now.isBefore(latest.minus(CLOCK_NOISE));
    latest = now;
    return setBack;
  }

  private synchronized void refreshWhatWaits() {
    Instant now = steady.instant();
    if (now.isBefore(nextRouting)) {
      return;
    }
    nextRouting = now.plus(ROUTES_AGE);
    try {
      reroute(source.fetchRoutes());
      for (ReviewSnapshot snapshot : reconciler.withOtherVacancies()) {
        look(snapshot.reviewId(), snapshot.session().id(), null);
      }
    } catch (GatewayUnavailableException e) {
      log.debug("Routes or users could not be read: {}", e.getMessage());
    }
  }

  @GuardedBy("this")
  private void reroute(Routes latest) {
    boolean known = latest.equals(routes);
    if (!known || !routed) {
      reconciler.reroute(latest);
    }
    // Once more the next time: a look that was under way may have gone by the earlier routes.
    routed = known;
    routes = latest;
  }

  private void look(ReviewId review, SessionId session, @Nullable PendingReview listed) {
    if (failures.due(review) && underWay.add(review)) {
      keyedExecutor.submit(
          review,
          () -> {
            underWay.remove(review);
            try {
              reconciler.look(review, session, listed != null);
              failures.over(review);
            } catch (GatewayUnavailableException e) {
              failed(review, listed, e);
            }
          });
    }
  }

  private void failed(
      ReviewId review, @Nullable PendingReview listed, GatewayUnavailableException e) {
    if (unlistable) {
      log.debug("Review {} cannot be read either: {}", review, e.getMessage());
      return;
    }
    int inARow = failures.failed(review, String.valueOf(e.getMessage()));
    if (listed == null || inARow < ENOUGH_FAILURES) {
      return;
    }
    try {
      reconciler.lookAtList(listed);
    } catch (GatewayUnavailableException again) {
      log.debug("Review {} cannot be announced by the list: {}", review, again.getMessage());
    }
  }
}
