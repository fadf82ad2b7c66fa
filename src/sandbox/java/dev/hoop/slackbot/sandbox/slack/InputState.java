package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.sandbox.http.Json;
import org.jspecify.annotations.Nullable;

/** The {@code state} of a dialog that comes with its interactions. */
final class InputState {
  private InputState() {}

  /**
   * The values of all inputs: what was entered, else the initial value.
   *
   * @param initialValuesLost leaves out every initial value in a dialog that was updated
   */
  static ObjectNode of(View view, boolean initialValuesLost) {
    ObjectNode state = Json.object();
    ObjectNode values = state.putObject("values");
    for (Elements.Element element : Elements.of(view.definition().path("blocks"))) {
      String value =
          initialValuesLost && view.updated() ? view.enteredIn(element) : shown(view, element);
      put(values, element, value);
    }
    return state;
  }

  /** What the user sees in the element; null when it is empty. */
  static @Nullable String shown(View view, Elements.Element element) {
    String entered = view.enteredIn(element);
    return entered == null ? initial(element.node()) : entered;
  }

  private static @Nullable String initial(JsonNode node) {
    return switch (node.path("type").asText()) {
      case "plain_text_input" -> node.path("initial_value").textValue();
      case "timepicker" -> node.path("initial_time").textValue();
      case "datepicker" -> node.path("initial_date").textValue();
      case "users_select" -> node.path("initial_user").textValue();
      case "static_select", "radio_buttons" ->
          node.path("initial_option").path("value").textValue();
      case "checkboxes" -> node.path("initial_options").path(0).path("value").textValue();
      default -> null;
    };
  }

  private static void put(ObjectNode values, Elements.Element element, @Nullable String value) {
    if (element.pressable() || element.type().equals("overflow")) {
      // These have no state.
      return;
    }
    ObjectNode field =
        values
            .withObjectProperty(element.blockId())
            .putObject(element.actionId())
            .put("type", element.type());
    choose(field, element, value);
  }

  /** Sets the field that holds the value of an element of this type. */
  static void choose(ObjectNode holder, Elements.Element element, @Nullable String value) {
    switch (element.type()) {
      case "plain_text_input" -> holder.put("value", value);
      case "timepicker" -> holder.put("selected_time", value);
      case "datepicker" -> holder.put("selected_date", value);
      case "users_select" -> holder.put("selected_user", value);
      case "static_select", "radio_buttons" ->
          holder.set("selected_option", InteractionPayloads.option(element.node(), value));
      case "checkboxes" -> {
        ArrayNode options = holder.putArray("selected_options");
        JsonNode chosen = InteractionPayloads.option(element.node(), value);
        if (chosen != null) {
          options.add(chosen);
        }
      }
      default -> throw new IllegalArgumentException(element.type());
    }
  }
}
