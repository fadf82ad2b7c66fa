package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.Story;
import dev.hoop.slackbot.review.StoryCodec;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Thread-safe: keeps the stories itself and writes only where they are. */
final class TokenCodec implements StoryCodec {
  private final Map<String, Story> stories = new ConcurrentHashMap<>();

  @Override
  public String write(Story story) {
    String token = "story " + System.identityHashCode(story) + " " + stories.size();
    stories.put(token, story);
    return token;
  }

  @Override
  public Story read(String text) {
    return Objects.requireNonNull(stories.get(text));
  }
}
