package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
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
    ObjectNode container =
        payload
            .putObject("container")
            .put("type", "message")
            .put("message_ts", message.ts())
            .put("channel_id", message.channel())
            .put("is_ephemeral", false);
    if (message.threadTs() != null) {
      container.put("thread_ts", message.threadTs());
    }
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
    return inView(person, view, action(element, element.node().path("value"), false));
  }

  /** The value was entered in the view before. */
  ObjectNode changeInView(Workspace.Person person, View view, Elements.Element element) {
    ObjectNode action =
        Json.object()
            .put("type", element.type())
            .put("action_id", element.actionId())
            .put("block_id", element.blockId());
    InputState.choose(action, element, view.enteredIn(element));
    return inView(person, view, action.put("action_ts", workspace.nextTs()));
  }

  private ObjectNode inView(Workspace.Person person, View view, ObjectNode action) {
    ObjectNode payload =
        interaction("block_actions", person, new Workspace.Origin(person.id(), "", null));
    payload.putObject("container").put("type", "view").put("view_id", view.id());
    ObjectNode shown = shown(person, view);
    payload.set("view", shown);
    payload.set("state", shown.path("state"));
    payload.putArray("actions").add(action);
    return payload;
  }

  /**
   * In a submission {@code team} and {@code enterprise} are the person's, while every other
   * interaction has those of the installation (bolt-js issue 1614).
   */
  ObjectNode submission(Workspace.Person person, View view) {
    ObjectNode payload =
        interaction("view_submission", person, new Workspace.Origin(person.id(), "", null));
    if (workspace.isExternal(person)) {
      payload.set("team", team(person));
      payload.set(
          "enterprise",
          person.enterprise() == null
              ? NullNode.getInstance()
              : Json.object().put("id", person.enterprise()).put("name", "Other"));
    }
    payload.set("view", shown(person, view));
    payload.putArray("response_urls");
    return payload;
  }

  /** {@code view.team_id} is the person's, {@code app_installed_team_id} the installation's. */
  private ObjectNode shown(Workspace.Person person, View view) {
    ObjectNode shown = WebMethods.asSlackShows(view);
    if (person.team().startsWith("T")) {
      shown.put("team_id", person.team());
    }
    shown.set("state", InputState.of(view, workspace.initialValuesLost()));
    return shown;
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

  /** A slash command that was typed in the given workspace. */
  ObjectNode command(
      Workspace.Person person,
      Workspace.Channel channel,
      String typedIn,
      String command,
      String text) {
    Workspace.Origin origin = new Workspace.Origin(person.id(), channel.id(), null);
    ObjectNode payload =
        Json.object()
            .put("token", VERIFICATION_TOKEN)
            .put("team_id", typedIn)
            .put("team_domain", domain(typedIn))
            .put("channel_id", channel.id())
            .put("channel_name", channel.isPrivate() ? "privategroup" : channel.name())
            .put("user_id", person.id())
            .put("user_name", person.name())
            .put("command", command)
            .put("text", text)
            .put("api_app_id", Workspace.APP)
            .put("is_enterprise_install", Boolean.toString(workspace.orgWide()))
            .put("response_url", base + workspace.responsePath("commands", origin))
            .put("trigger_id", workspace.trigger(origin));
    if (!workspace.isExternal(person)) {
      workspace
          .grid()
          .ifPresent(
              grid -> payload.put("enterprise_id", grid.id()).put("enterprise_name", grid.name()));
    } else if (person.enterprise() != null) {
      payload.put("enterprise_id", person.enterprise()).put("enterprise_name", "Other");
    }
    return payload;
  }

  ObjectNode mention(
      Workspace.Person person, Workspace.Channel channel, String text, @Nullable String threadTs) {
    String said = "<@" + Workspace.BOT_USER + "> " + text;
    String ts = workspace.postForeign(channel, said, threadTs);
    String grid = workspace.grid().map(EnterpriseGrid::id).orElse(null);
    boolean external = workspace.isExternal(person);
    ObjectNode payload =
        Json.object()
            .put("token", VERIFICATION_TOKEN)
            .put("team_id", Workspace.TEAM)
            .put("context_team_id", Workspace.TEAM)
            .put("context_enterprise_id", grid)
            .put("api_app_id", Workspace.APP);
    if (grid != null) {
      payload.put("enterprise_id", grid);
    }
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
    authorsTeam(payload, event, person);
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
        .put("enterprise_id", grid)
        .put("team_id", workspace.orgWide() ? null : Workspace.TEAM)
        .put("user_id", Workspace.BOT_USER)
        .put("is_bot", true)
        .put("is_enterprise_install", workspace.orgWide());
    return payload.put("is_ext_shared_channel", external).put("event_context", "4-stand-in");
  }

  /**
   * Says where the author is at home. The samples in bolt-python's {@code test_internals.py} have
   * it in {@code user_team}, {@code source_team} and {@code user_profile.team}, as the id of the
   * organisation where there is one, while {@code team} is the installation's. Whoever asked in
   * bolt-python issue 1107 found it in {@code team}.
   */
  private void authorsTeam(ObjectNode payload, ObjectNode event, Workspace.Person person) {
    String home = person.team();
    if (home.equals(Workspace.TEAM)) {
      return;
    }
    if (workspace.isExternal(person) && person.enterprise() != null) {
      home = person.enterprise();
    }
    if (workspace.isExternal(person) && workspace.authorsTeamInTeam()) {
      payload.put("team_id", person.team());
      event.put("team", person.team());
    } else {
      event.put("user_team", home).put("source_team", home);
      event.putObject("user_profile").put("team", home);
    }
  }

  private ObjectNode interaction(String type, Workspace.Person person, Workspace.Origin origin) {
    ObjectNode payload = Json.object().put("type", type);
    Optional<EnterpriseGrid> grid = workspace.grid();
    payload.set("team", workspace.orgWide() ? NullNode.getInstance() : installedIn());
    payload
        .putObject("user")
        .put("id", person.id())
        .put("username", person.name())
        .put("name", person.name())
        .put("team_id", person.team());
    payload
        .put("api_app_id", Workspace.APP)
        .put("token", VERIFICATION_TOKEN)
        .put("trigger_id", workspace.trigger(origin));
    payload.set(
        "enterprise",
        grid.<JsonNode>map(one -> Json.object().put("id", one.id()).put("name", one.name()))
            .orElse(NullNode.getInstance()));
    return payload.put("is_enterprise_install", workspace.orgWide());
  }

  private ObjectNode installedIn() {
    ObjectNode team = Json.object().put("id", Workspace.TEAM).put("domain", domain(Workspace.TEAM));
    workspace
        .grid()
        .ifPresent(
            grid -> team.put("enterprise_id", grid.id()).put("enterprise_name", grid.name()));
    return team;
  }

  private static ObjectNode team(Workspace.Person person) {
    ObjectNode team = Json.object().put("id", person.team()).put("domain", domain(person.team()));
    if (person.enterprise() != null) {
      team.put("enterprise_id", person.enterprise()).put("enterprise_name", "Other");
    }
    return team;
  }

  private static String domain(String team) {
    return team.equals(Workspace.TEAM) ? "acme" : team.toLowerCase(Locale.ROOT);
  }

  private String name(String channel) {
    return workspace.channel(channel).map(Workspace.Channel::name).orElse("unknown");
  }
}
