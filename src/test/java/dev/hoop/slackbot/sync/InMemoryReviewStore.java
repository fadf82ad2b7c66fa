package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The snapshots alone, in memory. */
public final class InMemoryReviewStore implements ReviewStore {

  private final Map<ReviewId, ReviewSnapshot> snapshots = new LinkedHashMap<>();

  public InMemoryReviewStore with(ReviewSnapshot snapshot) {
    snapshots.put(snapshot.reviewId(), snapshot);
    return this;
  }

  /** A verdict that counted through the bot, as the settled click leaves it. */
  public void decided(ReviewId review, Decision decision) {
    ReviewSnapshot snapshot = snapshots.get(review);
    if (snapshot != null) {
      List<Decision> decisions = new ArrayList<>(snapshot.decisions());
      decisions.add(decision);
      with(snapshot.withDecisions(decisions));
    }
  }

  @Override
  public Optional<StoredReview> find(ReviewId review) {
    return Optional.ofNullable(snapshots.get(review))
        .map(snapshot -> new StoredReview(snapshot, "Open", 0, Instant.EPOCH));
  }

  @Override
  public List<ReviewSnapshot> waiting() {
    return List.copyOf(snapshots.values());
  }

  @Override
  public List<TrackedReview> tracked() {
    return List.of();
  }

  @Override
  public void record(ReviewUpdate entry) {
    with(entry.snapshot());
  }

  @Override
  public boolean reroute(ReviewId review, List<ChannelId> channels) {
    return false;
  }
}
