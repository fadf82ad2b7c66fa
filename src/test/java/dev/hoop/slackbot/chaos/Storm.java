package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.slack.Delivery;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * People who ask, press and decide at random, and faults between them, all drawn from one seed. One
 * thread drives it; the bot is a process of its own.
 */
final class Storm implements AutoCloseable {

  private static final Duration STEP = Duration.ofMillis(120);

  private final Town town;
  private final Weather weather;
  private final Random random;
  private final List<Case> cases = new ArrayList<>();
  private final List<Pushed> pushed = new ArrayList<>();
  private int steps;

  Storm(Town town, Random random) {
    this.town = town;
    this.random = random;
    this.weather = new Weather(town, random);
    Cast.enter(town);
    town.environment().put("HOOP_POLL_INTERVAL", "500ms");
    town.slack().enforceRateLimits(true);
    weather.start();
  }

  /** A review and what was done to it besides the bot. */
  static final class Case {
    final String review;
    final String session;
    final String requester;
    final String connection;
    final boolean script;
    boolean raced;
    int progress;

    Case(String review, String session, String requester, String connection, boolean script) {
      this.review = review;
      this.session = session;
      this.requester = requester;
      this.connection = connection;
      this.script = script;
    }
  }

  /** A press as Slack saw it; whether it was taken is known later. */
  record Pushed(
      Delivery delivery, Cast.Player by, Case about, String group, Message on, boolean approves) {}

  void rage(Duration length) {
    Instant end = Instant.now().plus(length);
    while (Instant.now().isBefore(end)) {
      steps++;
      act();
      weather.turn();
      LockSupport.parkNanos(STEP.toNanos());
    }
    weather.calm();
  }

  private void act() {
    int dice = random.nextInt(100);
    if (dice < 12) {
      ask();
    } else if (dice < 45) {
      press(Cast.any(random, Cast.REVIEWERS), random.nextInt(4) > 0);
    } else if (dice < 50) {
      press(Cast.any(random, Cast.OTHERS), true);
    } else if (dice < 57) {
      decideOnWeb();
    } else if (dice < 72) {
      goOn();
    }
  }

  private void ask() {
    String requester = Cast.any(random, Cast.REQUESTERS).email();
    String connection = List.of("billing-db", "orders-db", "bastion").get(random.nextInt(3));
    boolean script = random.nextBoolean();
    var asked =
        script
            ? town.gateway().exec(requester, connection, "select " + steps + ";")
            : town.gateway().connect(requester, connection, Duration.ofMinutes(30));
    // Whoever has access already needs no review.
    if (!asked.review().isEmpty()) {
      cases.add(new Case(asked.review(), asked.session(), requester, connection, script));
    }
  }

  private void press(Cast.Player by, boolean approves) {
    Optional<Case> about = anyCase();
    List<Message> copies = about.map(this::copies).orElse(List.of());
    if (copies.isEmpty()) {
      return;
    }
    Message copy = copies.get(random.nextInt(copies.size()));
    // Some press what their screen still shows.
    String action = approves ? "review-approved" : "review-rejected";
    Optional<String> block = Cards.anyButton(copy, action, random);
    if (block.isEmpty()) {
      return;
    }
    String group = Cards.group(block.get(), about.get().review);
    Delivery click = town.slack().click(by.slackId(), copy, action, block.get());
    if (approves) {
      pushed.add(new Pushed(click, by, about.get(), group, copy, true));
      if (random.nextInt(5) == 0) {
        Delivery again = town.slack().clickStale(by.slackId(), copy, action, block.get());
        pushed.add(new Pushed(again, by, about.get(), group, copy, true));
      }
    } else {
      reject(by, about.get(), group, copy);
    }
  }

  /** The dialog may not open in such weather; then there is nothing to send off. */
  private void reject(Cast.Player by, Case about, String group, Message copy) {
    Optional<View> dialog = Optional.empty();
    for (int i = 0; i < 20 && dialog.isEmpty(); i++) {
      LockSupport.parkNanos(25_000_000);
      dialog = town.slack().openViews(by.slackId()).stream().findFirst();
    }
    if (dialog.isPresent()) {
      View view = dialog.get();
      if (view.definition().path("private_metadata").asText().contains(about.review)) {
        Delivery sent =
            town.slack()
                .submitView(by.slackId(), view, Map.of("reason", Map.of("reason", "no " + steps)));
        pushed.add(new Pushed(sent, by, about, group, copy, false));
      } else {
        town.slack().cancelView(view);
      }
    }
  }

  private void decideOnWeb() {
    anyCase()
        .filter(one -> town.gateway().status(one.review).equals("PENDING"))
        .ifPresent(
            one -> {
              one.raced = true;
              boolean withdraws = random.nextInt(3) == 0;
              var unused =
                  town.gateway()
                      .decideOnWeb(
                          withdraws ? one.requester : Cast.WEB.email(),
                          one.review,
                          withdraws || random.nextBoolean() ? "REJECTED" : "APPROVED");
            });
  }

  /** What was approved is run, or used and left. */
  private void goOn() {
    anyCase()
        .filter(one -> one.progress < 3)
        .ifPresent(
            one -> {
              String status = town.gateway().status(one.review);
              if (!one.script) {
                if (status.equals("APPROVED")) {
                  one.progress = 3;
                  town.gateway().endJit(one.session);
                }
              } else if (status.equals("APPROVED")) {
                town.gateway().startRun(one.session);
                one.progress = 1;
              } else if (status.equals("PROCESSING")) {
                town.gateway().markExecuted(one.session);
                one.progress = 2;
              } else if (status.equals("EXECUTED")) {
                town.gateway().closeSession(one.session, random.nextInt(3));
                one.progress = 3;
              }
            });
  }

  private Optional<Case> anyCase() {
    // Young ones are looked at most.
    int size = cases.size();
    if (size == 0) {
      return Optional.empty();
    }
    int back = Math.min(size - 1, (int) Math.abs(random.nextGaussian() * 6));
    return Optional.of(cases.get(size - 1 - back));
  }

  private List<Message> copies(Case about) {
    return Cast.CHANNELS.stream()
        .flatMap(channel -> town.slack().messages(channel).stream())
        .filter(message -> Town.of(message, about.review))
        .toList();
  }

  /** What was seen, as it stands now. */
  Account account() {
    return new Bookkeeping(town, cases, pushed, this::copies).account(weather.deaths());
  }

  String counts() {
    return steps
        + " steps, "
        + cases.size()
        + " reviews, "
        + pushed.size()
        + " presses, "
        + weather.counts();
  }

  @Override
  public void close() {
    weather.close();
  }
}
