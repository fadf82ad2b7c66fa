package dev.hoop.slackbot.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.BotProcess;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import dev.hoop.slackbot.sandbox.gateway.ReceivedVerdict;
import dev.hoop.slackbot.sandbox.slack.ApiCall;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import dev.hoop.slackbot.store.audit.AuditTrail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the stand-ins what they saw. */
final class ObservationReader {

  private static final String OWN_KEY = "slack-bot";

  /** The bot looks at its keys every half a minute. */
  private static final Duration SHUT_WITHIN = Duration.ofSeconds(40);

  private final SlackStandIn slack;
  private final GatewayStandIn gateway;
  private final Workload workload;
  private final FaultSchedule schedule;
  private final String database;

  /** Whether all keys were revoked once since the last fault; from then on they come and go. */
  private boolean keysShut;

  ObservationReader(TestEnvironment env, Workload workload, FaultSchedule schedule) {
    this.slack = env.slack();
    this.database = env.environment().getOrDefault("HOOP_SLACK_DB", "");
    this.gateway = env.gateway();
    this.workload = workload;
    this.schedule = schedule;
  }

  Observation take() {
    List<ReceivedVerdict> casts = gateway.receivedVerdicts();
    List<String> openKeys = openKeys();
    List<String> complaints = new ArrayList<>(new Complaints(slack, schedule).all());
    keysShut |= openKeys.isEmpty();
    if (!keysShut && System.nanoTime() - schedule.calm() > SHUT_WITHIN.toNanos()) {
      complaints.add("a key was still not revoked " + SHUT_WITHIN + " after the last fault");
    }
    return new Observation(
        WorkloadPeople.PEOPLE,
        workload.requests().stream().map(request -> asCase(request, casts)).toList(),
        workload.driver().presses(),
        casts,
        copies(),
        told(),
        reads(),
        slack.allCalls(),
        openKeys,
        complaints,
        causes(),
        gateway.keyChanges(),
        alarms(),
        lost(),
        Instant.now().minusNanos(System.nanoTime()),
        schedule.calm());
  }

  private ReviewCase asCase(Workload.Request request, List<ReceivedVerdict> casts) {
    String review = request.asked().review();
    String session = request.asked().session();
    Map<String, String> groups = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(WorkloadPeople.groupsOf(request.connection()));
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
    return new ReviewCase(
        review,
        session,
        request.by().email(),
        WorkloadPeople.CHANNELS.getOrDefault(request.connection(), List.of()),
        request.jit(),
        gateway.status(review),
        gateway.sessionStatus(session).equals("done"),
        workload.exitCodes().get(session),
        WorkloadPeople.groupsOf(request.connection()),
        groups,
        deciders);
  }

  /** As the audit log has them, and as the processes printed them. */
  private List<Observation.Alarm> alarms() {
    List<Observation.Alarm> alarms = new ArrayList<>();
    try (AuditTrail trail = AuditTrail.open(database)) {
      trail.read(
          new AuditTrail.Filter(Instant.EPOCH, null, null),
          line -> {
            if (line.row().step().equals("alarm")) {
              alarms.add(
                  new Observation.Alarm(line.row().review().value(), line.row().outcome(), false));
            }
          });
    }
    for (BotProcess process : schedule.processes()) {
      process
          .output()
          .lines()
          .filter(line -> line.contains("counted one click for other groups"))
          .forEach(
              line -> alarms.add(new Observation.Alarm(wordAfter("of review ", line), line, true)));
    }
    return alarms;
  }

  private static String wordAfter(String mark, String line) {
    int at = line.indexOf(mark);
    return at < 0 ? "" : line.substring(at + mark.length()).split(" ", 2)[0];
  }

  private List<Observation.Lost> lost() {
    return gateway.puts().stream()
        .filter(seen -> seen.status() != 200)
        .map(
            seen ->
                new Observation.Lost(
                    seen.path().split("/", -1)[2],
                    seen.at().minusNanos(seen.doneNanos() - seen.arrivedNanos()),
                    seen.at()))
        .toList();
  }

  private List<CardCopy> copies() {
    List<CardCopy> copies = new ArrayList<>();
    for (String channel : WorkloadPeople.ALL_CHANNELS) {
      for (Message message : slack.messages(channel)) {
        JsonNode metadata = message.metadata();
        if (metadata != null && !message.deleted()) {
          String review = metadata.path("event_payload").path("review_id").asText();
          copies.add(
              new CardCopy(
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

  private List<ReceivedMessage> told() {
    List<ReceivedMessage> told = new ArrayList<>();
    for (WorkloadPerson person : WorkloadPeople.PEOPLE) {
      for (Message message : slack.directMessages(person.slack())) {
        told.add(
            new ReceivedMessage(
                person.slack(), session(message), "", message.words(), message.postedAt()));
      }
    }
    slack
        .ephemerals()
        .forEach(e -> told.add(new ReceivedMessage(e.user(), "", "", e.words(), e.at())));
    slack
        .responses()
        .forEach(r -> told.add(new ReceivedMessage(r.user(), "", r.address(), r.words(), r.at())));
    return told;
  }

  private String session(Message message) {
    String whole = message.blocks().toString();
    return workload.requests().stream()
        .map(request -> request.asked().session())
        .filter(whole::contains)
        .findFirst()
        .orElse("");
  }

  private List<Observation.Read> reads() {
    return gateway.requests().stream()
        .filter(seen -> seen.method().equals("GET") && seen.status() == 200)
        .filter(seen -> seen.path().startsWith("/sessions/"))
        .map(seen -> new Observation.Read(seen.path().split("[/?]", -1)[2], seen.at()))
        .toList();
  }

  private List<String> openKeys() {
    return gateway.keyNames().stream()
        .filter(name -> !name.equals(OWN_KEY) && gateway.isActive(name))
        .toList();
  }

  /** What went wrong, and the answers that were lost. */
  private List<DuplicateCause> causes() {
    List<DuplicateCause> causes = new ArrayList<>(schedule.causes());
    for (ApiCall call : slack.calls("chat.postMessage")) {
      if (call.status() == 0) {
        causes.add(
            new DuplicateCause(DuplicateCause.Kind.LOST, call.params().toString(), call.at()));
      }
    }
    return causes;
  }
}
