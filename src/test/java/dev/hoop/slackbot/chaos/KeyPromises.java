package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.gateway.ReceivedVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A key is given its group anew before each use, and marks no other; where somebody in Hoop made it
 * mark another, that is said in the log and in the audit log.
 */
final class KeyPromises {

  private static final long NEAR = TimeUnit.SECONDS.toNanos(3);

  private final Observation world;
  private final List<Finding> findings = new ArrayList<>();
  private int alarms;
  private int unsaid;

  KeyPromises(Observation world) {
    this.world = world;
    List<ReceivedVerdict> casts = world.casts().stream().filter(cast -> !cast.onWeb()).toList();
    for (int i = 0; i < casts.size(); i++) {
      given(casts.subList(0, i), casts.get(i));
    }
    world.cases().forEach(this::check);
  }

  List<Finding> findings() {
    return findings;
  }

  /** Verdicts that marked more than was clicked, since somebody had changed the key. */
  int alarms() {
    return alarms;
  }

  /** Those whose answer the bot never got, so that it could not know. */
  int unsaid() {
    return unsaid;
  }

  private void given(List<ReceivedVerdict> before, ReceivedVerdict cast) {
    boolean used =
        world
            .assigned(cast)
            .filter(change -> change.groups().size() == 1)
            .map(
                change ->
                    before.stream()
                        .filter(other -> other.by().equals(cast.by()))
                        .anyMatch(other -> !other.at().isBefore(change.at())))
            .orElse(true);
    if (used) {
      findings.add(
          Finding.forEver(
              "the key of "
                  + cast.by()
                  + " was used on review "
                  + cast.review()
                  + " and had not been given one group since its last use"));
    }
  }

  private void check(ReviewCase one) {
    List<ReceivedVerdict> before = new ArrayList<>();
    for (ReceivedVerdict cast : world.counted(one)) {
      if (!cast.onWeb()) {
        List<String> meant = world.assigned(cast).map(change -> change.groups()).orElse(List.of());
        List<String> extra =
            cast.groups().stream()
                .filter(group -> one.asks().contains(group) && !meant.contains(group))
                .filter(group -> !stoodSo(before, cast, group))
                .toList();
        if (!extra.isEmpty()) {
          unasked(one, cast, extra);
        }
      }
      before.add(cast);
    }
  }

  /** Whether the group had said the same by the same key already, so that nothing changed. */
  private static boolean stoodSo(List<ReceivedVerdict> before, ReceivedVerdict cast, String group) {
    return before.stream()
        .filter(other -> other.groups().contains(group))
        .reduce((first, second) -> second)
        .filter(last -> !last.onWeb() && last.by().equals(cast.by()))
        .filter(last -> last.asked().equals(cast.asked()))
        .isPresent();
  }

  private void unasked(ReviewCase one, ReceivedVerdict cast, List<String> extra) {
    String what = "the key of " + cast.by() + " marked " + extra + " unasked on " + one.name();
    if (!world.drifted(cast)) {
      findings.add(Finding.forEver(what + ", and nobody had changed it"));
    } else if (said(one, extra, true) && said(one, extra, false)) {
      alarms++;
    } else if (excused(cast)) {
      unsaid++;
    } else {
      findings.add(Finding.yet(what + ", and the log and the audit log do not both say so"));
    }
  }

  private boolean said(ReviewCase one, List<String> extra, boolean printed) {
    return world.alarms().stream()
        .filter(alarm -> alarm.printed() == printed && alarm.review().equals(one.review()))
        .anyMatch(alarm -> extra.stream().allMatch(alarm.words()::contains));
  }

  private boolean excused(ReceivedVerdict cast) {
    Stream<Long> lost =
        world.lost().stream()
            .filter(one -> one.review().equals(cast.review()))
            .map(one -> world.nanos(one.at()));
    Stream<Long> killed =
        world.causes().stream()
            .filter(cause -> cause.kind() == DuplicateCause.Kind.KILL)
            .map(DuplicateCause::at);
    return Stream.concat(lost, killed).anyMatch(at -> Math.abs(at - world.nanos(cast.at())) < NEAR);
  }
}
