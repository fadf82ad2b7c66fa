package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The API keys of the organisation: made, changed, revoked, reactivated, never deleted. */
final class ApiKeys {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final World world;

  ApiKeys(World world) {
    this.world = world;
  }

  World.Key add(String name, List<String> groups, String createdBy) {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    String secret = "hpk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    World.Key key =
        new World.Key(name, groups, secret, createdBy, World.now().truncatedTo(ChronoUnit.MICROS));
    world.keys.add(key);
    return key;
  }

  Reply answer(Caller caller, String method, List<String> path, String body) throws Refusal {
    if (!world.hasApiKeys) {
      throw Refusal.noRoute();
    }
    if (!caller.admin()) {
      throw new Refusal(403, "access denied");
    }
    if (path.size() == 1) {
      return switch (method) {
        case "GET" -> Reply.ok(list());
        case "POST" -> create(caller, read(body));
        default -> throw Refusal.noRoute();
      };
    }
    boolean reactivate = path.size() == 3 && path.get(2).equals("reactivate");
    if ((path.size() == 3 && !(reactivate && method.equals("POST"))) || path.size() > 3) {
      throw Refusal.noRoute();
    }
    if (path.size() == 2 && !List.of("GET", "PUT", "DELETE").contains(method)) {
      throw Refusal.noRoute();
    }
    World.Key key =
        world.key(path.get(1)).orElseThrow(() -> new Refusal(404, "resource not found"));
    return switch (method) {
      case "GET" -> Reply.ok(Answers.key(key));
      case "PUT" -> change(key, read(body));
      case "DELETE" -> revoke(key, caller);
      default -> reactivate(key);
    };
  }

  private JsonNode list() {
    ArrayNode all = Json.array();
    world.keys.forEach(key -> all.add(Answers.key(key)));
    JsonNode none = NullNode.getInstance();
    return all.isEmpty() ? none : all;
  }

  private Reply create(Caller caller, JsonNode body) throws Refusal {
    String name = body.path("name").asText("");
    if (name.isEmpty()) {
      throw new Refusal(
          400,
          "Key: 'APIKeyCreateRequest.Name' Error:Field validation for 'Name' failed on the"
              + " 'required' tag");
    }
    refuseTaken(name);
    World.Key key = add(name, groups(body.path("groups")), caller.email());
    ObjectNode json = Answers.key(key).put("key", key.secret);
    return new Reply(201, json);
  }

  private Reply change(World.Key key, JsonNode body) throws Refusal {
    String name = body.path("name").asText("");
    if (body.hasNonNull("name") && !name.isEmpty() && !name.equals(key.name)) {
      refuseTaken(name);
      key.history.add("renamed " + key.name + " to " + name);
      key.name = name;
    }
    if (body.hasNonNull("groups")) {
      key.groups = groups(body.get("groups"));
      key.history.add("groups " + key.groups);
    }
    return Reply.ok(Answers.key(key));
  }

  private static Reply revoke(World.Key key, Caller caller) throws Refusal {
    if (!key.active) {
      throw new Refusal(404, "resource not found");
    }
    key.active = false;
    key.deactivatedBy = caller.email();
    key.deactivatedAt = World.now().truncatedTo(ChronoUnit.MICROS);
    key.history.add("revoked");
    return new Reply(204, null);
  }

  private static Reply reactivate(World.Key key) throws Refusal {
    if (key.active) {
      throw new Refusal(422, "cannot reactivate an active api key");
    }
    key.active = true;
    key.deactivatedBy = null;
    key.deactivatedAt = null;
    key.history.add("reactivated");
    return Reply.ok(Answers.key(key));
  }

  private void refuseTaken(String name) throws Refusal {
    if (world.keys.stream().anyMatch(key -> key.name.equals(name))) {
      throw new Refusal(409, "an api key with this name already exists");
    }
  }

  private static List<String> groups(JsonNode array) {
    List<String> groups = new ArrayList<>();
    array.forEach(group -> groups.add(group.asText()));
    return List.copyOf(groups);
  }

  private static JsonNode read(String body) throws Refusal {
    if (body.isBlank()) {
      throw new Refusal(400, "EOF");
    }
    try {
      return Json.parse(body);
    } catch (JsonProcessingException e) {
      throw new Refusal(400, "invalid character in the body");
    }
  }
}
