package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.gateway.CredentialFaultException;
import dev.hoop.slackbot.gateway.GatewayErrors;
import dev.hoop.slackbot.gateway.GatewayHttp;
import dev.hoop.slackbot.gateway.GatewayResponse;
import dev.hoop.slackbot.gateway.KeyAnswerException;
import dev.hoop.slackbot.gateway.Wire.KeyWire;
import dev.hoop.slackbot.gateway.WireMapper;
import dev.hoop.slackbot.review.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway's routes for API keys, as an admin calls them. Every failure is an IOException. */
final class KeyApi {

  static final String ADMIN_KEY = "HOOP_API_KEY";

  private final GatewayHttp http;
  private final Secret adminKey;
  private final String maker;

  /**
   * The routes.
   *
   * @param maker what the gateway calls the maker of a key that the admin key made
   */
  KeyApi(GatewayHttp http, Secret adminKey, String maker) {
    this.http = http;
    this.adminKey = adminKey;
    this.maker = maker;
  }

  /** Whether a listed key was made with this admin key. */
  boolean made(KeyWire key) {
    return maker.equals(key.createdBy());
  }

  List<KeyWire> list() throws IOException {
    GatewayResponse response = http.get("/api-keys", adminKey);
    expect(response, 200);
    try {
      return response.readList(KeyWire.class);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  /** Makes an active key; empty when the name is taken, by an active or a revoked one. */
  Optional<KeyWire> create(String name, String group) throws IOException {
    GatewayResponse response =
        http.send("POST", "/api-keys", Map.of("name", name, "groups", List.of(group)), adminKey);
    if (GatewayErrors.saysNameTaken(response)) {
      return Optional.empty();
    }
    expect(response, 201);
    KeyWire made = read(response);
    if (WireMapper.text(made.id()).isBlank() || WireMapper.text(made.key()).isBlank()) {
      throw unreadable();
    }
    return Optional.of(made);
  }

  /** A key as the gateway has it now; empty when there is none. */
  Optional<KeyWire> find(String id) throws IOException {
    return answer(id, http.get(path(id), adminKey));
  }

  /**
   * Gives a key exactly one group, and returns what came of it; empty when there is no such key.
   */
  Optional<KeyWire> assign(String id, String group) throws IOException {
    return answer(id, http.send("PUT", path(id), Map.of("groups", List.of(group)), adminKey));
  }

  /** Renames a key where there is one, which frees its name. */
  void rename(String id, String name) throws IOException {
    answer(id, http.send("PUT", path(id), Map.of("name", name), adminKey));
  }

  /**
   * Makes a revoked key work again; false when there is no such key. One that is active stays so.
   */
  boolean reactivate(String id) throws IOException {
    GatewayResponse response = http.send("POST", path(id) + "/reactivate", null, adminKey);
    return GatewayErrors.saysKeyActive(response) || answer(id, response).isPresent();
  }

  /** Makes a key harmless; false when it is revoked already, or gone, which is as good. */
  boolean revoke(String id) throws IOException {
    return found(http.send("DELETE", path(id), null, adminKey), 204);
  }

  private static Optional<KeyWire> answer(String id, GatewayResponse response) throws IOException {
    if (!found(response, 200)) {
      return Optional.empty();
    }
    KeyWire key = read(response);
    if (!id.equals(key.id())) {
      throw new KeyAnswerException("the gateway's answer is about another key");
    }
    return Optional.of(key);
  }

  private static KeyWire read(GatewayResponse response) throws IOException {
    try {
      return response.read(KeyWire.class);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static IOException unreadable() {
    return new KeyAnswerException("the gateway's answer about keys cannot be read");
  }

  private static boolean found(GatewayResponse response, int good) throws IOException {
    if (GatewayErrors.saysMissing(GatewayErrors.Thing.API_KEY, response)) {
      return false;
    }
    expect(response, good);
    return true;
  }

  private static void expect(GatewayResponse response, int status) throws IOException {
    if (GatewayErrors.saysKeyUnknown(response)) {
      throw new CredentialFaultException(ADMIN_KEY, "the gateway does not accept this key");
    }
    if (GatewayErrors.saysDenied(response)) {
      throw new CredentialFaultException(ADMIN_KEY, "this key is not in the admin group any more");
    }
    if (response.status() != status) {
      throw new KeyAnswerException(
          "the gateway answers " + response.status() + " to a request about keys");
    }
  }

  private static String path(String id) {
    return "/api-keys/" + GatewayHttp.segment(id);
  }
}
