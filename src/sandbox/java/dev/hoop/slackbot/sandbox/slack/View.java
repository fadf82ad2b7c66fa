package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A dialog as {@code user} saw it when it was looked at. {@code definition} is what the bot sent
 * last; {@code errors} are those of the last submission, by block id.
 */
public record View(
    String id,
    String user,
    JsonNode definition,
    String hash,
    Map<String, String> errors,
    boolean open,
    long at) {
  public View {
    errors = Map.copyOf(errors);
  }

  /** The title in its bar. */
  public String title() {
    return definition.path("title").path("text").asText();
  }

  /** The callback id the bot gave it. */
  public String callbackId() {
    return definition.path("callback_id").asText();
  }

  /** Everything there is to read in it below the title. */
  public String words() {
    return VisibleText.of(definition.path("blocks"));
  }
}
