package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.util.List;

/** A request that Slack answers with {@code ok:false}. */
final class ApiRefusal extends Exception {
  private final String error;
  private final transient ObjectNode body;

  private ApiRefusal(String error, ObjectNode body, String message) {
    super(message);
    this.error = error;
    this.body = body;
  }

  ApiRefusal(String error) {
    this(error, Json.object().put("ok", false).put("error", error), error);
  }

  static ApiRefusal missingScope(String needed, String provided) {
    ObjectNode body =
        Json.object()
            .put("ok", false)
            .put("error", "missing_scope")
            .put("needed", needed)
            .put("provided", provided);
    return new ApiRefusal("missing_scope", body, "missing_scope, needed " + needed);
  }

  static ApiRefusal because(String error, List<String> reasons) {
    ObjectNode body = Json.object().put("ok", false).put("error", error);
    ArrayNode errors = body.putArray("errors");
    ArrayNode messages = body.putObject("response_metadata").putArray("messages");
    for (String reason : reasons) {
      errors.add(reason);
      messages.add("[ERROR] " + reason);
    }
    return new ApiRefusal(error, body, error + " " + reasons);
  }

  String error() {
    return error;
  }

  ObjectNode body() {
    return body;
  }
}
