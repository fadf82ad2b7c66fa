package dev.hoop.slackbot.bench;

import dev.hoop.slackbot.sandbox.gateway.ReceivedRequest;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What one click asked of the gateway, from the stand-in's transcript. */
final class RequestChain {

  private RequestChain() {}

  /**
   * The requests that arrived in this span of {@link System#nanoTime}, without those of the poll
   * and those about other reviews.
   */
  static List<ReceivedRequest> of(WaitingCard card, List<ReceivedRequest> all, long from, long to) {
    Set<String> names = Set.of(card.asked().session(), card.asked().review(), card.connection());
    return all.stream()
        .filter(seen -> seen.arrivedNanos() >= from && seen.arrivedNanos() <= to)
        .filter(seen -> concerns(names, seen.path().split("[/?]", -1)))
        .toList();
  }

  /** The first part is empty, as each path begins with a slash. */
  private static boolean concerns(Set<String> names, String[] path) {
    return switch (path[1]) {
      case "sessions", "reviews", "connections" -> path.length > 2 && names.contains(path[2]);
      default -> true;
    };
  }

  /** One line for each, with its milliseconds since the click. */
  static String describe(List<ReceivedRequest> click, long from) {
    return click.stream()
        .sorted(Comparator.comparingLong(ReceivedRequest::arrivedNanos))
        .map(
            seen ->
                String.format(
                    Locale.ROOT,
                    "    %5.1f – %5.1f ms  %s %s",
                    (seen.arrivedNanos() - from) / 1e6,
                    (seen.doneNanos() - from) / 1e6,
                    seen.method(),
                    seen.path()))
        .collect(Collectors.joining("\n"));
  }

  /**
   * How many of them had to follow each other up to the verdict: the most that do not overlap in
   * time, the verdict being the last. Zero without a verdict.
   */
  static int upToTheVerdict(List<ReceivedRequest> click, RequestedSession asked) {
    return click.stream()
        .filter(seen -> isVerdict(seen, asked))
        .mapToLong(ReceivedRequest::arrivedNanos)
        .min()
        .stream()
        .mapToInt(verdict -> 1 + inARow(click, verdict))
        .findFirst()
        .orElse(0);
  }

  /**
   * The most that do not overlap in time, of those that were done at this moment. Taking always the
   * one that ends first gives the most.
   */
  static int inARow(List<ReceivedRequest> click, long doneAt) {
    List<ReceivedRequest> byEnd =
        click.stream()
            .filter(seen -> seen.doneNanos() <= doneAt)
            .sorted(Comparator.comparingLong(ReceivedRequest::doneNanos))
            .toList();
    int count = 0;
    long free = Long.MIN_VALUE;
    for (ReceivedRequest seen : byEnd) {
      if (seen.arrivedNanos() >= free) {
        count++;
        free = seen.doneNanos();
      }
    }
    return count;
  }

  private static boolean isVerdict(ReceivedRequest seen, RequestedSession asked) {
    return seen.method().equals("PUT")
        && (seen.path().equals("/reviews/" + asked.review())
            || seen.path().equals("/sessions/" + asked.session() + "/review"));
  }
}
