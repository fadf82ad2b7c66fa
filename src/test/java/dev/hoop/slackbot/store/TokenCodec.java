package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.ReviewSnapshot;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Thread-safe: keeps the stories itself and writes only where they are. */
final class TokenCodec implements StoryCodec {
  private final Map<String, ReviewSnapshot> stories = new ConcurrentHashMap<>();

  @Override
  public String write(ReviewSnapshot story) {
    String token = "story " + System.identityHashCode(story) + " " + stories.size();
    stories.put(token, story);
    return token;
  }

  @Override
  public ReviewSnapshot read(String text) {
    return Objects.requireNonNull(stories.get(text));
  }
}
