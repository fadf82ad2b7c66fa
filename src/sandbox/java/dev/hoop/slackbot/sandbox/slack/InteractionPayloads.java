package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the payloads of clicks, submissions, commands and mentions, with the fields that Slack
 * sends.
 */
final class InteractionPayloads {
  private static final String VERIFICATION_TOKEN = "stand-in-verification-token";

  private final Workspace workspace;
  private final String base;

  InteractionPayloads(Workspace workspace, String base) {
    this.workspace = workspace;
    this.base = base;
  }

  ObjectNode click(Workspace.Person person, Message message, Elements.Element element) {
    return clickIn(person, message, element, element.node().path("value"), false);
  }

  ObjectNode clickOption(
      Workspace.Person person, Message message, Elements.Element element, JsonNode option) {
    return clickIn(person, message, element, option, true);
  }

  ObjectNode clickForged(
      Workspace.Person person, Message message, Elements.Element element, String value) {
    return element.pressable()
        ? clickIn(person, message, element, Json.object().textNode(value), false)
        : clickIn(person, message, element, Json.object().put("value", value), true);
  }

  private ObjectNode clickIn(
      Workspace.Person person,
      Message message,
      Elements.Element element,
      JsonNode chosen,
      boolean option) {
    Workspace.Origin origin = new Workspace.Origin(person.id(), message.channel(), message.ts());
    ObjectNode payload = interaction("block_actions", person, origin);
    payload
        .putObject("container")
        .put("type", "message")
        .put("message_ts", message.ts())
        .put("channel_id", message.channel())
        .put("is_ephemeral", false);
    payload.putObject("channel").put("id", message.channel()).put("name", name(message.channel()));
    payload.set("message", WebMethods.asSlackShows(message));
    payload.putObject("state").putObject("values");
    payload.put("response_url", base + workspace.responsePath("actions", origin));
    payload.putArray("actions").add(action(element, chosen, option));
    return payload;
  }

  ObjectNode clickInEphemeral(
      Workspace.Person person, Ephemeral ephemeral, Elements.Element element) {
    Workspace.Origin origin = new Workspace.Origin(person.id(), ephemeral.channel(), null);
    ObjectNode payload = interaction("block_actions", person, origin);
    payload
        .putObject("container")
        .put("type", "message")
        .put("message_ts", ephemeral.ts())
        .put("channel_id", ephemeral.channel())
        .put("is_ephemeral", true);
    payload
        .putObject("channel")
        .put("id", ephemeral.channel())
        .put("name", name(ephemeral.channel()));
    payload.putObject("state").putObject("values");
    payload.put("response_url", base + workspace.responsePath("actions", origin));
    payload.putArray("actions").add(action(element, element.node().path("value"), false));
    return payload;
  }

  ObjectNode clickInView(Workspace.Person person, View view, Elements.Element element) {
    ObjectNode payload =
        interaction("block_actions", person, new Workspace.Origin(person.id(), "", null));
    payload.putObject("container").put("type", "view").put("view_id", view.id());
    ObjectNode shown = WebMethods.asSlackShows(view);
    payload.set("view", shown);
    payload.set("state", shown.path("state"));
    payload.putArray("actions").add(action(element, element.node().path("value"), false));
    return payload;
  }

  ObjectNode submission(
      Workspace.Person person, View view, Map<String, Map<String, String>> values) {
    ObjectNode payload =
        interaction("view_submission", person, new Workspace.Origin(person.id(), "", null));
    ObjectNode shown = WebMethods.asSlackShows(view);
    shown.set("state", state(view, values));
    payload.set("view", shown);
    payload.putArray("response_urls");
    return payload;
  }

  private static ObjectNode state(View view, Map<String, Map<String, String>> values) {
    ObjectNode state = Json.object();
    ObjectNode typed = state.putObject("values");
    for (Elements.Element element : Elements.of(view.definition().path("blocks"))) {
      String value = values.getOrDefault(element.blockId(), Map.of()).get(element.actionId());
      switch (element.type()) {
        case "plain_text_input" -> field(typed, element).put("value", value);
        case "timepicker" -> field(typed, element).put("selected_time", value);
        case "datepicker" -> field(typed, element).put("selected_date", value);
        case "users_select" -> field(typed, element).put("selected_user", value);
        case "static_select", "radio_buttons" ->
            field(typed, element).set("selected_option", option(element.node(), value));
        case "checkboxes" -> {
          JsonNode chosen = option(element.node(), value);
          var options = field(typed, element).putArray("selected_options");
          if (chosen != null) {
            options.add(chosen);
          }
        }
        default -> {
          // A button has no state.
        }
      }
    }
    return state;
  }

  private static ObjectNode field(ObjectNode typed, Elements.Element element) {
    return typed
        .withObjectProperty(element.blockId())
        .putObject(element.actionId())
        .put("type", element.type());
  }

  static @Nullable JsonNode option(JsonNode element, @Nullable String value) {
    for (JsonNode option : element.path("options")) {
      if (option.path("value").asText().equals(value)) {
        return option;
      }
    }
    return null;
  }

  private ObjectNode action(Elements.Element element, JsonNode chosen, boolean option) {
    ObjectNode action =
        Json.object().put("action_id", element.actionId()).put("block_id", element.blockId());
    for (String copied : new String[] {"text", "style", "url", "confirm"}) {
      if (element.node().has(copied) && !option) {
        action.set(copied, element.node().path(copied));
      }
    }
    if (option) {
      action.set("selected_option", chosen);
    } else if (!chosen.isMissingNode()) {
      action.set("value", chosen);
    }
    return action.put("type", element.type()).put("action_ts", workspace.nextTs());
  }

  ObjectNode command(
      Workspace.Person person, Workspace.Channel channel, String command, String text) {
    Workspace.Origin origin = new Workspace.Origin(person.id(), channel.id(), null);
    return Json.object()
        .put("token", VERIFICATION_TOKEN)
        .put("team_id", Workspace.TEAM)
        .put("team_domain", "acme")
        .put("channel_id", channel.id())
        .put("channel_name", channel.isPrivate() ? "privategroup" : channel.name())
        .put("user_id", person.id())
        .put("user_name", person.name())
        .put("command", command)
        .put("text", text)
        .put("api_app_id", Workspace.APP)
        .put("is_enterprise_install", "false")
        .put("response_url", base + workspace.responsePath("commands", origin))
        .put("trigger_id", workspace.trigger(origin));
  }

  ObjectNode mention(
      Workspace.Person person, Workspace.Channel channel, String text, @Nullable String threadTs) {
    String said = "<@" + Workspace.BOT_USER + "> " + text;
    String ts = workspace.postForeign(channel, said);
    ObjectNode payload =
        Json.object()
            .put("token", VERIFICATION_TOKEN)
            .put("team_id", Workspace.TEAM)
            .put("context_team_id", Workspace.TEAM)
            .putNull("context_enterprise_id")
            .put("api_app_id", Workspace.APP);
    ObjectNode event =
        payload
            .putObject("event")
            .put("client_msg_id", Workspace.random())
            .put("type", "app_mention")
            .put("text", said)
            .put("user", person.id())
            .put("ts", ts)
            .put("team", Workspace.TEAM);
    if (threadTs != null) {
      event.put("thread_ts", threadTs);
    }
    ObjectNode block =
        event.putArray("blocks").addObject().put("type", "rich_text").put("block_id", "Wq1");
    var elements =
        block
            .putArray("elements")
            .addObject()
            .put("type", "rich_text_section")
            .putArray("elements");
    elements.addObject().put("type", "user").put("user_id", Workspace.BOT_USER);
    elements.addObject().put("type", "text").put("text", " " + text);
    event.put("channel", channel.id()).put("event_ts", ts);
    payload
        .put("type", "event_callback")
        .put("event_id", "Ev" + Workspace.random().substring(0, 10))
        .put("event_time", Instant.now().getEpochSecond());
    payload
        .putArray("authorizations")
        .addObject()
        .putNull("enterprise_id")
        .put("team_id", Workspace.TEAM)
        .put("user_id", Workspace.BOT_USER)
        .put("is_bot", true)
        .put("is_enterprise_install", false);
    return payload.put("is_ext_shared_channel", false).put("event_context", "4-stand-in");
  }

  private ObjectNode interaction(String type, Workspace.Person person, Workspace.Origin origin) {
    ObjectNode payload = Json.object().put("type", type);
    payload.putObject("team").put("id", Workspace.TEAM).put("domain", "acme");
    payload
        .putObject("user")
        .put("id", person.id())
        .put("username", person.name())
        .put("name", person.name())
        .put("team_id", person.team());
    return payload
        .put("api_app_id", Workspace.APP)
        .put("token", VERIFICATION_TOKEN)
        .put("trigger_id", workspace.trigger(origin))
        .putNull("enterprise")
        .put("is_enterprise_install", false);
  }

  private String name(String channel) {
    return workspace.channel(channel).map(Workspace.Channel::name).orElse("unknown");
  }
}
