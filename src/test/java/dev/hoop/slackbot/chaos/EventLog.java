package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.gateway.KeyChange;
import dev.hoop.slackbot.sandbox.gateway.ReceivedRequest;
import dev.hoop.slackbot.sandbox.gateway.ReceivedVerdict;
import dev.hoop.slackbot.sandbox.slack.ApiCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that was seen in the order of time, for whoever looks into a broken promise. */
final class EventLog {

  private static final int SHOWN = 300;

  private final Instant now = Instant.now();
  private final long nanos = System.nanoTime();
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(Instant at, String words) {}

  EventLog(Observation world, List<ReceivedRequest> requests, List<String> printed) {
    world.causes().forEach(u -> at(u.at(), "UPSET " + u.kind() + " " + u.content()));
    world.presses().forEach(press -> at(press.at(), "PRESS " + press));
    world.told().forEach(told -> at(told.at(), "TOLD " + told));
    world.copies().forEach(copy -> at(copy.postedAt(), "CARD " + copy.ts() + " " + copy.review()));
    world.calls().forEach(call -> at(call.at(), "SLACK " + words(call)));
    for (KeyChange change : world.keyChanges()) {
      entries.add(new Entry(change.at(), "KEY " + change));
    }
    for (ReceivedVerdict cast : world.casts()) {
      entries.add(new Entry(cast.at(), "CAST " + cast));
    }
    for (ReceivedRequest seen : requests) {
      entries.add(
          new Entry(
              seen.at(),
              "GATEWAY "
                  + seen.method()
                  + " "
                  + seen.path()
                  + " by "
                  + seen.keyName()
                  + " -> "
                  + seen.status()));
    }
    printed.forEach(this::printed);
  }

  private static String words(ApiCall call) {
    return call.method()
        + " "
        + call.param("channel")
        + " "
        + call.param("ts")
        + call.param("metadata")
        + " -> "
        + call.status()
        + " "
        + call.error();
  }

  private void printed(String output) {
    Instant last = Instant.EPOCH;
    for (String line : output.lines().toList()) {
      if (line.matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z .*")) {
        last = Instant.parse(line.substring(0, line.indexOf(' ')));
      }
      entries.add(new Entry(last, "BOT " + line));
    }
  }

  private void at(long when, String words) {
    entries.add(new Entry(now.minusNanos(nanos - when), words));
  }

  /** Writes it where a build leaves its results. */
  Path write(long seed) {
    Path file = Path.of("target", "chaos-" + seed + ".log");
    try {
      return Files.writeString(
          file,
          entries.stream()
              .sorted(Comparator.comparing(Entry::at))
              .map(e -> e.at() + " " + cut(e.words()))
              .collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cut(String words) {
    String line = words.replace("\n", " / ");
    return line.length() > SHOWN ? line.substring(0, SHOWN) : line;
  }
}
