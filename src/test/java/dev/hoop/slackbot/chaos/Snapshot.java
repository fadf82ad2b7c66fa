package dev.hoop.slackbot.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.BotProcess;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Cast;
import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import dev.hoop.slackbot.sandbox.slack.Call;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import dev.hoop.slackbot.store.AuditTrail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the stand-ins what they saw. */
final class Snapshot {

  private static final String OWN_KEY = "slack-bot";

  /** The bot looks at its keys every half a minute. */
  private static final Duration SHUT_WITHIN = Duration.ofSeconds(40);

  private final SlackStandIn slack;
  private final GatewayStandIn gateway;
  private final Crowd crowd;
  private final Weather weather;
  private final String database;

  /** Whether all keys were revoked once since the last fault; from then on they come and go. */
  private boolean keysShut;

  Snapshot(Town town, Crowd crowd, Weather weather) {
    this.slack = town.slack();
    this.database = town.environment().getOrDefault("HOOP_SLACK_DB", "");
    this.gateway = town.gateway();
    this.crowd = crowd;
    this.weather = weather;
  }

  World take() {
    List<Cast> casts = gateway.casts();
    List<String> openKeys = openKeys();
    List<String> troubles = new ArrayList<>(new Troubles(slack, weather).all());
    keysShut |= openKeys.isEmpty();
    if (!keysShut && System.nanoTime() - weather.calm() > SHUT_WITHIN.toNanos()) {
      troubles.add("a key was still not revoked " + SHUT_WITHIN + " after the last fault");
    }
    return new World(
        Company.PEOPLE,
        crowd.requests().stream().map(request -> asCase(request, casts)).toList(),
        crowd.fingers().presses(),
        casts,
        copies(),
        told(),
        reads(),
        slack.allCalls(),
        openKeys,
        troubles,
        upsets(),
        gateway.keyChanges(),
        alarms(),
        lost(),
        Instant.now().minusNanos(System.nanoTime()),
        weather.calm());
  }

  private Case asCase(Crowd.Request request, List<Cast> casts) {
    String review = request.asked().review();
    String session = request.asked().session();
    Map<String, String> groups = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(Company.groupsOf(request.connection()));
    casts.stream().filter(c -> c.review().equals(review)).forEach(c -> names.addAll(c.groups()));
    Map<String, String> deciders = new LinkedHashMap<>();
    for (String group : names) {
      String status = gateway.groupStatus(review, group);
      // Somebody may have written an older state over a stranger's rejection.
      if (!status.isEmpty()) {
        groups.put(group, status);
        deciders.put(group, gateway.groupDecider(review, group));
      }
    }
    return new Case(
        review,
        session,
        request.by().email(),
        Company.CHANNELS.getOrDefault(request.connection(), List.of()),
        request.jit(),
        gateway.status(review),
        gateway.sessionStatus(session).equals("done"),
        crowd.exitCodes().get(session),
        Company.groupsOf(request.connection()),
        groups,
        deciders);
  }

  /** As the audit log has them, and as the processes printed them. */
  private List<World.Alarm> alarms() {
    List<World.Alarm> alarms = new ArrayList<>();
    try (AuditTrail trail = AuditTrail.open(database)) {
      trail.read(
          new AuditTrail.Filter(Instant.EPOCH, null, null),
          line -> {
            if (line.row().step().equals("alarm")) {
              alarms.add(new World.Alarm(line.row().review().value(), line.row().outcome(), false));
            }
          });
    }
    for (BotProcess process : weather.processes()) {
      process
          .output()
          .lines()
          .filter(line -> line.contains("counted one click for other groups"))
          .forEach(line -> alarms.add(new World.Alarm(wordAfter("of review ", line), line, true)));
    }
    return alarms;
  }

  private static String wordAfter(String mark, String line) {
    int at = line.indexOf(mark);
    return at < 0 ? "" : line.substring(at + mark.length()).split(" ", 2)[0];
  }

  private List<World.Lost> lost() {
    return gateway.puts().stream()
        .filter(seen -> seen.status() != 200)
        .map(seen -> new World.Lost(seen.path().split("/", -1)[2], seen.at()))
        .toList();
  }

  private List<Copy> copies() {
    List<Copy> copies = new ArrayList<>();
    for (String channel : Company.ALL_CHANNELS) {
      for (Message message : slack.messages(channel)) {
        JsonNode metadata = message.metadata();
        if (metadata != null && !message.deleted()) {
          String review = metadata.path("event_payload").path("review_id").asText();
          copies.add(
              new Copy(
                  review,
                  channel,
                  message.ts(),
                  message.postedAt(),
                  message.words(),
                  message.versions().stream().skip(1).map(Message.Version::at).toList()));
        }
      }
    }
    return copies;
  }

  private List<Told> told() {
    List<Told> told = new ArrayList<>();
    for (Person person : Company.PEOPLE) {
      for (Message message : slack.directMessages(person.slack())) {
        told.add(
            new Told(person.slack(), session(message), "", message.words(), message.postedAt()));
      }
    }
    slack.ephemerals().forEach(e -> told.add(new Told(e.user(), "", "", e.words(), e.at())));
    slack
        .responses()
        .forEach(r -> told.add(new Told(r.user(), "", r.address(), r.words(), r.at())));
    return told;
  }

  private String session(Message message) {
    String whole = message.blocks().toString();
    return crowd.requests().stream()
        .map(request -> request.asked().session())
        .filter(whole::contains)
        .findFirst()
        .orElse("");
  }

  private List<World.Read> reads() {
    return gateway.requests().stream()
        .filter(seen -> seen.method().equals("GET") && seen.status() == 200)
        .filter(seen -> seen.path().startsWith("/sessions/"))
        .map(seen -> new World.Read(seen.path().split("[/?]", -1)[2], seen.at()))
        .toList();
  }

  private List<String> openKeys() {
    return gateway.keyNames().stream()
        .filter(name -> !name.equals(OWN_KEY) && gateway.isActive(name))
        .toList();
  }

  /** What the weather did, and the answers that were lost in it. */
  private List<Upset> upsets() {
    List<Upset> upsets = new ArrayList<>(weather.upsets());
    for (Call call : slack.calls("chat.postMessage")) {
      if (call.status() == 0) {
        upsets.add(new Upset(Upset.Kind.LOST, call.params().toString(), call.at()));
      }
    }
    return upsets;
  }
}
