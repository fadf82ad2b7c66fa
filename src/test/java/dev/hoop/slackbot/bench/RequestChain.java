package dev.hoop.slackbot.bench;

import dev.hoop.slackbot.sandbox.gateway.Asked;
import dev.hoop.slackbot.sandbox.gateway.Seen;
import java.util.Comparator;
import java.util.List;

/** What one click asked of the gateway, from the stand-in's transcript. */
final class RequestChain {

  private RequestChain() {}

  /** The requests that arrived in this span of {@link System#nanoTime}, without those of the poll. */
  static List<Seen> between(List<Seen> all, long from, long to) {
    return all.stream()
        .filter(seen -> seen.arrivedNanos() >= from && seen.arrivedNanos() <= to)
        .filter(seen -> !seen.path().startsWith("/sessions?"))
        .toList();
  }

  /**
   * How many of them had to follow each other up to the verdict: the most that do not overlap in
   * time, the verdict being the last. Zero without a verdict.
   */
  static int inARow(List<Seen> click, Asked asked) {
    return click.stream()
        .filter(seen -> isVerdict(seen, asked))
        .mapToLong(Seen::arrivedNanos)
        .min()
        .stream()
        .mapToInt(verdict -> 1 + disjoint(click, verdict))
        .findFirst()
        .orElse(0);
  }

  /** Taking always the one that ends first gives the most. */
  private static int disjoint(List<Seen> click, long before) {
    List<Seen> byEnd =
        click.stream()
            .filter(seen -> seen.doneNanos() <= before)
            .sorted(Comparator.comparingLong(Seen::doneNanos))
            .toList();
    int count = 0;
    long free = Long.MIN_VALUE;
    for (Seen seen : byEnd) {
      if (seen.arrivedNanos() >= free) {
        count++;
        free = seen.doneNanos();
      }
    }
    return count;
  }

  private static boolean isVerdict(Seen seen, Asked asked) {
    return seen.method().equals("PUT")
        && (seen.path().equals("/reviews/" + asked.review())
            || seen.path().equals("/sessions/" + asked.session() + "/review"));
  }
}
