package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Performs the Web API methods or refuses them; independent of HTTP. */
final class WebMethods {
  private static final int POST_TEXT = 40_000;
  private static final int UPDATE_TEXT = 4_000;
  private static final int METADATA_BYTES = 2_048;

  private final Workspace workspace;
  private final SocketMode socketMode;

  WebMethods(Workspace workspace, SocketMode socketMode) {
    this.workspace = workspace;
    this.socketMode = socketMode;
  }

  ObjectNode answer(String method, Map<String, String> params) throws ApiRefusal {
    ObjectNode body = Json.object().put("ok", true);
    switch (method) {
      case "auth.test" -> authTest(body);
      case "apps.connections.open" -> body.put("url", socketMode.open());
      case "chat.postMessage" -> post(body, params);
      case "chat.update" -> update(body, params);
      case "chat.delete" -> delete(body, params);
      case "chat.postEphemeral" -> postEphemeral(body, params);
      case "chat.getPermalink" -> permalink(body, params);
      case "views.open" -> open(body, params);
      case "views.update" -> updateView(body, params);
      case "conversations.open" -> openDirect(body, params);
      case "conversations.list" -> listChannels(body, params);
      case "conversations.info" -> channelInfo(body, params);
      case "users.info" -> userInfo(body, params);
      case "users.lookupByEmail" -> lookup(body, params);
      case "team.info" -> {
        need("team:read");
        body.putObject("team").put("id", Workspace.TEAM).put("name", "Acme").put("domain", "acme");
      }
      default -> throw new ApiRefusal("unknown_method");
    }
    return body;
  }

  private void authTest(ObjectNode body) {
    body.put("url", "https://acme.slack.com/")
        .put("team", "Acme")
        .put("user", "hoop")
        .put("team_id", Workspace.TEAM)
        .put("user_id", Workspace.BOT_USER)
        .put("bot_id", Workspace.BOT)
        .put("is_enterprise_install", workspace.orgWide());
    workspace.grid().ifPresent(grid -> body.put("enterprise_id", grid.id()));
    if (workspace.orgWide()) {
      EnterpriseGrid grid = workspace.grid().orElseThrow();
      body.put("url", "https://acme.enterprise.slack.com/")
          .put("team", grid.name())
          .put("team_id", grid.id());
    }
  }

  private void post(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    need("chat:write");
    String target = required(params, "channel", "channel_not_found");
    Workspace.Channel channel = writable(target);
    if (channel.dmOf() != null && !workspace.messagesTab()) {
      throw new ApiRefusal("messages_tab_disabled");
    }
    String text = params.getOrDefault("text", "");
    JsonNode blocks = blocks(params);
    if (text.isEmpty() && blocks.isEmpty()) {
      throw new ApiRefusal("no_text");
    }
    wantText("chat.postMessage", text);
    JsonNode metadata = metadata(params);
    String threadTs = params.get("thread_ts");
    if (threadTs != null && workspace.message(channel.id(), threadTs).isEmpty()) {
      throw new ApiRefusal("thread_not_found");
    }
    String shown = text.length() > POST_TEXT ? text.substring(0, POST_TEXT) : text;
    Message message = workspace.post(channel, shown, blocks, metadata, threadTs);
    body.put("channel", channel.id()).put("ts", message.ts());
    body.set("message", asSlackShows(message));
  }

  private void update(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    need("chat:write");
    Message message = own(params, "cant_update_message");
    if (channel(message.channel()).archived()) {
      throw new ApiRefusal("is_archived");
    }
    String text = params.getOrDefault("text", "");
    if (text.length() > UPDATE_TEXT) {
      throw new ApiRefusal("msg_too_long");
    }
    boolean newBlocks = params.containsKey("blocks");
    if (text.isEmpty() && !newBlocks) {
      throw new ApiRefusal("no_text");
    }
    wantText("chat.update", text);
    JsonNode blocks = newBlocks ? blocks(params) : Json.array();
    JsonNode metadata = params.containsKey("metadata") ? metadata(params) : message.metadata();
    workspace.edit(message, new Message.Version(text, blocks, metadata, System.nanoTime()));
    body.put("channel", message.channel()).put("ts", message.ts()).put("text", text);
    workspace
        .message(message.channel(), message.ts())
        .ifPresent(now -> body.set("message", asSlackShows(now)));
  }

  private void delete(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    need("chat:write");
    Message message = own(params, "cant_delete_message");
    workspace.delete(message);
    body.put("channel", message.channel()).put("ts", message.ts());
  }

  private void postEphemeral(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    need("chat:write");
    Workspace.Channel channel = writable(required(params, "channel", "channel_not_found"));
    String user = required(params, "user", "user_not_in_channel");
    // A deactivated user is removed from every channel.
    if (workspace.person(user).filter(person -> !person.deactivated()).isEmpty()) {
      throw new ApiRefusal("user_not_in_channel");
    }
    String text = params.getOrDefault("text", "");
    JsonNode blocks = blocks(params);
    if (text.isEmpty() && blocks.isEmpty()) {
      throw new ApiRefusal("no_text");
    }
    wantText("chat.postEphemeral", text);
    String ts = workspace.nextTs();
    workspace.postEphemeral(
        new Ephemeral(
            channel.id(), user, text, blocks, params.get("thread_ts"), ts, System.nanoTime()));
    body.put("message_ts", ts);
  }

  private void permalink(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    Workspace.Channel channel = channel(required(params, "channel", "channel_not_found"));
    String ts = required(params, "message_ts", "message_not_found");
    if (workspace.message(channel.id(), ts).filter(message -> !message.deleted()).isEmpty()) {
      throw new ApiRefusal("message_not_found");
    }
    body.put("channel", channel.id())
        .put(
            "permalink",
            "https://acme.slack.com/archives/" + channel.id() + "/p" + ts.replace(".", ""));
  }

  private void open(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    String trigger = required(params, "trigger_id", "invalid_arguments");
    JsonNode definition = definition(params);
    Workspace.Origin origin = workspace.useTrigger(trigger);
    body.set("view", asSlackShows(workspace.open(origin.user(), definition)));
  }

  private void updateView(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    View view =
        workspace
            .view(params.getOrDefault("view_id", ""))
            .or(() -> byExternalId(params.getOrDefault("external_id", "")))
            .filter(View::open)
            .orElseThrow(() -> new ApiRefusal("not_found"));
    if (params.containsKey("hash") && !view.hash().equals(params.get("hash"))) {
      throw new ApiRefusal("hash_conflict");
    }
    body.set("view", asSlackShows(replace(view, definition(params))));
  }

  private Optional<View> byExternalId(String id) {
    return workspace.views().stream()
        .filter(view -> !id.isEmpty())
        .filter(view -> view.definition().path("external_id").asText().equals(id))
        .findFirst();
  }

  private View replace(View view, JsonNode definition) {
    View now = view.replacedBy(definition, Workspace.random());
    workspace.put(now);
    return now;
  }

  private JsonNode definition(Map<String, String> params) throws ApiRefusal {
    return checkedView(json(params, "view", "invalid_arguments"));
  }

  static JsonNode checkedView(@Nullable JsonNode view) throws ApiRefusal {
    if (view == null) {
      throw new ApiRefusal("invalid_arguments");
    }
    if (BlockKitRules.tooLarge(view)) {
      throw new ApiRefusal("view_too_large");
    }
    List<String> faults = BlockKitRules.faultsOfView(view);
    if (!faults.isEmpty()) {
      throw ApiRefusal.because("invalid_arguments", faults);
    }
    ObjectNode completed = view.deepCopy();
    completed.set("blocks", Workspace.completed(view.path("blocks")));
    return completed;
  }

  private void openDirect(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    String users = required(params, "users", "users_list_not_supplied");
    if (users.contains(",")) {
      need("mpim:write");
      throw new ApiRefusal("method_not_supported_for_channel_type");
    }
    need("im:write");
    Workspace.Person person =
        workspace.person(users).orElseThrow(() -> new ApiRefusal("user_not_found"));
    if (person.deactivated()) {
      throw new ApiRefusal("user_disabled");
    }
    body.putObject("channel").put("id", workspace.directChannel(users).id());
  }

  private void listChannels(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    if (workspace.orgWide() && !params.containsKey("team_id")) {
      throw new ApiRefusal("missing_argument");
    }
    Set<String> types = Set.of(params.getOrDefault("types", "public_channel").split(",", -1));
    if (types.contains("public_channel")) {
      need("channels:read");
    }
    if (types.contains("private_channel")) {
      need("groups:read");
    }
    boolean noArchived = Boolean.parseBoolean(params.getOrDefault("exclude_archived", "false"));
    List<Workspace.Channel> all =
        workspace.channels().stream()
            .filter(channel -> channel.dmOf() == null)
            .filter(channel -> !(noArchived && channel.archived()))
            .filter(
                channel ->
                    channel.isPrivate()
                        ? channel.member() && types.contains("private_channel")
                        : types.contains("public_channel"))
            .toList();
    int from = number(params.getOrDefault("cursor", ""), 0, "invalid_cursor");
    int limit = number(params.getOrDefault("limit", ""), 100, "invalid_limit");
    if (limit < 1 || limit > 1000) {
      throw new ApiRefusal("invalid_limit");
    }
    int to = Math.min(all.size(), from + limit);
    ArrayNode channels = body.putArray("channels");
    all.subList(Math.min(from, to), to).forEach(channel -> channels.add(asSlackShows(channel)));
    body.putObject("response_metadata").put("next_cursor", to < all.size() ? "" + to : "");
  }

  private void channelInfo(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    String id = required(params, "channel", "channel_not_found");
    Workspace.Channel channel =
        workspace
            .channel(id)
            .filter(found -> found.id().equals(id))
            .filter(found -> !found.isPrivate() || found.member())
            .orElseThrow(() -> new ApiRefusal("channel_not_found"));
    need(
        channel.dmOf() != null ? "im:read" : channel.isPrivate() ? "groups:read" : "channels:read");
    body.set("channel", asSlackShows(channel));
  }

  private void userInfo(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    need("users:read");
    Workspace.Person person =
        workspace
            .person(params.getOrDefault("user", ""))
            .orElseThrow(() -> new ApiRefusal("user_not_found"));
    body.set("user", asSlackShows(person));
  }

  private void lookup(ObjectNode body, Map<String, String> params) throws ApiRefusal {
    need("users:read.email");
    String email = params.getOrDefault("email", "");
    Workspace.Person found =
        workspace.people().stream()
            .filter(
                person -> email.equalsIgnoreCase(Objects.requireNonNullElse(person.email(), "")))
            .findFirst()
            .filter(person -> !email.isEmpty())
            .orElseThrow(() -> new ApiRefusal("users_not_found"));
    body.set("user", asSlackShows(found));
  }

  private Workspace.Channel writable(String target) throws ApiRefusal {
    if (workspace.person(target).isPresent()) {
      return workspace.directChannel(target);
    }
    Workspace.Channel channel = channel(target);
    if (workspace.orgWide() && !channel.id().equals(target)) {
      throw new ApiRefusal("team_not_found");
    }
    if (channel.archived()) {
      throw new ApiRefusal("is_archived");
    }
    if (!channel.member() && !workspace.scopes().contains("chat:write.public")) {
      throw new ApiRefusal("not_in_channel");
    }
    return channel;
  }

  private Workspace.Channel channel(String idOrName) throws ApiRefusal {
    return workspace
        .channel(idOrName)
        .filter(channel -> !channel.isPrivate() || channel.member())
        .orElseThrow(() -> new ApiRefusal("channel_not_found"));
  }

  /** Slack accepts only the id of the channel here, not its name. */
  private Message own(Map<String, String> params, String foreign) throws ApiRefusal {
    String id = required(params, "channel", "channel_not_found");
    Workspace.Channel channel = channel(id);
    if (!channel.id().equals(id)) {
      throw new ApiRefusal("channel_not_found");
    }
    String ts = required(params, "ts", "message_not_found");
    Message message =
        workspace.message(channel.id(), ts).orElseThrow(() -> new ApiRefusal("message_not_found"));
    if (message.deleted()) {
      throw new ApiRefusal("message_not_found");
    }
    if (workspace.isForeign(message)) {
      throw new ApiRefusal(foreign);
    }
    return message;
  }

  private JsonNode blocks(Map<String, String> params) throws ApiRefusal {
    return checkedBlocks(json(params, "blocks", "invalid_blocks_format"));
  }

  static JsonNode checkedBlocks(@Nullable JsonNode blocks) throws ApiRefusal {
    if (blocks == null) {
      return Json.array();
    }
    List<String> faults = BlockKitRules.faultsOfMessage(blocks);
    if (!faults.isEmpty()) {
      throw ApiRefusal.because("invalid_blocks", faults);
    }
    if (BlockKitRules.tooMuchText(blocks)) {
      throw new ApiRefusal("msg_blocks_too_long");
    }
    return Workspace.completed(blocks);
  }

  private static @Nullable JsonNode metadata(Map<String, String> params) throws ApiRefusal {
    JsonNode metadata = json(params, "metadata", "invalid_metadata_format");
    if (metadata == null) {
      return null;
    }
    if (metadata.path("event_type").asText().isEmpty()
        || !metadata.path("event_payload").isObject()) {
      throw new ApiRefusal("invalid_metadata_format");
    }
    if (Json.write(metadata).getBytes(StandardCharsets.UTF_8).length > METADATA_BYTES) {
      throw new ApiRefusal("metadata_too_large");
    }
    return metadata;
  }

  private static @Nullable JsonNode json(Map<String, String> params, String name, String error)
      throws ApiRefusal {
    String text = params.get(name);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new ApiRefusal(error);
    }
  }

  private void wantText(String method, String text) {
    if (text.isEmpty()) {
      workspace.complain(
          method + " with blocks but without text: nothing to read in a notification");
    }
  }

  private void need(String scope) throws ApiRefusal {
    if (!workspace.scopes().contains(scope)) {
      throw ApiRefusal.missingScope(scope, String.join(",", workspace.scopes()));
    }
  }

  private static String required(Map<String, String> params, String name, String error)
      throws ApiRefusal {
    String value = params.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new ApiRefusal(error);
    }
    return value;
  }

  private static int number(String text, int otherwise, String error) throws ApiRefusal {
    try {
      return text.isEmpty() ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new ApiRefusal(error);
    }
  }

  static ObjectNode asSlackShows(Message message) {
    ObjectNode shown =
        Json.object()
            .put("user", Workspace.BOT_USER)
            .put("type", "message")
            .put("ts", message.ts())
            .put("bot_id", Workspace.BOT)
            .put("app_id", Workspace.APP)
            .put("text", message.text())
            .put("team", Workspace.TEAM);
    shown.set("blocks", message.blocks());
    if (message.threadTs() != null) {
      shown.put("thread_ts", message.threadTs());
    }
    if (message.metadata() != null) {
      shown.set("metadata", message.metadata());
    }
    return shown;
  }

  static ObjectNode asSlackShows(View view) {
    ObjectNode shown = view.definition().deepCopy();
    shown.put("id", view.id()).put("team_id", Workspace.TEAM).put("hash", view.hash());
    for (String text : List.of("private_metadata", "callback_id", "external_id")) {
      shown.put(text, view.definition().path(text).asText());
    }
    for (String flag : List.of("clear_on_close", "notify_on_close")) {
      shown.put(flag, view.definition().path(flag).asBoolean());
    }
    for (String button : List.of("close", "submit")) {
      if (!shown.has(button)) {
        shown.putNull(button);
      }
    }
    shown.putObject("state").putObject("values");
    shown.putNull("previous_view_id");
    return shown
        .put("root_view_id", view.id())
        .put("app_id", Workspace.APP)
        .put("app_installed_team_id", Workspace.TEAM)
        .put("bot_id", Workspace.BOT);
  }

  private static ObjectNode asSlackShows(Workspace.Channel channel) {
    return Json.object()
        .put("id", channel.id())
        .put("name", channel.name())
        .put("is_channel", !channel.isPrivate())
        .put("is_private", channel.isPrivate())
        .put("is_im", channel.dmOf() != null)
        .put("is_archived", channel.archived())
        .put("is_member", channel.member());
  }

  private ObjectNode asSlackShows(Workspace.Person person) {
    ObjectNode shown =
        Json.object()
            .put("id", person.id())
            .put("team_id", person.team())
            .put("name", person.name())
            .put("deleted", person.deactivated())
            .put("is_bot", false);
    String enterprise = person.enterprise();
    if (enterprise != null) {
      shown.putObject("enterprise_user").put("id", person.id()).put("enterprise_id", enterprise);
    }
    ObjectNode profile = shown.putObject("profile").put("real_name", person.name());
    if (person.email() != null && workspace.scopes().contains("users:read.email")) {
      profile.put("email", person.email());
    }
    return shown;
  }
}
