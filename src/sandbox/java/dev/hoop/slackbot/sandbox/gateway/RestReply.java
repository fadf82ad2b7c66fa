package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A successful answer: its status, and its JSON or null. */
record RestReply(int status, @Nullable JsonNode body) {
  static RestReply ok(JsonNode body) {
    return new RestReply(200, body);
  }
}
