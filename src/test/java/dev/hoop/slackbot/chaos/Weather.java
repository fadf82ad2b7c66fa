package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.BotProcess;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.slack.Fault;
import dev.hoop.slackbot.sandbox.slack.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What goes wrong: deaths of the bot, cut sockets, a Slack and a gateway that fail and lie. */
final class Weather implements AutoCloseable {

  private static final List<String> SLACK =
      List.of("chat.postMessage", "chat.update", "views.open", Faults.RESPONSE_URL);
  private static final List<String> GATEWAY =
      List.of(
          "GET /sessions",
          "GET /sessions/",
          "GET /users",
          "PUT /reviews",
          "POST /api-keys",
          "DELETE /api-keys",
          "PUT /api-keys");

  private final Town town;
  private final Random random;
  private final Map<String, Integer> seen = new TreeMap<>();
  private @Nullable BotProcess bot;
  private Instant nextDeath = Instant.MAX;
  private Instant gatewayBack = Instant.MAX;
  private int deaths;

  Weather(Town town, Random random) {
    this.town = town;
    this.random = random;
  }

  void start() {
    bot = BotProcess.start(town.environment());
    bot.prints("Connected to Slack");
    planDeath();
  }

  private void planDeath() {
    nextDeath = Instant.now().plusMillis(6_000 + random.nextInt(8_000));
  }

  /** Perhaps something goes wrong, perhaps something comes back. */
  void turn() {
    if (!running().alive()) {
      throw new AssertionError("the bot ended by itself:\n" + running().output());
    }
    Instant now = Instant.now();
    if (now.isAfter(nextDeath)) {
      die();
    }
    if (now.isAfter(gatewayBack)) {
      town.gateway().up();
      gatewayBack = Instant.MAX;
    }
    switch (random.nextInt(200)) {
      case 0, 1 -> happened("sockets cut", town.slack()::cutSockets);
      case 2 -> happened("sockets refreshed", () -> town.slack().refresh());
      case 3 -> happened("sockets half-open", town.slack()::freezeSockets);
      case 4 -> gatewayGone();
      case 5, 6, 7, 8, 9, 10, 11, 12 -> slackFails();
      case 13, 14, 15, 16, 17, 18, 19, 20 -> gatewayFails();
      default -> {
        // A calm moment.
      }
    }
  }

  private void die() {
    running().kill();
    deaths++;
    seen.merge("SIGKILL", 1, Integer::sum);
    bot = BotProcess.start(town.environment());
    planDeath();
  }

  private void gatewayGone() {
    if (gatewayBack.equals(Instant.MAX)) {
      happened("gateway gone", town.gateway()::down);
      gatewayBack = Instant.now().plusMillis(500 + random.nextInt(3_000));
    }
  }

  private void slackFails() {
    String method = SLACK.get(random.nextInt(SLACK.size()));
    List<Fault> faults =
        List.of(
            Fault.tooManyRequests(1),
            Fault.status(503, "<html>busy</html>"),
            Fault.okFalse("internal_error"),
            Fault.html200(),
            Fault.slow(Duration.ofMillis(400)),
            Fault.dropBefore(),
            Fault.dropAfter());
    Fault fault = faults.get(random.nextInt(faults.size()));
    happened(
        "Slack: " + fault.getClass().getSimpleName(),
        () -> town.slack().faults().failNext(method, 1 + random.nextInt(2), fault));
  }

  private void gatewayFails() {
    String request = GATEWAY.get(random.nextInt(GATEWAY.size()));
    List<dev.hoop.slackbot.sandbox.gateway.Fault> faults =
        List.of(
            dev.hoop.slackbot.sandbox.gateway.Fault.status(500, "out of luck"),
            dev.hoop.slackbot.sandbox.gateway.Fault.slow(Duration.ofMillis(400)),
            dev.hoop.slackbot.sandbox.gateway.Fault.truncated(),
            dev.hoop.slackbot.sandbox.gateway.Fault.dropAfter());
    dev.hoop.slackbot.sandbox.gateway.Fault fault = faults.get(random.nextInt(faults.size()));
    happened(
        "gateway: " + fault.getClass().getSimpleName(),
        () -> town.gateway().failNext(request, 1, fault));
  }

  private void happened(String what, Runnable fault) {
    seen.merge(what, 1, Integer::sum);
    fault.run();
  }

  /** From now on all goes well. */
  void calm() {
    town.slack().faults().clear();
    town.gateway().clearFaults();
    if (!gatewayBack.equals(Instant.MAX)) {
      town.gateway().up();
    }
    running().prints("Connected to Slack");
  }

  int deaths() {
    return deaths;
  }

  String counts() {
    return "deaths and faults " + seen;
  }

  private BotProcess running() {
    BotProcess running = bot;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  @Override
  public void close() {
    if (bot != null) {
      bot.close();
    }
  }
}
