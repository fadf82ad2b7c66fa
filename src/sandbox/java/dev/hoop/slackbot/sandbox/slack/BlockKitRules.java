package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks blocks and dialogs by the rules of Block Kit; an unknown type or field is a fault. Lengths
 * are counted in UTF-16 units of the text as sent, which is the strictest interpretation of the
 * documentation.
 */
public final class BlockKitRules {
  /** The number of blocks allowed in a message; a dialog may have more. */
  private static final int MESSAGE_BLOCKS = 50;

  private static final int VIEW_BLOCKS = 100;
  private static final int ALL_TEXT = 12_000;
  private static final int VIEW_BYTES = 250_000;

  private static final Map<String, Set<String>> BLOCKS =
      Map.of(
          "section", Set.of("text", "fields", "accessory", "expand"),
          "header", Set.of("text"),
          "actions", Set.of("elements"),
          "context", Set.of("elements"),
          "divider", Set.of(),
          "image", Set.of("image_url", "alt_text", "title"),
          "input", Set.of("label", "hint", "optional", "dispatch_action", "element"),
          "rich_text", Set.of("elements"));

  private static final Map<String, Set<String>> ELEMENTS =
      Map.of(
          "button", Set.of("text", "url", "value", "style", "confirm", "accessibility_label"),
          "overflow", Set.of("options", "confirm"),
          "static_select",
              Set.of(
                  "placeholder",
                  "options",
                  "option_groups",
                  "initial_option",
                  "confirm",
                  "focus_on_load"),
          "users_select", Set.of("placeholder", "initial_user", "confirm", "focus_on_load"),
          "checkboxes", Set.of("options", "initial_options", "confirm", "focus_on_load"),
          "radio_buttons", Set.of("options", "initial_option", "confirm", "focus_on_load"),
          "plain_text_input",
              Set.of(
                  "placeholder",
                  "initial_value",
                  "multiline",
                  "min_length",
                  "max_length",
                  "dispatch_action_config",
                  "focus_on_load"),
          "timepicker",
              Set.of("placeholder", "initial_time", "timezone", "confirm", "focus_on_load"),
          "datepicker", Set.of("placeholder", "initial_date", "confirm", "focus_on_load"));

  private static final Set<String> ACTIONS =
      Set.of(
          "button",
          "overflow",
          "static_select",
          "users_select",
          "checkboxes",
          "radio_buttons",
          "timepicker",
          "datepicker");

  private static final Set<String> INPUTS =
      Set.of(
          "plain_text_input",
          "static_select",
          "users_select",
          "checkboxes",
          "radio_buttons",
          "timepicker",
          "datepicker");

  private static final Map<String, Set<String>> RICH =
      Map.of(
          "text", Set.of("text", "style"),
          "link", Set.of("url", "text", "unsafe", "style"),
          "user", Set.of("user_id", "style"),
          "channel", Set.of("channel_id", "style"),
          "emoji", Set.of("name", "unicode", "skin_tone", "style"),
          "usergroup", Set.of("usergroup_id", "style"),
          "broadcast", Set.of("range", "style"),
          "date", Set.of("timestamp", "format", "url", "fallback", "style"));

  private final List<String> faults = new ArrayList<>();
  private final Set<String> blockIds = new HashSet<>();

  private BlockKitRules() {}

  /**
   * The faults of a message's blocks, each with its JSON pointer; empty when Slack accepts them.
   */
  public static List<String> faultsOfMessage(JsonNode blocks) {
    BlockKitRules rules = new BlockKitRules();
    rules.blocks(blocks, "/blocks", MESSAGE_BLOCKS);
    return List.copyOf(rules.faults);
  }

  /** The faults of a dialog, each with its JSON pointer; empty when Slack accepts it. */
  public static List<String> faultsOfView(JsonNode view) {
    BlockKitRules rules = new BlockKitRules();
    rules.view(view);
    return List.copyOf(rules.faults);
  }

  /** Whether the texts of all blocks together are longer than Slack accepts in one message. */
  public static boolean tooMuchText(JsonNode blocks) {
    int[] sum = {0};
    Json.eachField(
        blocks,
        (key, value) -> {
          if (key.equals("text") && value.isTextual()) {
            sum[0] += value.asText().length();
          }
        });
    return sum[0] > ALL_TEXT;
  }

  /** Whether the JSON of the dialog is larger than Slack accepts. */
  public static boolean tooLarge(JsonNode view) {
    return Json.write(view).getBytes(StandardCharsets.UTF_8).length > VIEW_BYTES;
  }

  private void view(JsonNode view) {
    if (!view.isObject()) {
      fault("must be an object", "/view");
      return;
    }
    fields(
        view,
        "/view",
        Set.of(
            "type",
            "title",
            "submit",
            "close",
            "blocks",
            "private_metadata",
            "callback_id",
            "clear_on_close",
            "notify_on_close",
            "external_id",
            "submit_disabled"));
    oneOf(view, "/view", "type", Set.of("modal"), true);
    plainText(view, "/view", "title", 24, true);
    plainText(view, "/view", "submit", 24, false);
    plainText(view, "/view", "close", 24, false);
    string(view, "/view", "private_metadata", 3000, false, 0);
    string(view, "/view", "callback_id", 255, false, 0);
    string(view, "/view", "external_id", 255, false, 0);
    flag(view, "/view", "clear_on_close");
    flag(view, "/view", "notify_on_close");
    blocks(view.path("blocks"), "/view/blocks", VIEW_BLOCKS);
    for (JsonNode block : view.path("blocks")) {
      if (block.path("type").asText().equals("input") && !view.has("submit")) {
        fault("submit is required when an input block is present", "/view/submit");
      }
    }
  }

  private void blocks(JsonNode blocks, String at, int most) {
    if (!blocks.isArray()) {
      fault("must be an array", at);
      return;
    }
    if (blocks.size() > most) {
      fault("no more than " + most + " items allowed", at);
    }
    for (int i = 0; i < blocks.size(); i++) {
      block(blocks.get(i), at + "/" + i);
    }
  }

  private void block(JsonNode block, String at) {
    String type = block.path("type").asText();
    Set<String> own = BLOCKS.get(type);
    if (own == null) {
      fault("unsupported type: " + type, at + "/type");
      return;
    }
    fields(block, at, with(own, "type", "block_id"));
    string(block, at, "block_id", 255, false, 1);
    String blockId = block.path("block_id").asText();
    if (!blockId.isEmpty() && !blockIds.add(blockId)) {
      fault("block_id already exists: " + blockId, at + "/block_id");
    }
    Map<String, String> actionIds = new HashMap<>();
    switch (type) {
      case "section" -> section(block, at, actionIds);
      case "header" -> plainText(block, at, "text", 150, true);
      case "actions" -> {
        size(block, at, "elements", 1, 25);
        for (int i = 0; i < block.path("elements").size(); i++) {
          element(block.path("elements").get(i), at + "/elements/" + i, ACTIONS, actionIds);
        }
      }
      case "context" -> context(block, at);
      case "image" -> image(block, at, true);
      case "input" -> {
        plainText(block, at, "label", 2000, true);
        plainText(block, at, "hint", 2000, false);
        flag(block, at, "optional");
        flag(block, at, "dispatch_action");
        element(block.path("element"), at + "/element", INPUTS, actionIds);
      }
      case "rich_text" -> richText(block, at);
      default -> {
        // A divider holds nothing.
      }
    }
  }

  private void section(JsonNode block, String at, Map<String, String> actionIds) {
    if (!block.has("text") && !block.has("fields")) {
      fault("missing required field: text or fields", at);
    }
    text(block, at, "text", 3000, false);
    flag(block, at, "expand");
    if (block.has("fields")) {
      size(block, at, "fields", 1, 10);
      for (int i = 0; i < block.path("fields").size(); i++) {
        textObject(block.path("fields").get(i), at + "/fields/" + i, 2000, false);
      }
    }
    if (block.has("accessory")) {
      if (block.path("accessory").path("type").asText().equals("image")) {
        image(block.path("accessory"), at + "/accessory", false);
      } else {
        element(block.path("accessory"), at + "/accessory", ACTIONS, actionIds);
      }
    }
  }

  private void context(JsonNode block, String at) {
    size(block, at, "elements", 1, 10);
    for (int i = 0; i < block.path("elements").size(); i++) {
      JsonNode element = block.path("elements").get(i);
      String where = at + "/elements/" + i;
      if (element.path("type").asText().equals("image")) {
        image(element, where, false);
      } else {
        // No limit is documented for these, so the limit of a section is used.
        textObject(element, where, 3000, false);
      }
    }
  }

  private void image(JsonNode image, String at, boolean block) {
    if (!block) {
      fields(image, at, Set.of("type", "image_url", "alt_text"));
    }
    string(image, at, "image_url", 3000, true, 1);
    string(image, at, "alt_text", 2000, true, 1);
    plainText(image, at, "title", 2000, false);
  }

  private void element(
      JsonNode element, String at, Set<String> allowed, Map<String, String> actionIds) {
    String type = element.path("type").asText();
    Set<String> own = ELEMENTS.get(type);
    if (own == null || !allowed.contains(type)) {
      fault("unsupported type: " + type, at + "/type");
      return;
    }
    fields(element, at, with(own, "type", "action_id"));
    string(element, at, "action_id", 255, false, 1);
    String actionId = element.path("action_id").asText();
    if (!actionId.isEmpty() && actionIds.put(actionId, at) != null) {
      fault("action_id already exists: " + actionId, at + "/action_id");
    }
    flag(element, at, "focus_on_load");
    plainText(element, at, "placeholder", 150, false);
    confirm(element, at);
    switch (type) {
      case "button" -> {
        plainText(element, at, "text", 75, true);
        string(element, at, "value", 2000, false, 0);
        string(element, at, "url", 3000, false, 1);
        string(element, at, "accessibility_label", 75, false, 1);
        oneOf(element, at, "style", Set.of("primary", "danger"), false);
      }
      case "overflow" -> options(element, at, 5, true);
      case "checkboxes", "radio_buttons" -> options(element, at, 10, false);
      case "static_select" -> select(element, at);
      case "plain_text_input" -> textInput(element, at);
      case "timepicker" -> pattern(element, at, "initial_time", "\\d\\d:\\d\\d");
      case "datepicker" -> pattern(element, at, "initial_date", "\\d{4}-\\d\\d-\\d\\d");
      default -> {
        // A people picker has nothing of its own to check.
      }
    }
  }

  private void select(JsonNode element, String at) {
    if (!element.has("option_groups")) {
      options(element, at, 100, false);
      return;
    }
    size(element, at, "option_groups", 1, 100);
    for (int i = 0; i < element.path("option_groups").size(); i++) {
      JsonNode group = element.path("option_groups").get(i);
      String where = at + "/option_groups/" + i;
      fields(group, where, Set.of("label", "options"));
      plainText(group, where, "label", 75, true);
      options(group, where, 100, false);
    }
  }

  private void textInput(JsonNode element, String at) {
    number(element, at, "min_length", 0, 3000);
    number(element, at, "max_length", 1, 3000);
    flag(element, at, "multiline");
    string(element, at, "initial_value", 3000, false, 0);
    if (element.path("initial_value").asText().length()
        > element.path("max_length").asInt(Integer.MAX_VALUE)) {
      fault("must be no longer than max_length", at + "/initial_value");
    }
    if (element.has("dispatch_action_config")) {
      fields(
          element.path("dispatch_action_config"),
          at + "/dispatch_action_config",
          Set.of("trigger_actions_on"));
    }
  }

  private void options(JsonNode element, String at, int most, boolean urls) {
    size(element, at, "options", 1, most);
    Set<String> allowed =
        urls
            ? Set.of("text", "value", "description", "url")
            : Set.of("text", "value", "description");
    for (int i = 0; i < element.path("options").size(); i++) {
      JsonNode option = element.path("options").get(i);
      String where = at + "/options/" + i;
      fields(option, where, allowed);
      text(option, where, "text", 75, true);
      string(option, where, "value", 150, true, 1);
      string(option, where, "url", 3000, false, 1);
      plainText(option, where, "description", 75, false);
    }
  }

  private void confirm(JsonNode element, String at) {
    if (!element.has("confirm")) {
      return;
    }
    JsonNode confirm = element.path("confirm");
    String where = at + "/confirm";
    fields(confirm, where, Set.of("title", "text", "confirm", "deny", "style"));
    plainText(confirm, where, "title", 100, true);
    text(confirm, where, "text", 300, true);
    plainText(confirm, where, "confirm", 30, true);
    plainText(confirm, where, "deny", 30, true);
    oneOf(confirm, where, "style", Set.of("primary", "danger"), false);
  }

  private void richText(JsonNode block, String at) {
    size(block, at, "elements", 1, Integer.MAX_VALUE);
    for (int i = 0; i < block.path("elements").size(); i++) {
      richPart(block.path("elements").get(i), at + "/elements/" + i, true);
    }
  }

  private void richPart(JsonNode part, String at, boolean listAllowed) {
    String type = part.path("type").asText();
    switch (type) {
      case "rich_text_section" -> {
        fields(part, at, Set.of("type", "elements"));
        richElements(part, at, RICH.keySet());
      }
      case "rich_text_quote" -> {
        fields(part, at, Set.of("type", "elements", "border"));
        richElements(part, at, RICH.keySet());
      }
      case "rich_text_preformatted" -> {
        fields(part, at, Set.of("type", "elements", "border"));
        richElements(part, at, Set.of("text", "link"));
      }
      case "rich_text_list" -> {
        if (!listAllowed) {
          fault("unsupported type: " + type, at + "/type");
        }
        fields(part, at, Set.of("type", "elements", "style", "indent", "offset", "border"));
        oneOf(part, at, "style", Set.of("bullet", "ordered"), true);
        size(part, at, "elements", 1, Integer.MAX_VALUE);
        for (int i = 0; i < part.path("elements").size(); i++) {
          richPart(part.path("elements").get(i), at + "/elements/" + i, false);
        }
      }
      default -> fault("unsupported type: " + type, at + "/type");
    }
  }

  private void richElements(JsonNode part, String at, Set<String> allowed) {
    size(part, at, "elements", 0, Integer.MAX_VALUE);
    for (int i = 0; i < part.path("elements").size(); i++) {
      JsonNode element = part.path("elements").get(i);
      String where = at + "/elements/" + i;
      String type = element.path("type").asText();
      Set<String> own = RICH.get(type);
      if (own == null || !allowed.contains(type)) {
        fault("unsupported type: " + type, where + "/type");
        continue;
      }
      fields(element, where, with(own, "type"));
      richElement(element, where, type);
      if (element.has("style")) {
        fields(element.path("style"), where + "/style", Set.of("bold", "italic", "strike", "code"));
      }
    }
  }

  private void richElement(JsonNode element, String at, String type) {
    switch (type) {
      case "text" -> string(element, at, "text", Integer.MAX_VALUE, true, 1);
      case "link" -> string(element, at, "url", 3000, true, 1);
      case "user" -> string(element, at, "user_id", 255, true, 1);
      case "channel" -> string(element, at, "channel_id", 255, true, 1);
      case "emoji" -> string(element, at, "name", 255, true, 1);
      case "usergroup" -> string(element, at, "usergroup_id", 255, true, 1);
      case "broadcast" -> oneOf(element, at, "range", Set.of("here", "channel", "everyone"), true);
      case "date" -> {
        if (!element.path("timestamp").isIntegralNumber()) {
          fault("must be an integer", at + "/timestamp");
        }
        string(element, at, "format", 255, true, 1);
      }
      default -> throw new IllegalArgumentException(type);
    }
  }

  private void plainText(JsonNode holder, String at, String field, int most, boolean required) {
    textField(holder, at, field, most, required, true);
  }

  private void text(JsonNode holder, String at, String field, int most, boolean required) {
    textField(holder, at, field, most, required, false);
  }

  private void textField(
      JsonNode holder, String at, String field, int most, boolean required, boolean plain) {
    if (holder.has(field)) {
      textObject(holder.path(field), at + "/" + field, most, plain);
    } else if (required) {
      fault("missing required field: " + field, at);
    }
  }

  private void textObject(JsonNode text, String at, int most, boolean plain) {
    String type = text.path("type").asText();
    if (!type.equals("plain_text") && (plain || !type.equals("mrkdwn"))) {
      fault("must be " + (plain ? "plain_text" : "plain_text or mrkdwn"), at + "/type");
      return;
    }
    fields(
        text,
        at,
        type.equals("mrkdwn")
            ? Set.of("type", "text", "verbatim")
            : Set.of("type", "text", "emoji"));
    flag(text, at, "verbatim");
    flag(text, at, "emoji");
    string(text, at, "text", most, true, 1);
  }

  private void string(
      JsonNode holder, String at, String field, int most, boolean required, int least) {
    JsonNode value = holder.path(field);
    if (value.isMissingNode()) {
      if (required) {
        fault("missing required field: " + field, at);
      }
    } else if (!value.isTextual()) {
      fault("must be a string", at + "/" + field);
    } else if (value.asText().length() > most) {
      fault("must be less than " + (most + 1) + " characters", at + "/" + field);
    } else if (value.asText().length() < least) {
      fault("must be more than " + (least - 1) + " characters", at + "/" + field);
    }
  }

  private void number(JsonNode holder, String at, String field, int least, int most) {
    JsonNode value = holder.path(field);
    if (value.isMissingNode()) {
      return;
    }
    if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
      fault("must be a number from " + least + " to " + most, at + "/" + field);
    }
  }

  private void flag(JsonNode holder, String at, String field) {
    if (holder.has(field) && !holder.path(field).isBoolean()) {
      fault("must be a boolean", at + "/" + field);
    }
  }

  private void pattern(JsonNode holder, String at, String field, String pattern) {
    if (holder.has(field) && !holder.path(field).asText().matches(pattern)) {
      fault("has the wrong format", at + "/" + field);
    }
  }

  private void oneOf(
      JsonNode holder, String at, String field, Set<String> allowed, boolean required) {
    if (!holder.has(field)) {
      if (required) {
        fault("missing required field: " + field, at);
      }
    } else if (!allowed.contains(holder.path(field).asText())) {
      fault("must be one of " + allowed.stream().sorted().toList(), at + "/" + field);
    }
  }

  private void size(JsonNode holder, String at, String field, int least, int most) {
    JsonNode value = holder.path(field);
    if (!value.isArray()) {
      fault("missing required field: " + field, at);
    } else if (value.size() > most) {
      fault("no more than " + most + " items allowed", at + "/" + field);
    } else if (value.size() < least) {
      fault("no fewer than " + least + " items allowed", at + "/" + field);
    }
  }

  private void fields(JsonNode node, String at, Set<String> allowed) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!allowed.contains(name)) {
                fault("no additional field allowed: " + name, at + "/" + name);
              }
            });
  }

  private void fault(String what, String pointer) {
    faults.add(what + " [json-pointer:" + pointer + "]");
  }

  private static Set<String> with(Set<String> fields, String... more) {
    Set<String> all = new HashSet<>(fields);
    all.addAll(List.of(more));
    return all;
  }
}
