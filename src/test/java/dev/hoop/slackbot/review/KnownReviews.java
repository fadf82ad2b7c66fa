package dev.hoop.slackbot.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An announcement log that only remembers stories, in memory. */
public final class KnownReviews implements AnnouncementLog {

  private final Map<ReviewId, Story> stories = new LinkedHashMap<>();

  public KnownReviews with(Story story) {
    stories.put(story.reviewId(), story);
    return this;
  }

  /** A verdict that counted through the bot, as the settled click leaves it. */
  public void decided(ReviewId review, Decision decision) {
    Story story = stories.get(review);
    if (story != null) {
      List<Decision> decisions = new ArrayList<>(story.decisions());
      decisions.add(decision);
      with(story.withDecisions(decisions));
    }
  }

  @Override
  public Optional<Remembered> find(ReviewId review) {
    return Optional.ofNullable(stories.get(review)).map(story -> new Remembered(story, "Open", 0));
  }

  @Override
  public List<Story> waiting() {
    return List.copyOf(stories.values());
  }

  @Override
  public List<Tracked> tracked() {
    return List.of();
  }

  @Override
  public void record(Entry entry) {
    with(entry.story());
  }

  @Override
  public boolean reroute(ReviewId review, List<ChannelId> channels) {
    return false;
  }

  @Override
  public List<Card> dueCards(Instant now) {
    return List.of();
  }

  @Override
  public Optional<Instant> nextCardDue(Instant now) {
    return Optional.empty();
  }

  @Override
  public void shown(Card card, ChannelId channel, MessageTs ts) {
    throw new UnsupportedOperationException("no card is shown here");
  }

  @Override
  public void posting(Card card, Instant until) {
    throw new UnsupportedOperationException("no card is posted here");
  }

  @Override
  public void postponed(Card card, Instant until, int copies) {
    throw new UnsupportedOperationException("no card is postponed here");
  }

  @Override
  public void retryCards(@Nullable ChannelId channel, Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void needless(Card card) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void dropped(Card card) {
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
  public List<Backlog> backlogs() {
    return List.of();
  }
}
