package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The snapshots alone, in memory. */
public final class InMemoryReviewStore implements ReviewStore {

  private final Map<ReviewId, ReviewSnapshot> stories = new LinkedHashMap<>();

  public InMemoryReviewStore with(ReviewSnapshot story) {
    stories.put(story.reviewId(), story);
    return this;
  }

  /** A verdict that counted through the bot, as the settled click leaves it. */
  public void decided(ReviewId review, Decision decision) {
    ReviewSnapshot story = stories.get(review);
    if (story != null) {
      List<Decision> decisions = new ArrayList<>(story.decisions());
      decisions.add(decision);
      with(story.withDecisions(decisions));
    }
  }

  @Override
  public Optional<StoredReview> find(ReviewId review) {
    return Optional.ofNullable(stories.get(review))
        .map(story -> new StoredReview(story, "Open", 0));
  }

  @Override
  public List<ReviewSnapshot> waiting() {
    return List.copyOf(stories.values());
  }

  @Override
  public List<TrackedReview> tracked() {
    return List.of();
  }

  @Override
  public void record(ReviewUpdate entry) {
    with(entry.story());
  }

  @Override
  public boolean reroute(ReviewId review, List<ChannelId> channels) {
    return false;
  }

  @Override
  public boolean knows(ReviewId review) {
    return find(review).isPresent();
  }
}
