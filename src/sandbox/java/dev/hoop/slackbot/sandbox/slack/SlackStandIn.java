package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.http.DaemonThreads;
import dev.hoop.slackbot.sandbox.http.FaultPlan;
import dev.hoop.slackbot.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Slack of one workspace on loopback, as strict as the real one, with people in it; thread-safe.
 * What tests and newcomers do as a person fails with an {@link AssertionError} in a person's words
 * when a person could not do it.
 */
public final class SlackStandIn implements AutoCloseable {
  private static final String BOT_TOKEN = "xoxb-stand-in-bot-token";
  private static final String APP_TOKEN = "xapp-1-stand-in-app-token";

  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, DaemonThreads.named("stand-in-slack-timer"));
  private final Workspace workspace = new Workspace();
  private final FaultPlan faults = FaultPlan.byName(SlackFaults.ANY);
  private final RateLimits limits = new RateLimits(workspace);
  private final SocketMode socketMode;
  private final WebApiServer webApi;
  private final InteractionPayloads payloads;
  private final DialogSubmissions dialogs = new DialogSubmissions(workspace);

  private SlackStandIn() throws IOException {
    socketMode = new SocketMode(workspace, timer);
    webApi =
        new WebApiServer(
            workspace,
            new WebMethods(workspace, socketMode),
            faults,
            limits,
            new WebApiServer.Tokens(BOT_TOKEN, APP_TOKEN));
    payloads = new InteractionPayloads(workspace, webApi.baseUrl());
  }

  /** A workspace with nobody in it, reachable when this returns. */
  public static SlackStandIn start() {
    try {
      return new SlackStandIn();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The prefix of all Web API methods, with its slash at the end. */
  public URI apiUrl() {
    return URI.create(webApi.baseUrl() + "/api/");
  }

  /** The one bot token that is valid. */
  public String botToken() {
    return BOT_TOKEN;
  }

  /** The one app token that is valid. */
  public String appToken() {
    return APP_TOKEN;
  }

  /** The bot's own user id. */
  public String botUserId() {
    return Workspace.BOT_USER;
  }

  // The workspace

  /** Adds a person, or changes one; without an e-mail the profile shows none. */
  public void addUser(String id, String name, @Nullable String email) {
    workspace.put(new Workspace.Person(id, name, email, Workspace.TEAM));
  }

  /** Adds a person of another workspace, as there are in shared channels. */
  public void addForeignUser(String id, String name, String team) {
    workspace.put(new Workspace.Person(id, name, null, team));
  }

  /** Adds a channel, or replaces one. */
  public void addChannel(String id, String name, boolean isPrivate, boolean botIsMember) {
    workspace.put(new Workspace.Channel(id, name, isPrivate, botIsMember, false, null));
  }

  /** Makes the bot a member. */
  public void invite(String channel) {
    Workspace.Channel old = channel(channel);
    workspace.put(
        new Workspace.Channel(old.id(), old.name(), old.isPrivate(), true, old.archived(), null));
  }

  /** Removes the bot from the channel. */
  public void kick(String channel) {
    Workspace.Channel old = channel(channel);
    workspace.put(
        new Workspace.Channel(old.id(), old.name(), old.isPrivate(), false, old.archived(), null));
  }

  /** Archives the channel; {@link #addChannel} brings it back. */
  public void archive(String channel) {
    Workspace.Channel old = channel(channel);
    workspace.put(
        new Workspace.Channel(old.id(), old.name(), old.isPrivate(), old.member(), true, null));
  }

  /** The bot's scopes from now on; at first they are those of the app's manifest. */
  public void grantScopes(Set<String> scopes) {
    workspace.grant(scopes);
  }

  /** The bot's scopes as they are. */
  public Set<String> scopes() {
    return workspace.scopes();
  }

  /**
   * How long Slack waits for an ack and a trigger opens a dialog, for what is sent from now on; 3
   * seconds at first. Shorter makes tests of missed deadlines quick.
   */
  public void deadline(Duration deadline) {
    workspace.deadline(deadline);
  }

  // What people see

  /** The bot's messages in a channel in order, deleted ones included; by id or name. */
  public List<Message> messages(String channel) {
    return workspace.messages(channel(channel).id());
  }

  /** The bot's messages to one person. */
  public List<Message> directMessages(String user) {
    return workspace.messages(workspace.directChannel(user).id());
  }

  /** The message as it stands now. */
  public Message current(Message message) {
    return workspace
        .message(message.channel(), message.ts())
        .orElseThrow(() -> new AssertionError("no such message: " + message));
  }

  /** What single people saw in channels, by {@code chat.postEphemeral}. */
  public List<Ephemeral> ephemerals() {
    return workspace.ephemerals();
  }

  /** Answers to commands and clicks. */
  public List<ResponseUrlPost> responses() {
    return workspace.responses();
  }

  /** The dialogs this person has open, the latest last. */
  public List<View> openViews(String user) {
    return workspace.views().stream()
        .filter(View::open)
        .filter(v -> v.user().equals(user))
        .toList();
  }

  /** Every dialog there ever was, as it stands now. */
  public List<View> allViews() {
    return workspace.views();
  }

  /** Every Web API request that arrived, in the order of their ends. */
  public List<ApiCall> allCalls() {
    return workspace.calls();
  }

  /** The requests to one method. */
  public List<ApiCall> calls(String method) {
    return workspace.calls().stream().filter(call -> call.method().equals(method)).toList();
  }

  /** Everything the bot did that Slack refuses or frowns on; empty for a bot without fault. */
  public List<String> complaints() {
    return workspace.complaints();
  }

  /** The envelopes nobody acked within 3 seconds: the person saw a warning. */
  public List<EnvelopeDelivery> unacked() {
    return socketMode.unacked();
  }

  /** The envelopes that found no connection: the person saw a warning. */
  public List<EnvelopeDelivery> undelivered() {
    return socketMode.undelivered();
  }

  /** All that people saw, as text. */
  public String transcript() {
    return SlackTranscript.of(workspace, socketMode);
  }

  /**
   * Waits until {@code look} finds something, looking again after each change of the workspace; an
   * {@link AssertionError} with the transcript when the deadline passes.
   */
  public <T> T await(String whatAPersonWouldSee, Duration deadline, Supplier<Optional<T>> look) {
    return workspace.await(whatAPersonWouldSee, deadline, look, this::transcript);
  }

  // What people do

  /** Presses a button in the message as it stands now. */
  public EnvelopeDelivery click(String user, Message message, String actionId) {
    return click(user, message, actionId, null);
  }

  /** Presses a button in the message as it stands now; the block tells equal buttons apart. */
  public EnvelopeDelivery click(
      String user, Message message, String actionId, @Nullable String blockId) {
    Message now = current(message);
    Elements.Element button = find(visible(now), actionId, blockId, now.words());
    return interact(payloads.click(person(user), now, button));
  }

  /** Chooses an option of an overflow menu or a select in the message as it stands now. */
  public EnvelopeDelivery clickOption(String user, Message message, String actionId, String value) {
    Message now = current(message);
    Elements.Element menu = find(visible(now), actionId, null, now.words());
    JsonNode option = InteractionPayloads.option(menu.node(), value);
    if (option == null) {
      throw new AssertionError("no option " + value + " in " + Json.write(menu.node()));
    }
    return interact(payloads.clickOption(person(user), now, menu, option));
  }

  /**
   * Sends a click that is no longer there to press, as when a person pressed it on a screen that
   * had not caught up: on the version of the message given here.
   */
  public EnvelopeDelivery clickStale(
      String user, Message seen, String actionId, @Nullable String blockId) {
    Elements.Element button = find(seen.blocks(), actionId, blockId, seen.words());
    return interact(payloads.click(person(user), seen, button));
  }

  /** Sends a click on something in a message with a value that it never had. */
  public EnvelopeDelivery clickForged(String user, Message seen, String actionId, String value) {
    Elements.Element pressed = find(seen.blocks(), actionId, null, seen.words());
    return interact(payloads.clickForged(person(user), seen, pressed, value));
  }

  /** Presses a button in a message only this person sees. */
  public EnvelopeDelivery clickInEphemeral(Ephemeral ephemeral, String actionId) {
    Elements.Element button = find(ephemeral.blocks(), actionId, null, ephemeral.words());
    return interact(payloads.clickInEphemeral(person(ephemeral.user()), ephemeral, button));
  }

  /** Presses a button in an open dialog. */
  public EnvelopeDelivery clickInView(String user, View view, String actionId) {
    View now = openNow(view);
    Elements.Element button = find(now.definition().path("blocks"), actionId, null, now.words());
    return interact(payloads.clickInView(person(user), now, button));
  }

  /**
   * Submits a dialog with values by block id and action id. It closes, unless the ack says
   * otherwise; errors in the ack can be read in {@link View#errors}.
   */
  public EnvelopeDelivery submitView(
      String user, View view, Map<String, Map<String, String>> values) {
    View now = openNow(view);
    DialogSubmissions.checkInClient(now, values);
    return socketMode.deliver(
        "interactive",
        payloads.submission(person(user), now, values),
        true,
        0,
        ack -> dialogs.afterSubmission(now, ack));
  }

  /** Closes a dialog without submitting it; the bot hears nothing of it. */
  public void cancelView(View view) {
    dialogs.close(openNow(view));
  }

  /** Types a slash command; an answer within the ack can be read in {@link #responses}. */
  public EnvelopeDelivery slashCommand(String user, String channel, String command, String text) {
    Workspace.Channel where = channel(channel);
    return socketMode.deliver(
        "slash_commands",
        payloads.command(person(user), where, command, text),
        true,
        0,
        ack -> afterCommand(user, where, ack));
  }

  /** Mentions the bot in a channel it is a member of. */
  public EnvelopeDelivery mention(String user, String channel, String text) {
    return mention(user, channel, text, null);
  }

  /** Mentions the bot in a thread of a channel it is a member of. */
  public EnvelopeDelivery mention(
      String user, String channel, String text, @Nullable String threadTs) {
    Workspace.Channel where = channel(channel);
    if (!where.member()) {
      throw new AssertionError("the bot is not in #" + where.name() + ", so it hears nothing");
    }
    return socketMode.deliver(
        "events_api", payloads.mention(person(user), where, text, threadTs), false, 0, ack -> {});
  }

  /** Delivers an event again, as Slack does when it saw no ack: same event, new envelope. */
  public EnvelopeDelivery redeliver(EnvelopeDelivery event, int attempt) {
    return socketMode.deliver(event.type(), event.payload(), false, attempt, ack -> {});
  }

  /** Sends an envelope with any payload. */
  public EnvelopeDelivery sendEnvelope(String type, JsonNode payload) {
    return socketMode.deliver(type, payload, false, 0, ack -> {});
  }

  /** Sends any text as a frame on the next connection; false when there is none. */
  public boolean sendRaw(String frame) {
    return socketMode.sendRaw(frame);
  }

  // What Slack and the network do

  /** The connections Slack takes for open; a frozen one is until the bot gives it up. */
  public int connectionCount() {
    return socketMode.connectionCount();
  }

  /** How long a connection told to leave stays open; half a second at first. */
  public void graceOnRefresh(Duration grace) {
    socketMode.grace(grace);
  }

  /** Tells the oldest connection to leave and closes it after the grace; its number, 0 if none. */
  public int refresh() {
    return socketMode.refresh();
  }

  /** Warns every connection that it will soon be told to leave. */
  public void warn() {
    socketMode.warn();
  }

  /** Switches Socket Mode off: tells and closes every connection, and opens none. */
  public void disableSocketMode() {
    socketMode.disable();
  }

  /** Switches Socket Mode on again. */
  public void enableSocketMode() {
    socketMode.enable();
  }

  /** Resets every WebSocket connection without a close frame. */
  public void cutSockets() {
    socketMode.proxy().cut();
  }

  /**
   * Makes the present WebSocket connections half-open: they look open on both sides and carry
   * nothing, no pong either, until the bot closes them. New ones are sound.
   */
  public void freezeSockets() {
    socketMode.proxy().freeze();
  }

  /** The WebSocket port refuses connections, and the present ones are reset. */
  public void socketsDown() {
    socketMode.proxy().down();
  }

  /** Undoes {@link #socketsDown}. */
  public void socketsUp() {
    up(socketMode.proxy());
  }

  /** The Web API refuses connections, and the present ones are reset. */
  public void down() {
    webApi.proxy().down();
  }

  /** Undoes {@link #down}. */
  public void up() {
    up(webApi.proxy());
  }

  /** The faults that the Web API shows; {@link SlackFaults} names their patterns. */
  public FaultPlan faults() {
    return faults;
  }

  /** From now on Slack's pacing is enforced, or no longer; every bucket is full at first. */
  public void enforceRateLimits(boolean on) {
    limits.enforce(on);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    webApi.close();
    socketMode.close();
  }

  private static void up(TcpProxy proxy) {
    try {
      proxy.up();
    } catch (IOException e) {
      throw new UncheckedIOException("the port is no longer free", e);
    }
  }

  private EnvelopeDelivery interact(JsonNode payload) {
    return socketMode.deliver("interactive", payload, false, 0, ack -> {});
  }

  private Workspace.Person person(String id) {
    return workspace.person(id).orElseThrow(() -> new AssertionError("nobody has the id " + id));
  }

  private Workspace.Channel channel(String idOrName) {
    return workspace
        .channel(idOrName)
        .orElseThrow(() -> new AssertionError("there is no channel " + idOrName));
  }

  private View openNow(View view) {
    return workspace
        .view(view.id())
        .filter(View::open)
        .orElseThrow(() -> new AssertionError("the dialog is closed: " + view.title()));
  }

  private static JsonNode visible(Message message) {
    if (message.deleted()) {
      throw new AssertionError("the message was deleted: " + message.words());
    }
    return message.blocks();
  }

  private static Elements.Element find(
      JsonNode blocks, String actionId, @Nullable String blockId, String words) {
    return Elements.of(blocks).stream()
        .filter(element -> element.actionId().equals(actionId))
        .filter(element -> blockId == null || element.blockId().equals(blockId))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "nothing to press with action "
                        + actionId
                        + (blockId == null ? "" : " in block " + blockId)
                        + ", there are "
                        + Elements.of(blocks).stream()
                            .map(one -> one.blockId() + "/" + one.actionId())
                            .toList()
                        + " in:\n"
                        + words));
  }

  private void afterCommand(String user, Workspace.Channel channel, ReceivedAck ack) {
    JsonNode payload = ack.payload();
    if (payload == null || (!payload.has("text") && !payload.has("blocks"))) {
      return;
    }
    try {
      workspace.respond(
          new ResponseUrlPost(
              user,
              channel.id(),
              payload.path("text").asText(),
              WebMethods.checkedBlocks(payload.get("blocks")),
              payload.path("response_type").asText("ephemeral"),
              false,
              false,
              true,
              "",
              System.nanoTime()));
    } catch (ApiRefusal refusal) {
      workspace.complain("ack of a command refused: " + refusal.getMessage());
    }
  }
}
