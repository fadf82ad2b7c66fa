package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The state of a dialog of {@code user} when it was read. {@code definition} is what the bot sent
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

  /** The text of its title bar. */
  public String title() {
    return definition.path("title").path("text").asText();
  }

  /** The callback id the bot gave it. */
  public String callbackId() {
    return definition.path("callback_id").asText();
  }

  /** The visible text below the title. */
  public String words() {
    return VisibleText.of(definition.path("blocks"));
  }
}
