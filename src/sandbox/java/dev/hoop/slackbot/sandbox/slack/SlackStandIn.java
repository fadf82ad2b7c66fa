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
    workspace.put(new Workspace.Person(id, name, email, Workspace.TEAM, null, false));
  }

  /**
   * Puts the workspace into an organisation, with its app installed as {@link EnterpriseGrid} says.
   * Without it the workspace stands alone.
   */
  public void joinGrid(EnterpriseGrid grid) {
    workspace.grid(grid);
  }

  /**
   * Adds a user of the organisation that Slack counts to another of its workspaces, or to the
   * organisation itself: {@code team} is what their interactions have in {@code user.team_id}.
   */
  public void addGridUser(String id, String name, @Nullable String email, String team) {
    String grid =
        workspace
            .grid()
            .map(EnterpriseGrid::id)
            .orElseThrow(() -> new AssertionError("the workspace is in no organisation"));
    if (team.startsWith("E") && !team.equals(grid)) {
      throw new AssertionError(team + " is not the organisation of the workspace");
    }
    workspace.put(new Workspace.Person(id, name, email, team, grid, false));
  }

  /** Adds a user of another company's workspace, as there are in shared channels. */
  public void addForeignUser(String id, String name, String team) {
    workspace.put(new Workspace.Person(id, name, null, team, null, false));
  }

  /** The same for a workspace of another Enterprise Grid organisation. */
  public void addForeignUser(String id, String name, String team, String enterprise) {
    workspace.put(new Workspace.Person(id, name, null, team, enterprise, false));
  }

  /**
   * Deactivates the account. Direct messages to it are accepted and nobody sees them
   * (python-slack-sdk issue 1156); {@code conversations.open} answers {@code user_disabled}, {@code
   * users.info} has {@code deleted}. Unverified: an ephemeral message is refused with {@code
   * user_not_in_channel}.
   */
  public void deactivate(String user) {
    workspace.put(person(user).asDeactivated());
  }

  /**
   * Whether the user's client is open; it is at first. Slack accepts an ephemeral message to
   * somebody who is away and shows it to nobody
   * (docs.slack.dev/reference/methods/chat.postEphemeral). Unverified: the same holds for an answer
   * at a response address.
   */
  public void away(String user, boolean isAway) {
    workspace.away(person(user).id(), isAway);
  }

  /** Reloads the user's client: their ephemeral messages are gone, as the same page says. */
  public void reload(String user) {
    workspace.reload(person(user).id());
  }

  /**
   * Whether an ephemeral message in a thread without any reply is shown to nobody: "Ephemeral
   * messages in threads are only shown if there is already an active thread"
   * (docs.slack.dev/reference/methods/chat.postEphemeral). It is shown at first.
   */
  public void hideEphemeralsInThreadsWithoutReplies(boolean on) {
    workspace.deadThreadsHideEphemerals(on);
  }

  /**
   * Whether the app's Messages Tab is on; it is at first. While it is off, {@code chat.postMessage}
   * to a person answers {@code messages_tab_disabled} (PostHog/posthog pull request 58962; the
   * error is in the table of docs.slack.dev/reference/methods/chat.appendStream). Unverified: an
   * older direct message can still be updated.
   */
  public void messagesTab(boolean on) {
    workspace.messagesTab(on);
  }

  /**
   * Whether the mention of an external author has their team in {@code team} of the envelope's
   * event and in {@code team_id} of the envelope, and no {@code user_team}; {@code context_team_id}
   * and the authorization are still the installation's. That is so in the samples of other events
   * in bolt-python, and bolt-python issue 1107 has seen it in mentions. At first it is not so.
   */
  public void sendAuthorsTeamAsTeam(boolean on) {
    workspace.authorsTeamInTeam(on);
  }

  /**
   * Whether inputs with an initial value that nobody has touched come back empty after the dialog
   * was updated (bolt-js issue 1258, bolt-python issue 572); at first they do not.
   */
  public void loseInitialValuesOnUpdate(boolean on) {
    workspace.initialValuesLost(on);
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

  /** The bot's direct messages that this user can see. */
  public List<Message> directMessages(String user) {
    return workspace.messages(workspace.directChannel(user).id());
  }

  /** The present state of the message. */
  public Message current(Message message) {
    return workspace
        .message(message.channel(), message.ts())
        .orElseThrow(() -> new AssertionError("no such message: " + message));
  }

  /** The bot's messages that Slack accepted and that nobody ever sees. */
  public List<Message> unseenMessages() {
    return workspace.unseenMessages();
  }

  /** Everybody whom a message of the bot has pinged, in the order in which they were posted. */
  public List<Ping> pings() {
    return workspace.allMessages().stream().flatMap(message -> Ping.of(message).stream()).toList();
  }

  /** Whether an earlier message, wherever it stands, was posted with the same metadata. */
  public boolean isCopy(Message message) {
    JsonNode metadata = postedMetadata(message);
    return metadata != null
        && workspace.allMessages().stream()
            .takeWhile(
                one -> !one.ts().equals(message.ts()) || !one.channel().equals(message.channel()))
            .anyMatch(one -> metadata.equals(postedMetadata(one)));
  }

  /** The ephemeral messages, sent by {@code chat.postEphemeral}, that can be seen now. */
  public List<Ephemeral> ephemerals() {
    return workspace.ephemerals();
  }

  /** The ephemeral messages that were never seen or that a reload has removed. */
  public List<Ephemeral> unseenEphemerals() {
    return workspace.unseenEphemerals();
  }

  /** Answers to commands and clicks that can be seen now. */
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
    return clickOption(user, message, actionId, null, value);
  }

  /** The same in the menu of one block, where several have one. */
  public EnvelopeDelivery clickOption(
      String user, Message message, String actionId, @Nullable String blockId, String value) {
    Message now = current(message);
    Elements.Element menu = find(visible(now), actionId, blockId, now.words());
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
    if (workspace.ephemerals().stream().noneMatch(one -> one.ts().equals(ephemeral.ts()))) {
      throw new AssertionError("nobody sees the ephemeral message: " + ephemeral.words());
    }
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
   * Enters a value in an input of an open dialog that dispatches its changes; an input that does
   * not gets its value in {@link #submitView}.
   */
  public EnvelopeDelivery changeInput(String user, View view, String actionId, String value) {
    View now = openNow(view);
    JsonNode blocks = now.definition().path("blocks");
    Elements.Element input = find(blocks, actionId, null, now.words());
    for (JsonNode block : blocks) {
      if (block.path("block_id").asText().equals(input.blockId())
          && block.path("type").asText().equals("input")
          && !block.path("dispatch_action").asBoolean()) {
        throw new AssertionError("Slack sends nothing when " + actionId + " changes");
      }
    }
    View changed = now.withEntered(Map.of(input.blockId(), Map.of(actionId, value)));
    workspace.put(changed);
    return interact(payloads.changeInView(person(user), changed, input));
  }

  /**
   * Submits a dialog with values by block id and action id; every other input keeps what it has.
   * The dialog closes, unless the ack says otherwise; {@link View#errors} has the errors of the
   * ack.
   */
  public EnvelopeDelivery submitView(
      String user, View view, Map<String, Map<String, String>> values) {
    View now = openNow(view).withEntered(values);
    DialogSubmissions.checkInClient(now);
    workspace.put(now);
    return socketMode.deliver(
        "interactive",
        payloads.submission(person(user), now),
        true,
        0,
        ack -> dialogs.afterSubmission(now, ack));
  }

  /** Closes a dialog without submitting it; the bot is not notified. */
  public void cancelView(View view) {
    dialogs.close(openNow(view));
  }

  /**
   * Sends a slash command; an answer in its ack is in {@link #responses}. An external user types it
   * in their own workspace, everybody else in the one of the bot.
   */
  public EnvelopeDelivery slashCommand(String user, String channel, String command, String text) {
    Workspace.Person person = person(user);
    String typedIn = workspace.isExternal(person) ? person.team() : Workspace.TEAM;
    return slashCommand(user, channel, command, text, typedIn);
  }

  /** Sends a slash command that was typed in this workspace of the organisation. */
  public EnvelopeDelivery slashCommand(
      String user, String channel, String command, String text, String typedIn) {
    Workspace.Channel where = channel(channel);
    return socketMode.deliver(
        "slash_commands",
        payloads.command(person(user), where, typedIn, command, text),
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
    Workspace.Person person =
        workspace.person(id).orElseThrow(() -> new AssertionError("nobody has the id " + id));
    if (person.deactivated()) {
      throw new AssertionError(person.name() + " is deactivated");
    }
    return person;
  }

  private static @Nullable JsonNode postedMetadata(Message message) {
    return message.versions().get(0).metadata();
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
