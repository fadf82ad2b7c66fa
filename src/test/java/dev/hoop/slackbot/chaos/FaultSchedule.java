package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.BotProcess;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.GatewayFaults;
import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import dev.hoop.slackbot.sandbox.http.HttpFault;
import dev.hoop.slackbot.sandbox.slack.SlackFaults;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Carries the planned faults out, all on one thread, and keeps the process running in between. */
final class FaultSchedule {

  private static final long PATIENCE_SECONDS = 2;

  /** More than the ten seconds after which a client usually gives up. */
  private static final Duration LATE = Duration.ofSeconds(12);

  private static final String PAGE_START =
      "GET /sessions?review.status=PENDING&limit=100&count=none&offset=";

  private static final List<String> STEPS =
      List.of(
          "chat.postMessage",
          "chat.postMessage",
          "chat.update",
          "views.open",
          "response_url",
          "GET /sessions/",
          "GET /users",
          "POST /api-keys",
          "PUT /reviews",
          "PUT /reviews",
          "DELETE /api-keys");

  private static final List<List<String>> KEY_GROUPS =
      List.of(
          List.of("dba", "sre"), List.of("sre"), List.of("sre", "dba"), List.of("dba"), List.of());
  private static final List<String> PROXIED =
      List.of(
          "GET /api-keys",
          "PUT /api-keys",
          "POST /api-keys",
          "DELETE /api-keys",
          "PUT /reviews",
          "GET /sessions",
          "GET /sessions/",
          "GET /connections",
          "GET /plugins",
          "GET /users");

  private final TestEnvironment env;
  private final SlackStandIn slack;
  private final GatewayStandIn gateway;
  private final Workload workload;
  private final ScheduledExecutorService thread;
  private final List<BotProcess> processes = new CopyOnWriteArrayList<>();
  private final List<DuplicateCause> causes = new CopyOnWriteArrayList<>();
  private volatile long calm = Long.MAX_VALUE;
  private boolean moreThanAPage;
  private final Map<InjectedFault.Kind, Integer> counts = new EnumMap<>(InjectedFault.Kind.class);

  FaultSchedule(TestEnvironment env, Workload workload, ScheduledExecutorService thread) {
    this.env = env;
    this.slack = env.slack();
    this.gateway = env.gateway();
    this.workload = workload;
    this.thread = thread;
  }

  void startBot() {
    processes.add(BotProcess.start(env.environment()));
  }

  /** All processes there were, the running one last. */
  List<BotProcess> processes() {
    return processes;
  }

  List<DuplicateCause> causes() {
    return causes;
  }

  /** To be read once the plan is over. */
  Map<InjectedFault.Kind, Integer> counts() {
    return counts;
  }

  void carryOut(InjectedFault fault) {
    counts.merge(fault.kind(), 1, Integer::sum);
    Duration lasting = fault.lasting();
    switch (fault.kind()) {
      case KILL -> kill();
      case KILL_AT_A_STEP -> killAt(STEPS.get(fault.draw() % STEPS.size()), fault.draw() % 2 == 0);
      case CUT_SOCKETS -> slack.cutSockets();
      case FREEZE_SOCKETS -> slack.freezeSockets();
      case SOCKETS_DOWN -> spell(slack::socketsDown, slack::socketsUp, lasting);
      case SLACK_DOWN -> spell(this::slackDown, this::slackUp, lasting);
      case SLACK_LIMITS ->
          slack
              .faults()
              .failNext(SlackFaults.ANY, 1 + fault.draw() % 4, SlackFaults.tooManyRequests(2));
      case SLACK_FAILS ->
          slack.faults().failNext(SlackFaults.ANY, 1 + fault.draw() % 4, fails(fault.draw()));
      case SLACK_SLOW -> slow(lasting, fault.draw());
      case SLACK_LOSES_ANSWERS -> loseAnswer(fault.draw());
      case GATEWAY_DOWN -> spell(gateway::down, gateway::up, lasting);
      case GATEWAY_FAILS -> failingGateway(lasting, fault.draw());
      case GATEWAY_SLOW -> slowGateway(lasting);
      case GATEWAY_LOSES_VERDICTS -> gateway.failNext("PUT /reviews", 1, lost(fault.draw()));
      case GATEWAY_LOSES_KEYS -> loseKeys(fault.draw());
      case KEYS_CHANGED -> changeKeys(fault.draw());
      case KEYS_CHANGED_AT_A_VERDICT ->
          gateway.failNext("PUT /reviews", 3, HttpFault.raced(() -> changeKeys(fault.draw())));
      case KEY_LEFT_ACTIVE -> leaveActive(fault.draw());
      case VERDICT_OVERWRITTEN ->
          gateway.overwriteNextPut(
              WorkloadPeople.OVERWRITER, fault.draw() % 3 == 0 ? "REJECTED" : "APPROVED");
      case PROXY_ANSWERS -> proxyAnswers(lasting, fault.draw());
      case PAGES_FAIL -> failingPages(lasting, fault.draw());
      case SINGLE_READS_FAIL -> failingReads(lasting, fault.draw());
      case LISTS_EMPTY -> emptyLists(lasting, fault.draw());
      case POSTS_ANSWERED_LATE -> {
        causes.add(new DuplicateCause(DuplicateCause.Kind.SLOW, "", System.nanoTime()));
        String method = fault.draw() % 3 == 0 ? "response_url" : "chat.postMessage";
        slack.faults().failNext(method, 1 + fault.draw() % 2, HttpFault.slow(LATE));
      }
      case DISK_FULL -> fullDisk(lasting);
    }
  }

  private void spell(Runnable begins, Runnable ends, Duration lasting) {
    begins.run();
    var unused = thread.schedule(ends, lasting.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void slackDown() {
    causes.add(new DuplicateCause(DuplicateCause.Kind.CUT, "", System.nanoTime()));
    slack.down();
  }

  private void slackUp() {
    slack.up();
  }

  private static HttpFault fails(int draw) {
    return draw % 3 == 0
        ? SlackFaults.html200()
        : SlackFaults.status(draw % 3 == 1 ? 500 : 503, "<html/>");
  }

  private void slow(Duration lasting, int draw) {
    Duration delay = Duration.ofMillis(200 + draw % 1_000);
    spell(
        () -> slack.faults().always(SlackFaults.ANY, HttpFault.slow(delay)),
        () -> slack.faults().clear(),
        lasting);
  }

  private void loseAnswer(int draw) {
    String method =
        List.of("chat.postMessage", "chat.postMessage", "chat.update", "response_url")
            .get(draw % 4);
    slack
        .faults()
        .failNext(method, 1, draw % 3 == 0 ? HttpFault.dropBefore() : HttpFault.dropAfter());
  }

  private void failingGateway(Duration lasting, int draw) {
    String what = List.of("GET /sessions", "GET ", "PUT /reviews").get(draw % 3);
    spell(
        () -> gateway.always(what, GatewayFaults.status(502, "bad gateway")),
        gateway::clearFaults,
        lasting);
  }

  private void slowGateway(Duration lasting) {
    spell(
        () -> gateway.always("", HttpFault.slow(Duration.ofMillis(700))),
        gateway::clearFaults,
        lasting);
  }

  private static HttpFault lost(int draw) {
    return switch (draw % 3) {
      case 0 -> HttpFault.dropBefore();
      case 1 -> HttpFault.dropAfter();
      default -> HttpFault.truncated();
    };
  }

  private void loseKeys(int draw) {
    gateway.failNext(
        List.of("POST /api-keys", "PUT /api-keys", "DELETE /api-keys").get(draw % 3),
        1,
        lost(draw / 3));
  }

  /** Somebody tidies up in Hoop. */
  private void changeKeys(int draw) {
    String[] groups = KEY_GROUPS.get(draw % KEY_GROUPS.size()).toArray(String[]::new);
    approverKeys().forEach(key -> gateway.setKeyGroups(key, groups));
  }

  /** As a call does that the bot had given up, and that comes late. */
  private void leaveActive(int draw) {
    List<String> keys = approverKeys();
    if (!keys.isEmpty()) {
      gateway.reactivateKey(keys.get(draw % keys.size()));
    }
  }

  private List<String> approverKeys() {
    return gateway.keyNames().stream().filter(WorkloadPeople::isPersons).toList();
  }

  private void proxyAnswers(Duration lasting, int draw) {
    String what = PROXIED.get(draw % PROXIED.size());
    HttpFault fault =
        switch (draw / PROXIED.size() % 6) {
          case 0 -> GatewayFaults.status(404, "not found here");
          case 1 -> GatewayFaults.status(403, "forbidden by policy");
          case 2 -> GatewayFaults.status(409, "conflict");
          case 3 -> GatewayFaults.status(401, "log in first");
          case 4 -> GatewayFaults.json("{\"status\":\"maintenance\"}");
          default -> GatewayFaults.status(502, "no upstream");
        };
    spell(() -> gateway.always(what, fault), gateway::clearFaults, lasting);
  }

  /** One page of the waiting reviews, of which there are two from the first time on. */
  private void failingPages(Duration lasting, int draw) {
    if (!moreThanAPage) {
      moreThanAPage = true;
      workload.askForMoreThanAPage();
    }
    String page = PAGE_START + (draw % 2 == 0 ? "0" : "100");
    spell(
        () -> gateway.always(page, GatewayFaults.status(503, "later")),
        gateway::clearFaults,
        lasting);
  }

  private void failingReads(Duration lasting, int draw) {
    int status = List.of(500, 503, 404).get(draw % 3);
    spell(
        () -> gateway.always("GET /sessions/", GatewayFaults.status(status, "not now")),
        gateway::clearFaults,
        lasting);
  }

  private void emptyLists(Duration lasting, int draw) {
    boolean users = draw % 3 > 0;
    spell(
        () ->
            gateway.always(
                users ? "GET /users" : "GET /sessions?",
                GatewayFaults.json(
                    users ? "[]" : "{\"data\":[],\"total\":0,\"has_next_page\":false}")),
        gateway::clearFaults,
        lasting);
  }

  private void fullDisk(Duration lasting) {
    BotProcess running = processes.get(processes.size() - 1);
    spell(running::fillDisk, running::freeDisk, lasting);
  }

  private void killAt(String step, boolean done) {
    CountDownLatch arrived = new CountDownLatch(1);
    if (step.startsWith("chat.") || step.startsWith("views.") || step.equals("response_url")) {
      slack.faults().failNext(step, 1, HttpFault.stall(done, arrived));
    } else {
      gateway.failNext(step, 1, HttpFault.stall(done, arrived));
    }
    try {
      boolean unused = arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
    // What was not reached before the kill must not stall the next process for ever.
    slack.faults().clear();
    gateway.clearFaults();
  }

  private void kill() {
    causes.add(new DuplicateCause(DuplicateCause.Kind.KILL, "", System.nanoTime()));
    processes.get(processes.size() - 1).kill();
    startBot();
  }

  /** From now on all goes well. */
  void clear() {
    processes.get(processes.size() - 1).freeDisk();
    slack.faults().clear();
    gateway.clearFaults();
    slack.up();
    slack.socketsUp();
    gateway.up();
    calm = System.nanoTime();
  }

  /** Since when all goes well, in {@link System#nanoTime} terms. */
  long calm() {
    return calm;
  }
}
