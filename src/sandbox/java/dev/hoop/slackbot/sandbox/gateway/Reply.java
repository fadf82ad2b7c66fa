package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A success: its status, and its JSON unless it has none. */
record Reply(int status, @Nullable JsonNode body) {
  static Reply ok(JsonNode body) {
    return new Reply(200, body);
  }
}
