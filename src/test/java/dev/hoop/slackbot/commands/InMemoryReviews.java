package dev.hoop.slackbot.commands;

import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.sync.AnnouncementLog;
import dev.hoop.slackbot.sync.ReviewUpdate;
import dev.hoop.slackbot.sync.StoredReview;
import dev.hoop.slackbot.sync.TrackedReview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An announcement log that only remembers stories, in memory. */
public final class InMemoryReviews implements AnnouncementLog {

  private final Map<ReviewId, ReviewSnapshot> stories = new LinkedHashMap<>();

  public InMemoryReviews with(ReviewSnapshot story) {
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
  public List<StaleCard> dueCards(Instant now) {
    return List.of();
  }

  @Override
  public Optional<Instant> nextCardDue(Instant now) {
    return Optional.empty();
  }

  @Override
  public void shown(StaleCard card, ChannelId channel, MessageTs ts) {
    throw new UnsupportedOperationException("no card is shown here");
  }

  @Override
  public void posting(StaleCard card, Instant until) {
    throw new UnsupportedOperationException("no card is posted here");
  }

  @Override
  public void postponed(StaleCard card, Instant until, int copies) {
    throw new UnsupportedOperationException("no card is postponed here");
  }

  @Override
  public void retryCards(@Nullable ChannelId channel, Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void needless(StaleCard card) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void dropped(StaleCard card) {
    throw new UnsupportedOperationException("no card is dropped here");
  }

  @Override
  public void adopt(ReviewId review, ChannelId channel, MessageTs ts) {
    // Copies are of no account to who may decide.
  }

  @Override
  public boolean knows(ReviewId review) {
    return find(review).isPresent();
  }

  @Override
  public List<ChannelBacklog> backlogs() {
    return List.of();
  }
}
