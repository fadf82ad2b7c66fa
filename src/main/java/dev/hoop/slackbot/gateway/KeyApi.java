package dev.hoop.slackbot.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.hoop.slackbot.gateway.Wire.KeyWire;
import dev.hoop.slackbot.review.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway's routes for API keys, as an admin calls them. Every failure is an IOException. */
final class KeyApi {

  private final Http http;
  private final Secret adminKey;

  KeyApi(Http http, Secret adminKey) {
    this.http = http;
    this.adminKey = adminKey;
  }

  List<KeyWire> list() throws IOException {
    Reply reply = http.get("/api-keys", adminKey);
    expect(reply, 200);
    try {
      return reply.read(new TypeReference<>() {}, List.of());
    } catch (IOException e) {
      throw unreadable();
    }
  }

  /** Makes an active key; empty when the name is taken, by an active or a revoked one. */
  Optional<KeyWire> create(String name, String group) throws IOException {
    Reply reply =
        http.send("POST", "/api-keys", Map.of("name", name, "groups", List.of(group)), adminKey);
    if (reply.status() == 409) {
      return Optional.empty();
    }
    expect(reply, 201);
    KeyWire made;
    try {
      made = reply.read(KeyWire.class);
    } catch (IOException e) {
      throw unreadable();
    }
    if (Mapping.text(made.id()).isBlank() || Mapping.text(made.key()).isBlank()) {
      throw unreadable();
    }
    return Optional.of(made);
  }

  private static IOException unreadable() {
    return new KeyAnswerException("the gateway's answer about keys cannot be read");
  }

  /** Gives a key exactly one group; false when there is no such key. */
  boolean assign(String id, String group) throws IOException {
    return change(id, Map.of("groups", List.of(group)));
  }

  /** Renames a key, which frees its name; false when there is no such key. */
  boolean rename(String id, String name) throws IOException {
    return change(id, Map.of("name", name));
  }

  private boolean change(String id, Map<String, Object> body) throws IOException {
    Reply reply = http.send("PUT", path(id), body, adminKey);
    return found(reply, 200);
  }

  /**
   * Makes a revoked key work again; false when there is no such key. One that is active stays so.
   */
  boolean reactivate(String id) throws IOException {
    Reply reply = http.send("POST", path(id) + "/reactivate", null, adminKey);
    return reply.status() == 422 || found(reply, 200);
  }

  /** Makes a key harmless; false when it is revoked already, or gone, which is as good. */
  boolean revoke(String id) throws IOException {
    return found(http.send("DELETE", path(id), null, adminKey), 204);
  }

  private static boolean found(Reply reply, int good) throws IOException {
    if (Meaning.missing(reply)) {
      return false;
    }
    expect(reply, good);
    return true;
  }

  private static void expect(Reply reply, int status) throws IOException {
    if (reply.status() != status) {
      throw new KeyAnswerException(
          "the gateway answers " + reply.status() + " to a request about keys");
    }
  }

  private static String path(String id) {
    return "/api-keys/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
