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
 * A stand-in for Slack with one workspace, on loopback; thread-safe. A method that acts as a user
 * throws an {@link AssertionError} when a user could not do that in Slack.
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

  /** Starts a workspace without users; it is reachable when this returns. */
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

  // Setting up the workspace

  /** Adds a user, or changes one; without an e-mail the profile shows none. */
  public void addUser(String id, String name, @Nullable String email) {
    workspace.put(new Workspace.Person(id, name, email, Workspace.TEAM));
  }

  /** Adds a user of another workspace, as there are in shared channels. */
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

  /** The bot's present scopes. */
  public Set<String> scopes() {
    return workspace.scopes();
  }

  /**
   * Sets how long Slack waits for an ack, for envelopes sent from now on, and how long a trigger
   * can open a dialog. It is 3 seconds at first; tests of missed deadlines shorten it.
   */
  public void deadline(Duration deadline) {
    workspace.deadline(deadline);
  }

  // What users see

  /** The bot's messages in a channel in order, deleted ones included; by id or name. */
  public List<Message> messages(String channel) {
    return workspace.messages(channel(channel).id());
  }

  /** The bot's direct messages to one user. */
  public List<Message> directMessages(String user) {
    return workspace.messages(workspace.directChannel(user).id());
  }

  /** The present state of the message. */
  public Message current(Message message) {
    return workspace
        .message(message.channel(), message.ts())
        .orElseThrow(() -> new AssertionError("no such message: " + message));
  }

  /** The ephemeral messages, sent by {@code chat.postEphemeral}. */
  public List<Ephemeral> ephemerals() {
    return workspace.ephemerals();
  }

  /** Answers to commands and clicks. */
  public List<ResponseUrlPost> responses() {
    return workspace.responses();
  }

  /** The open dialogs of this user, the latest last. */
  public List<View> openViews(String user) {
    return workspace.views().stream()
        .filter(View::open)
        .filter(v -> v.user().equals(user))
        .toList();
  }

  /** The present state of every dialog, closed ones included. */
  public List<View> allViews() {
    return workspace.views();
  }

  /** Every request to the Web API or a response address, in the order in which they were logged. */
  public List<ApiCall> allCalls() {
    return workspace.calls();
  }

  /** The requests to one method. */
  public List<ApiCall> calls(String method) {
    return workspace.calls().stream().filter(call -> call.method().equals(method)).toList();
  }

  /** Everything the bot did that Slack refuses or advises against; empty for a correct bot. */
  public List<String> complaints() {
    return workspace.complaints();
  }

  /** The envelopes that were not acked within the deadline: the user saw a warning. */
  public List<EnvelopeDelivery> unacked() {
    return socketMode.unacked();
  }

  /**
   * The envelopes that could not be sent, since there was no connection: the user saw a warning.
   */
  public List<EnvelopeDelivery> undelivered() {
    return socketMode.undelivered();
  }

  /** What users saw and the last requests, as text. */
  public String transcript() {
    return SlackTranscript.of(workspace, socketMode);
  }

  /**
   * Waits until {@code look} finds something, and calls it again after each change of the
   * workspace. Throws an {@link AssertionError} with the transcript when the deadline has passed.
   */
  public <T> T await(String whatAPersonWouldSee, Duration deadline, Supplier<Optional<T>> look) {
    return workspace.await(whatAPersonWouldSee, deadline, look, this::transcript);
  }

  // Acting as a user

  /** Presses a button in the present state of the message. */
  public EnvelopeDelivery click(String user, Message message, String actionId) {
    return click(user, message, actionId, null);
  }

  /**
   * Presses a button in the present state of the message; the block id selects one of equal
   * buttons.
   */
  public EnvelopeDelivery click(
      String user, Message message, String actionId, @Nullable String blockId) {
    Message now = current(message);
    Elements.Element button = find(visible(now), actionId, blockId, now.words());
    return interact(payloads.click(person(user), now, button));
  }

  /** Chooses an option of an overflow menu or a select in the present state of the message. */
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
   * Presses a button in the version of the message given here, as a user does whose client still
   * shows an old version.
   */
  public EnvelopeDelivery clickStale(
      String user, Message seen, String actionId, @Nullable String blockId) {
    Elements.Element button = find(seen.blocks(), actionId, blockId, seen.words());
    return interact(payloads.click(person(user), seen, button));
  }

  /** Sends a click with a value that the element never had. */
  public EnvelopeDelivery clickForged(String user, Message seen, String actionId, String value) {
    Elements.Element pressed = find(seen.blocks(), actionId, null, seen.words());
    return interact(payloads.clickForged(person(user), seen, pressed, value));
  }

  /** Presses a button in an ephemeral message. */
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
   * Submits a dialog with values by block id and action id. The dialog closes, unless the ack says
   * otherwise; {@link View#errors} has the errors of the ack.
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

  /** Closes a dialog without submitting it; the bot is not notified. */
  public void cancelView(View view) {
    dialogs.close(openNow(view));
  }

  /** Sends a slash command; an answer in its ack is in {@link #responses}. */
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

  /** Delivers an event again, as Slack does without an ack: same event, new envelope. */
  public EnvelopeDelivery redeliver(EnvelopeDelivery event, int attempt) {
    return socketMode.deliver(event.type(), event.payload(), false, attempt, ack -> {});
  }

  /** Sends an envelope with any payload. */
  public EnvelopeDelivery sendEnvelope(String type, JsonNode payload) {
    return socketMode.deliver(type, payload, false, 0, ack -> {});
  }

  /** Sends any text as a frame on the next connection; false when it could not be sent. */
  public boolean sendRaw(String frame) {
    return socketMode.sendRaw(frame);
  }

  // What Slack and the network do

  /**
   * The number of connections that Slack counts as open; a frozen one counts until the bot closes
   * it.
   */
  public int connectionCount() {
    return socketMode.connectionCount();
  }

  /** Sets how long a connection stays open after its disconnect request; half a second at first. */
  public void graceOnRefresh(Duration grace) {
    socketMode.grace(grace);
  }

  /**
   * Sends a disconnect request on the oldest connection, and closes it after the grace period.
   * Returns its number, 0 if there is none.
   */
  public int refresh() {
    return socketMode.refresh();
  }

  /** Warns on every connection that a disconnect request follows soon. */
  public void warn() {
    socketMode.warn();
  }

  /**
   * Switches Socket Mode off: closes every connection after a disconnect request, and accepts no
   * new one.
   */
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
   * Makes the present WebSocket connections half-open: both sides see them as open, but no data
   * passes, not even a pong, until the bot closes them. New connections work.
   */
  public void freezeSockets() {
    socketMode.proxy().freeze();
  }

  /** Makes the WebSocket port refuse connections, and resets the present ones. */
  public void socketsDown() {
    socketMode.proxy().down();
  }

  /** Undoes {@link #socketsDown}. */
  public void socketsUp() {
    up(socketMode.proxy());
  }

  /** Makes the Web API refuse connections, and resets the present ones. */
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

  /** Switches Slack's rate limits on or off; they are off at first. Every bucket is then full. */
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
