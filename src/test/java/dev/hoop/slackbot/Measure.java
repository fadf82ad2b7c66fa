package dev.hoop.slackbot;

import static dev.hoop.slackbot.sandbox.Town.ANN;

import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.slack.Delivery;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints how long the main job takes, with the jar as a process of its own between the stand-ins.
 * Run it by hand after {@code mvn package}; it asserts nothing, since times differ from machine to
 * machine.
 */
final class Measure {

  private static final int ROUNDS = 40;

  private Measure() {}

  public static void main(String[] args) throws IOException {
    String interval = args.length > 0 ? args[0] : "1s";
    try (Town town = Town.open(Files.createTempDirectory("measure"))) {
      town.environment().put("HOOP_POLL_INTERVAL", interval);
      long began = System.nanoTime();
      try (BotProcess bot = BotProcess.startToMeasure(town.environment())) {
        bot.prints("Connected to Slack");
        System.out.printf(Locale.ROOT, "start to connected  %.0f ms%n", since(began));
        play(town);
        System.out.println(
            "resident  "
                + Files.readAllLines(Path.of("/proc/" + bot.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .findFirst()
                    .orElse("unknown"));
      }
    }
  }

  private static void play(Town town) {
    List<Double> posted = new ArrayList<>();
    List<Double> acked = new ArrayList<>();
    List<Double> closed = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      // Long enough for the channel's pace to be out of the way, and at no fixed distance from a
      // poll.
      LockSupport.parkNanos(Duration.ofMillis(1_200 + random.nextInt(1_000)).toNanos());
      long asked = System.nanoTime();
      Asked review = town.gateway().exec("bob@acme.io", "billing-db", "select 1;");
      Message card = town.card(review.review(), "Waiting for approval");
      posted.add(millis(card.postedAt() - asked));
      long clicked = System.nanoTime();
      Delivery click = town.slack().click(ANN, card, "review-approved");
      Message approved = town.card(review.review(), "ready to run");
      acked.add(millis(click.acked().nanos()));
      List<Message.Version> versions = approved.versions();
      closed.add(millis(versions.get(versions.size() - 1).at() - clicked));
    }
    print("created to posted", posted);
    print("click to ack", acked);
    print("click to card closed", closed);
  }

  private static void print(String what, List<Double> values) {
    Collections.sort(values);
    System.out.printf(
        Locale.ROOT,
        "%s  median %.1f ms, longest %.1f ms of %d%n",
        what,
        values.get(values.size() / 2),
        values.get(values.size() - 1),
        values.size());
  }

  private static double since(long nanos) {
    return millis(System.nanoTime() - nanos);
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
