package dev.hoop.slackbot.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.hoop.slackbot.review.ReviewSnapshot;

/** Stories as JSON, in which a field that a later release added is simply not read. */
public final class SnapshotJson implements StoryCodec {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  @Override
  public String write(ReviewSnapshot story) {
    try {
      return JSON.writeValueAsString(story);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A story cannot be written", e);
    }
  }

  @Override
  public ReviewSnapshot read(String text) {
    try {
      return JSON.readValue(text, ReviewSnapshot.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A kept story cannot be read", e);
    }
  }
}
