package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a dialog of {@code user} when it was read. {@code definition} is what the bot sent
 * last; {@code errors} are those of the last submission, by block id; {@code entered} is what the
 * user entered, by block id and action id; {@code updated} is whether the bot has replaced the
 * definition since the dialog was opened.
 */
public record View(
    String id,
    String user,
    JsonNode definition,
    String hash,
    Map<String, String> errors,
    Map<String, Map<String, String>> entered,
    boolean updated,
    boolean open,
    long at) {
  public View {
    errors = Map.copyOf(errors);
    entered = Map.copyOf(entered);
  }

  static View opened(String id, String user, JsonNode definition, String hash) {
    return new View(id, user, definition, hash, Map.of(), Map.of(), false, true, System.nanoTime());
  }

  /**
   * The same dialog with a new definition. What was entered stays in every input that keeps its
   * block id and action id, as docs.slack.dev/reference/methods/views.update says.
   */
  View replacedBy(JsonNode newDefinition, String newHash) {
    Map<String, Map<String, String>> kept = new HashMap<>();
    for (Elements.Element element : Elements.of(newDefinition.path("blocks"))) {
      String value = enteredIn(element);
      if (value != null) {
        kept.computeIfAbsent(element.blockId(), any -> new HashMap<>())
            .put(element.actionId(), value);
      }
    }
    return new View(
        id, user, newDefinition, newHash, Map.of(), kept, true, true, System.nanoTime());
  }

  View withErrors(Map<String, String> newErrors) {
    return new View(
        id, user, definition, hash, newErrors, entered, updated, true, System.nanoTime());
  }

  View withEntered(Map<String, Map<String, String>> values) {
    Map<String, Map<String, String>> all = new HashMap<>(entered);
    values.forEach(
        (block, byAction) -> {
          Map<String, String> inBlock = new HashMap<>(all.getOrDefault(block, Map.of()));
          inBlock.putAll(byAction);
          all.put(block, inBlock);
        });
    return new View(id, user, definition, hash, errors, all, updated, open, System.nanoTime());
  }

  View closed() {
    return new View(
        id, user, definition, hash, Map.of(), entered, updated, false, System.nanoTime());
  }

  /** What the user entered in the element; null when they have not touched it. */
  @Nullable String enteredIn(Elements.Element element) {
    return entered.getOrDefault(element.blockId(), Map.of()).get(element.actionId());
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
