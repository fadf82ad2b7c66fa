package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Changes a dialog after its submission, as the ack of the bot says. */
final class DialogSubmissions {
  private final Workspace workspace;

  DialogSubmissions(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Slack's client refuses such values, so the bot never receives them. */
  static void checkInClient(View view) {
    Map<String, Elements.Element> inputs = new HashMap<>();
    Elements.of(view.definition().path("blocks"))
        .forEach(element -> inputs.put(element.blockId(), element));
    for (JsonNode block : view.definition().path("blocks")) {
      Elements.Element element = inputs.get(block.path("block_id").asText());
      if (!block.path("type").asText().equals("input") || element == null) {
        continue;
      }
      String shown = InputState.shown(view, element);
      if ((shown == null || shown.isEmpty()) && !block.path("optional").asBoolean()) {
        throw new AssertionError("Slack wants something in " + block.path("block_id"));
      }
      if (shown != null && shown.length() > element.node().path("max_length").asInt(3000)) {
        throw new AssertionError("Slack takes no text that long in " + block.path("block_id"));
      }
    }
  }

  void afterSubmission(View view, ReceivedAck ack) {
    JsonNode payload = ack.payload();
    if (payload == null || payload.isEmpty()) {
      close(view);
      return;
    }
    try {
      switch (ack.responseAction()) {
        case "errors" -> showErrors(view, payload.path("errors"));
        case "update" -> {
          JsonNode definition = WebMethods.checkedView(payload.get("view"));
          workspace.put(view.replacedBy(definition, Workspace.random()));
        }
        case "push" -> workspace.open(view.user(), WebMethods.checkedView(payload.get("view")));
        case "clear" ->
            workspace.views().stream()
                .filter(one -> one.open() && one.user().equals(view.user()))
                .forEach(this::close);
        default -> workspace.complain("ack of a dialog that Slack does not know: " + payload);
      }
    } catch (ApiRefusal refusal) {
      workspace.complain("ack of a dialog refused: " + refusal.getMessage());
    }
  }

  private void showErrors(View view, JsonNode errors) {
    Map<String, String> shown = new HashMap<>();
    errors.properties().forEach(one -> shown.put(one.getKey(), one.getValue().asText()));
    for (String blockId : shown.keySet()) {
      if (Elements.of(view.definition().path("blocks")).stream()
          .noneMatch(element -> element.blockId().equals(blockId))) {
        workspace.complain("error for a block the dialog has not: " + blockId);
      }
    }
    workspace.put(view.withErrors(shown));
  }

  void close(View view) {
    workspace.put(view.closed());
  }
}
