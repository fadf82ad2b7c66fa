package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.sandbox.http.Awaitable;
import dev.hoop.slackbot.sandbox.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The users, channels, messages and logged requests; thread-safe. Every change that a test can wait
 * for is signalled.
 */
final class Workspace implements Awaitable {

  private static final Duration LONGEST_WAIT = Duration.ofMillis(25);
  static final String TEAM = "T0001ABCD";
  static final String BOT_USER = "U0HOOPBOT1";
  static final String BOT = "B0HOOPBOT1";
  static final String APP = "A01234567";

  private static final long RESPONSE_NANOS = Duration.ofMinutes(30).toNanos();
  private static final int RESPONSE_USES = 5;

  /**
   * {@code team} is what Slack says in {@code user.team_id}: a workspace, or the organisation.
   * {@code enterprise} is the id of the person's organisation if it is known.
   */
  record Person(
      String id,
      String name,
      @Nullable String email,
      String team,
      @Nullable String enterprise,
      boolean deactivated) {
    Person asDeactivated() {
      return new Person(id, name, email, team, enterprise, true);
    }
  }

  record Channel(
      String id,
      String name,
      boolean isPrivate,
      boolean member,
      boolean archived,
      @Nullable String dmOf) {}

  /** The click or command that a trigger or response address belongs to. */
  record Origin(String user, String channel, @Nullable String messageTs) {}

  private static final class Post {
    final String ts;
    final String channel;
    final @Nullable String threadTs;
    final long at = System.nanoTime();
    final List<Message.Version> versions = new ArrayList<>();
    boolean deleted;
    boolean foreign;
    boolean unseen;

    Post(String channel, String ts, @Nullable String threadTs) {
      this.ts = ts;
      this.channel = channel;
      this.threadTs = threadTs;
    }

    Message seen() {
      Message.Version last = versions.get(versions.size() - 1);
      return new Message(
          ts,
          channel,
          last.text(),
          last.blocks(),
          last.metadata(),
          threadTs,
          versions,
          deleted,
          at);
    }
  }

  private static final class Permit {
    final Origin origin;
    final long at = System.nanoTime();
    int uses;

    Permit(Origin origin) {
      this.origin = origin;
    }
  }

  @GuardedBy("this")
  private final Map<String, Person> people = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<String, Channel> channels = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<String, Post> posts = new LinkedHashMap<>();

  @GuardedBy("this")
  private final List<Ephemeral> ephemerals = new ArrayList<>();

  @GuardedBy("this")
  private final Set<String> unseen = new HashSet<>();

  @GuardedBy("this")
  private final Set<String> away = new HashSet<>();

  @GuardedBy("this")
  private final List<ResponseUrlPost> responses = new ArrayList<>();

  @GuardedBy("this")
  private final Set<ResponseUrlPost> unseenResponses = new HashSet<>();

  @GuardedBy("this")
  private final Map<String, View> views = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<String, Permit> triggers = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<String, Permit> responseUrls = new LinkedHashMap<>();

  @GuardedBy("this")
  private final List<ApiCall> calls = new ArrayList<>();

  @GuardedBy("this")
  private final List<String> complaints = new ArrayList<>();

  @GuardedBy("this")
  private Set<String> scopes =
      new LinkedHashSet<>(
          List.of(
              "app_mentions:read",
              "channels:read",
              "chat:write",
              "commands",
              "im:write",
              "channels:manage",
              "groups:write",
              "mpim:write"));

  @GuardedBy("this")
  private long deadline = Duration.ofSeconds(3).toNanos();

  @GuardedBy("this")
  private long lastTs;

  @GuardedBy("this")
  private long changes;

  @GuardedBy("this")
  private @Nullable EnterpriseGrid grid;

  @GuardedBy("this")
  private boolean messagesTab = true;

  @GuardedBy("this")
  private boolean initialValuesLost;

  @GuardedBy("this")
  private boolean deadThreadsHideEphemerals;

  @GuardedBy("this")
  private boolean authorsTeamInTeam;

  synchronized Optional<EnterpriseGrid> grid() {
    return Optional.ofNullable(grid);
  }

  synchronized void grid(EnterpriseGrid organisation) {
    grid = organisation;
  }

  /** Whether the app is installed for a whole organisation. */
  boolean orgWide() {
    return grid().filter(EnterpriseGrid::orgWide).isPresent();
  }

  /** Whether the person is neither of this workspace nor of its organisation. */
  boolean isExternal(Person person) {
    return !person.team().equals(TEAM)
        && grid().filter(one -> one.id().equals(person.enterprise())).isEmpty();
  }

  synchronized boolean messagesTab() {
    return messagesTab;
  }

  synchronized void messagesTab(boolean on) {
    messagesTab = on;
  }

  synchronized boolean initialValuesLost() {
    return initialValuesLost;
  }

  synchronized void initialValuesLost(boolean on) {
    initialValuesLost = on;
  }

  synchronized boolean authorsTeamInTeam() {
    return authorsTeamInTeam;
  }

  synchronized void authorsTeamInTeam(boolean on) {
    authorsTeamInTeam = on;
  }

  synchronized void deadThreadsHideEphemerals(boolean on) {
    deadThreadsHideEphemerals = on;
  }

  synchronized void away(String user, boolean isAway) {
    if (isAway) {
      away.add(user);
    } else {
      away.remove(user);
    }
  }

  /** Takes every ephemeral message from the user's screen. */
  synchronized void reload(String user) {
    for (Ephemeral ephemeral : ephemerals) {
      if (ephemeral.user().equals(user)) {
        unseen.add(ephemeral.ts());
      }
    }
    for (ResponseUrlPost response : responses) {
      if (response.user().equals(user) && response.isEphemeral()) {
        unseenResponses.add(response);
      }
    }
    changed();
  }

  /** How long a trigger is valid and an envelope may wait for its ack. */
  synchronized void deadline(Duration newDeadline) {
    deadline = newDeadline.toNanos();
  }

  synchronized long deadlineNanos() {
    return deadline;
  }

  synchronized void changed() {
    changes++;
    notifyAll();
  }

  synchronized void put(Person person) {
    people.put(person.id(), person);
    changed();
  }

  synchronized void put(Channel channel) {
    channels.put(channel.id(), channel);
    changed();
  }

  synchronized Optional<Person> person(String id) {
    return Optional.ofNullable(people.get(id));
  }

  synchronized List<Person> people() {
    return List.copyOf(people.values());
  }

  synchronized Optional<Channel> channel(String idOrName) {
    Channel byId = channels.get(idOrName);
    if (byId != null) {
      return Optional.of(byId);
    }
    String name = idOrName.startsWith("#") ? idOrName.substring(1) : idOrName;
    return channels.values().stream()
        .filter(channel -> channel.dmOf() == null && channel.name().equals(name))
        .findFirst();
  }

  synchronized Collection<Channel> channels() {
    return List.copyOf(channels.values());
  }

  synchronized Channel directChannel(String user) {
    // W0ANN and U0ANN are two people.
    String id = "D" + (user.startsWith("U") ? user.substring(1) : user);
    return channels.computeIfAbsent(
        id, any -> new Channel(id, "directmessage", true, true, false, user));
  }

  synchronized Set<String> scopes() {
    return new LinkedHashSet<>(scopes);
  }

  synchronized void grant(Set<String> granted) {
    scopes = new LinkedHashSet<>(granted);
  }

  /** A timestamp that no message has yet. */
  synchronized String nextTs() {
    Instant now = Instant.now();
    lastTs = Math.max(lastTs + 1, now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
    return String.format("%d.%06d", lastTs / 1_000_000, lastTs % 1_000_000);
  }

  synchronized Message post(
      Channel channel,
      String text,
      JsonNode blocks,
      @Nullable JsonNode metadata,
      @Nullable String threadTs) {
    Post post = new Post(channel.id(), nextTs(), threadTs);
    post.unseen = channel.dmOf() != null && isDeactivated(channel.dmOf());
    post.versions.add(new Message.Version(text, blocks, metadata, System.nanoTime()));
    posts.put(channel.id() + ":" + post.ts, post);
    changed();
    return post.seen();
  }

  synchronized Optional<Message> message(String channel, String ts) {
    return Optional.ofNullable(posts.get(channel + ":" + ts)).map(Post::seen);
  }

  /**
   * A message of another author: the bot cannot change it, and {@link #messages} does not list it.
   */
  synchronized String postForeign(Channel channel, String text, @Nullable String threadTs) {
    Post post = new Post(channel.id(), nextTs(), threadTs);
    post.foreign = true;
    post.versions.add(new Message.Version(text, Json.array(), null, System.nanoTime()));
    posts.put(channel.id() + ":" + post.ts, post);
    return post.ts;
  }

  synchronized boolean isForeign(Message message) {
    return existing(message).foreign;
  }

  /** The message must exist. */
  synchronized void edit(Message message, Message.Version version) {
    existing(message).versions.add(version);
    changed();
  }

  synchronized void delete(Message message) {
    existing(message).deleted = true;
    changed();
  }

  private synchronized Post existing(Message message) {
    Post post = posts.get(message.channel() + ":" + message.ts());
    if (post == null) {
      throw new IllegalArgumentException("no message " + message.ts() + " in " + message.channel());
    }
    return post;
  }

  /** The bot's messages in the channel that somebody can see. */
  synchronized List<Message> messages(String channel) {
    return posts.values().stream()
        .filter(post -> post.channel.equals(channel) && !post.foreign && !post.unseen)
        .map(Post::seen)
        .toList();
  }

  /** The bot's messages that Slack accepted and that nobody sees. */
  synchronized List<Message> unseenMessages() {
    return posts.values().stream().filter(post -> post.unseen).map(Post::seen).toList();
  }

  /** Every message of the bot that somebody can see, in the order in which they were posted. */
  synchronized List<Message> allMessages() {
    return posts.values().stream()
        .filter(post -> !post.foreign && !post.unseen)
        .map(Post::seen)
        .toList();
  }

  private synchronized boolean isDeactivated(String user) {
    Person person = people.get(user);
    return person != null && person.deactivated();
  }

  synchronized void postEphemeral(Ephemeral ephemeral) {
    ephemerals.add(ephemeral);
    if (away.contains(ephemeral.user()) || inDeadThread(ephemeral)) {
      unseen.add(ephemeral.ts());
    }
    changed();
  }

  @GuardedBy("this")
  private boolean inDeadThread(Ephemeral ephemeral) {
    return deadThreadsHideEphemerals
        && ephemeral.threadTs() != null
        && posts.values().stream()
            .noneMatch(
                post ->
                    post.channel.equals(ephemeral.channel())
                        && ephemeral.threadTs().equals(post.threadTs));
  }

  synchronized List<Ephemeral> ephemerals() {
    Set<String> hidden = Set.copyOf(unseen);
    return ephemerals.stream().filter(one -> !hidden.contains(one.ts())).toList();
  }

  synchronized List<Ephemeral> unseenEphemerals() {
    Set<String> hidden = Set.copyOf(unseen);
    return ephemerals.stream().filter(one -> hidden.contains(one.ts())).toList();
  }

  synchronized void respond(ResponseUrlPost response) {
    responses.add(response);
    if (response.isEphemeral() && away.contains(response.user())) {
      unseenResponses.add(response);
    }
    changed();
  }

  synchronized List<ResponseUrlPost> responses() {
    Set<ResponseUrlPost> hidden = Set.copyOf(unseenResponses);
    return responses.stream().filter(one -> !hidden.contains(one)).toList();
  }

  synchronized List<ResponseUrlPost> unseenResponses() {
    Set<ResponseUrlPost> hidden = Set.copyOf(unseenResponses);
    return responses.stream().filter(hidden::contains).toList();
  }

  synchronized View open(String user, JsonNode definition) {
    View view =
        View.opened(
            "V" + random().substring(0, 10).toUpperCase(Locale.ROOT), user, definition, random());
    put(view);
    return view;
  }

  synchronized void put(View view) {
    views.put(view.id(), view);
    changed();
  }

  synchronized Optional<View> view(String id) {
    return Optional.ofNullable(views.get(id));
  }

  synchronized List<View> views() {
    return List.copyOf(views.values());
  }

  synchronized String trigger(Origin origin) {
    String id = System.nanoTime() + ".1112223334445." + random();
    triggers.put(id, new Permit(origin));
    return id;
  }

  synchronized Origin useTrigger(String id) throws ApiRefusal {
    Permit permit = triggers.get(id);
    if (permit == null) {
      throw new ApiRefusal("invalid_trigger_id");
    }
    if (permit.uses > 0) {
      throw new ApiRefusal("exchanged_trigger_id");
    }
    if (System.nanoTime() - permit.at > deadline) {
      throw new ApiRefusal("expired_trigger_id");
    }
    permit.uses++;
    return permit.origin;
  }

  synchronized String responsePath(String kind, Origin origin) {
    String owner = orgWide() ? grid().orElseThrow().id() : TEAM;
    String path = "/" + kind + "/" + owner + "/" + random();
    responseUrls.put(path, new Permit(origin));
    return path;
  }

  synchronized Origin useResponsePath(String path) throws ApiRefusal {
    Permit permit = responseUrls.get(path);
    if (permit == null) {
      throw new ApiRefusal("invalid_url");
    }
    if (System.nanoTime() - permit.at > RESPONSE_NANOS) {
      throw new ApiRefusal("expired_url");
    }
    if (permit.uses >= RESPONSE_USES) {
      throw new ApiRefusal("used_url");
    }
    permit.uses++;
    return permit.origin;
  }

  synchronized void called(ApiCall call) {
    calls.add(call);
    changed();
  }

  synchronized List<ApiCall> calls() {
    return List.copyOf(calls);
  }

  synchronized void complain(String complaint) {
    complaints.add(complaint);
    changed();
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public synchronized long changes() {
    return changes;
  }

  /** Waits for a short time only, because what the test looks at need not be Slack's. */
  @Override
  public synchronized boolean awaitChange(long seen, long end) {
    try {
      long until = Math.min(end, System.nanoTime() + LONGEST_WAIT.toNanos());
      for (long left = until - System.nanoTime();
          changes == seen && left > 0;
          left = until - System.nanoTime()) {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      }
      return System.nanoTime() < end;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }

  static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /**
   * The blocks as Slack stores them: every missing block id, action id and default is filled in.
   */
  static JsonNode completed(JsonNode blocks) {
    JsonNode copy = blocks.deepCopy();
    complete(copy, true);
    return copy;
  }

  private static void complete(JsonNode node, boolean isBlockList) {
    for (JsonNode child : node) {
      if (child instanceof ObjectNode object) {
        if (isBlockList && !object.has("block_id")) {
          object.put("block_id", random().substring(0, 5));
        }
        String type = object.path("type").asText();
        switch (type) {
          case "plain_text" -> object.put("emoji", object.path("emoji").asBoolean(true));
          case "mrkdwn" -> object.put("verbatim", object.path("verbatim").asBoolean(false));
          case "button", "overflow", "static_select", "plain_text_input" -> {
            if (!object.has("action_id")) {
              object.put("action_id", random().substring(0, 5));
            }
          }
          default -> {
            // Nothing is added to the others.
          }
        }
      }
      complete(child, false);
    }
  }
}
