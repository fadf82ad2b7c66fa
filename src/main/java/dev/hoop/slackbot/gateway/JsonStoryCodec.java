package dev.hoop.slackbot.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.hoop.slackbot.review.Story;
import dev.hoop.slackbot.review.StoryCodec;

/** Stories as JSON, in which a field that a later release added is simply not read. */
public final class JsonStoryCodec implements StoryCodec {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  @Override
  public String write(Story story) {
    try {
      return JSON.writeValueAsString(story);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A story cannot be written", e);
    }
  }

  @Override
  public Story read(String text) {
    try {
      return JSON.readValue(text, Story.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A kept story cannot be read", e);
    }
  }
}
