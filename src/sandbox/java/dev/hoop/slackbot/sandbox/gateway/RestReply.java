package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A success: its status, and its JSON unless it has none. */
record RestReply(int status, @Nullable JsonNode body) {
  static RestReply ok(JsonNode body) {
    return new RestReply(200, body);
  }
}
