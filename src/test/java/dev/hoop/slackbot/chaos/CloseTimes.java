package dev.hoop.slackbot.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** While nothing goes wrong, a card that somebody decides on changes at once. */
final class CloseTimes {

  private static final long WITHIN = TimeUnit.SECONDS.toNanos(5);

  private final List<Finding> findings = new ArrayList<>();
  private long slowestNanos;

  CloseTimes(Observation world) {
    world.presses().stream()
        .filter(press -> press.acked() && press.at() > world.calm())
        .forEach(press -> check(world, press));
  }

  List<Finding> findings() {
    return findings;
  }

  long slowestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(slowestNanos);
  }

  private void check(Observation world, ButtonPress press) {
    boolean counted =
        world.casts().stream()
            .anyMatch(
                cast ->
                    cast.review().equals(press.review())
                        && cast.counted()
                        && world.nanos(cast.at()) > press.at());
    long took =
        world.copies().stream()
            .filter(copy -> copy.ts().equals(press.ts()))
            .flatMap(copy -> copy.changes().stream())
            .filter(at -> at > press.at())
            .mapToLong(at -> at - press.at())
            .min()
            .orElse(Long.MAX_VALUE);
    if (counted && took == Long.MAX_VALUE) {
      findings.add(Finding.yet("the card " + press.ts() + " was decided and has not changed"));
    } else if (counted) {
      slowestNanos = Math.max(slowestNanos, took);
      if (took > WITHIN) {
        findings.add(
            Finding.forEver(
                "the card "
                    + press.ts()
                    + " changed "
                    + TimeUnit.NANOSECONDS.toMillis(took)
                    + " ms after it was decided, though nothing went wrong"));
      }
    }
  }
}
