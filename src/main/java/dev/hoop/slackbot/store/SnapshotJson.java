package dev.hoop.slackbot.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.hoop.slackbot.review.ReviewSnapshot;

/** Snapshots as JSON, also those of an earlier release; fields of a later one are not read. */
final class SnapshotJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private SnapshotJson() {}

  static String write(ReviewSnapshot snapshot) {
    try {
      return JSON.writeValueAsString(snapshot);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A snapshot cannot be written", e);
    }
  }

  static ReviewSnapshot read(String text) {
    try {
      return JSON.readValue(text, ReviewSnapshot.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A stored snapshot cannot be read", e);
    }
  }
}
