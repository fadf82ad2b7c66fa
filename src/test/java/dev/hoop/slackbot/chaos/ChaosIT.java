package dev.hoop.slackbot.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.sandbox.Town;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar in a storm: people who press at random, SIGKILL, cut sockets, a Slack and a gateway that
 * fail and lose answers; and in the end every promise kept. {@code -Dchaos.seed} draws the same
 * storm again, as far as the machine keeps time.
 */
final class ChaosIT {

  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final int QUIET = 6;

  @TempDir Path folder;

  @Test
  void everyPromiseIsKept() {
    long seed = Long.getLong("chaos.seed", new Random().nextInt(1_000_000));
    Duration length = Duration.ofSeconds(Integer.getInteger("chaos.seconds", 60));
    System.out.println("Chaos with -Dchaos.seed=" + seed + " for " + length.toSeconds() + " s");
    try (Town town = Town.open(folder);
        Storm storm = new Storm(town, new Random(seed))) {
      storm.rage(length);

      List<String> broken = settled(storm);

      System.out.println(report(seed, storm, broken));
      assertThat(broken).as("promises broken with -Dchaos.seed=" + seed).isEmpty();
    }
  }

  /** Waits until nothing is owed any more, and a while longer in which nothing may come. */
  private static List<String> settled(Storm storm) {
    Instant end = Instant.now().plus(PATIENCE);
    List<String> broken;
    int quiet = 0;
    do {
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      broken = Checker.check(storm.account());
      quiet = broken.isEmpty() ? quiet + 1 : 0;
    } while (quiet < QUIET && Instant.now().isBefore(end));
    return broken;
  }

  private static String report(long seed, Storm storm, List<String> broken) {
    Account account = storm.account();
    int cards = account.reviews().stream().mapToInt(r -> r.cards().size()).sum();
    int notices = account.reviews().stream().mapToInt(r -> r.told().size()).sum();
    int votes = account.reviews().stream().mapToInt(r -> r.votes().size()).sum();
    return String.join(
        System.lineSeparator(),
        "Chaos, seed " + seed + ":",
        "  " + storm.counts(),
        "  presses taken "
            + account.presses().stream().filter(Account.Press::taken).count()
            + ", verdicts sent "
            + votes,
        "  cards " + cards + ", notices " + notices,
        "  broken promises " + broken.size());
  }
}
