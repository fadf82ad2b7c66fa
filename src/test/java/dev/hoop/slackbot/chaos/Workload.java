package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.ReceivedVerdict;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The people: they ask, decide in Slack and on the web, withdraw, run and leave. To be used on one
 * thread, but for what says otherwise.
 */
final class Workload {

  private static final int SCRIPTS_OF_TEN = 7;
  private static final int IN_PEACE = 6;
  private static final int MORE_THAN_A_PAGE = 101;

  /** Slack takes one post a second in their channel, so not all can be announced in time. */
  private static final int ONE_ANNOUNCED_OF = 5;

  private static final List<String> OPEN = List.of("PENDING", "APPROVED", "REJECTED");

  private final TestEnvironment env;
  private final SplittableRandom random;
  private final ClickDriver driver;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> exitCodes = new ConcurrentHashMap<>();
  private final List<Late> late = new ArrayList<>();
  private final List<RequestedSession> inPeace = new ArrayList<>();
  private final AtomicInteger onTheWeb = new AtomicInteger();

  /** A decision in the web page that has read the review and not written it. */
  private record Late(String review, Runnable write) {}

  /** What somebody asked for. */
  record Request(RequestedSession asked, WorkloadPerson by, String connection, boolean jit) {}

  Workload(TestEnvironment env, SplittableRandom random) {
    this.env = env;
    this.random = random;
    this.driver = new ClickDriver(env.slack());
  }

  List<Request> requests() {
    return requests;
  }

  Map<String, Integer> exitCodes() {
    return exitCodes;
  }

  ClickDriver driver() {
    return driver;
  }

  int onTheWeb() {
    return onTheWeb.get();
  }

  void ask() {
    WorkloadPerson by = pick(WorkloadPeople.REQUESTERS);
    String connection = pick(WorkloadPeople.CONNECTIONS);
    boolean jit = random.nextInt(10) >= SCRIPTS_OF_TEN;
    RequestedSession asked =
        jit
            ? env.gateway().connect(by.email(), connection, Duration.ofHours(1))
            : env.gateway().exec(by.email(), connection, "select " + requests.size() + ";");
    // Whoever has access already is not reviewed.
    if (!asked.review().isEmpty()) {
      requests.add(new Request(asked, by, connection, jit));
    }
  }

  /**
   * From now on more wait than one page of the list holds, those with cards among all the others;
   * on any thread.
   */
  void askForMoreThanAPage() {
    WorkloadPerson by = WorkloadPeople.REQUESTERS.get(0);
    for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
      env.gateway().exec(by.email(), WorkloadPeople.ELSEWHERE, "select 1;");
      if (i % ONE_ANNOUNCED_OF == 0) {
        RequestedSession asked =
            env.gateway().exec(by.email(), WorkloadPeople.ONE_OF_MANY, "select 2;");
        requests.add(new Request(asked, by, WorkloadPeople.ONE_OF_MANY, false));
      }
    }
  }

  /** Somebody does something. */
  void act() {
    writeLate();
    driver.submit(random.nextInt(3) > 0 ? "not without a ticket" : "", this::perhapsBeginOnWeb);
    int what = random.nextInt(100);
    if (what < 35) {
      onCard((card, group) -> driver.approve(member(group), card, group));
    } else if (what < 42) {
      onCard(this::twice);
    } else if (what < 48) {
      onCard(this::together);
    } else if (what < 51) {
      onCard(this::overwritten);
    } else if (what < 57) {
      onCard((card, group) -> driver.approve(pick(WorkloadPeople.PEOPLE), card, group));
    } else if (what < 66) {
      onCard((card, group) -> driver.askToReject(member(group), card, group));
    } else if (what < 72) {
      onCard((card, group) -> driver.askToReject(requester(card), card, group));
    } else if (what < 76) {
      driver.approveStale(pick(WorkloadPeople.REVIEWERS), random);
    } else {
      atTheGateway(what);
    }
  }

  private void atTheGateway(int what) {
    if (requests.isEmpty()) {
      return;
    }
    Request request = pick(requests);
    String status = env.gateway().status(request.asked().review());
    if (what < 84) {
      decideOnWeb(request, status);
    } else if (status.equals("PENDING") && what < 86) {
      env.gateway().requesterLeaves(request.asked().session());
    } else if (status.equals("APPROVED") && what < 93) {
      use(request);
    } else if (status.equals("PROCESSING")) {
      int exitCode = random.nextInt(4);
      exitCodes.put(request.asked().session(), exitCode);
      env.gateway().closeSession(request.asked().session(), exitCode);
    }
  }

  private void decideOnWeb(Request request, String status) {
    String verdict =
        status.equals("APPROVED") && request.jit()
            ? "REVOKED"
            : random.nextInt(3) > 0 ? "APPROVED" : "REJECTED";
    WorkloadPerson by = member(pick(WorkloadPeople.groupsOf(request.connection())));
    if (!status.equals("APPROVED") || verdict.equals("REVOKED")) {
      env.gateway().decideOnWeb(by.email(), request.asked().review(), verdict, "");
      onTheWeb.incrementAndGet();
    }
  }

  private void use(Request request) {
    if (request.jit()) {
      env.gateway().endJit(request.asked().session());
    } else {
      env.gateway().startRun(request.asked().session());
    }
  }

  /** One approves in Slack while another, who had read before, decides in the web page. */
  private void overwritten(Message card, String group) {
    requests.stream()
        .filter(request -> TestEnvironment.of(card, request.asked().review()))
        .forEach(
            request -> {
              String other = pick(WorkloadPeople.groupsOf(request.connection()));
              beginOnWeb(
                  member(other),
                  request.asked().review(),
                  random.nextInt(4) > 0 ? "APPROVED" : "REJECTED");
            });
    driver.approve(member(group), card, group);
  }

  private void perhapsBeginOnWeb(ButtonPress rejection) {
    if (random.nextInt(3) == 0) {
      beginOnWeb(member(rejection.group()), rejection.review(), "APPROVED");
    }
  }

  private void beginOnWeb(WorkloadPerson by, String review, String verdict) {
    if (env.gateway().status(review).equals("PENDING")) {
      try {
        late.add(new Late(review, env.gateway().decideOnWebSlowly(by.email(), review, verdict)));
      } catch (AssertionError decidedMeanwhile) {
        // Nothing was read that could be written.
      }
    }
  }

  /** What was begun in the web page is written now, over whatever the bot has written since. */
  void writeLate() {
    for (Late one : late) {
      Optional<ReceivedVerdict> last =
          env.gateway().receivedVerdicts().stream()
              .filter(cast -> cast.review().equals(one.review()) && cast.counted())
              .reduce((first, second) -> second);
      boolean used = !OPEN.contains(env.gateway().status(one.review()));
      // Nobody promises to look after what was decided on the web alone.
      if (!used && last.filter(ReceivedVerdict::onWeb).isEmpty()) {
        one.write().run();
        onTheWeb.incrementAndGet();
      }
    }
    late.clear();
  }

  /** Some are asked for and approved while nothing goes wrong, and run at once. */
  void askInPeace() {
    for (int i = 0; i < IN_PEACE; i++) {
      WorkloadPerson by = pick(WorkloadPeople.REQUESTERS);
      RequestedSession asked = env.gateway().exec(by.email(), "billing-db", "select now();");
      requests.add(new Request(asked, by, "billing-db", false));
      inPeace.add(asked);
    }
    for (RequestedSession asked : inPeace) {
      env.card(asked.review(), "Waiting");
    }
    for (RequestedSession asked : inPeace) {
      driver.approve(member("dba"), env.card(asked.review(), "Waiting"), "dba");
    }
    for (RequestedSession asked : inPeace) {
      env.card(asked.review(), "Approved");
      env.gateway().startRun(asked.session());
      exitCodes.put(asked.session(), 0);
      env.gateway().closeSession(asked.session(), 0);
    }
  }

  private void twice(Message card, String group) {
    WorkloadPerson by = member(group);
    driver.approve(by, card, group);
    driver.approve(by, card, group);
  }

  private void together(Message card, String group) {
    for (WorkloadPerson by : WorkloadPeople.REVIEWERS) {
      driver.approve(by, card, by.groups().contains(group) ? group : by.groups().get(0));
    }
  }

  private WorkloadPerson member(String group) {
    return pick(WorkloadPeople.REVIEWERS.stream().filter(p -> p.groups().contains(group)).toList());
  }

  private WorkloadPerson requester(Message card) {
    return requests.stream()
        .filter(request -> TestEnvironment.of(card, request.asked().review()))
        .map(Request::by)
        .filter(by -> !by.equals(WorkloadPeople.GONE))
        .findFirst()
        .orElse(WorkloadPeople.REQUESTERS.get(0));
  }

  private interface Gesture {
    void on(Message card, String group);
  }

  private void onCard(Gesture gesture) {
    List<Message> open = new ArrayList<>();
    for (String channel : WorkloadPeople.ALL_CHANNELS) {
      env.slack().messages(channel).stream()
          .filter(message -> !ClickDriver.groups(message).isEmpty())
          .forEach(open::add);
    }
    if (!open.isEmpty()) {
      Message card = pick(open);
      gesture.on(card, pick(ClickDriver.groups(card)));
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
