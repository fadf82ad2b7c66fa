package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.gateway.ReceivedVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * No decision without a click, none twice, none by somebody who may not, and no approval of what is
 * approved; what somebody decided on the web after the bot's last look is nobody's fault.
 */
final class DecisionPromises {

  /** Between a request's answer and its entry in the stand-in's log. */
  private static final Duration UNSHARP = Duration.ofMillis(100);

  private final Observation world;
  private final List<ButtonPress> unused;

  private final List<ReceivedVerdict> clickedFor = new ArrayList<>();

  private final List<Finding> findings = new ArrayList<>();
  private int races;

  DecisionPromises(Observation world) {
    this.world = world;
    this.unused = new ArrayList<>(world.presses());
    world.cases().forEach(this::check);
  }

  List<Finding> findings() {
    return findings;
  }

  /** Approvals that met an approval made on the web in the same instant. */
  int races() {
    return races;
  }

  private void check(ReviewCase one) {
    Map<String, ReceivedVerdict> last = new HashMap<>();
    @Nullable ReceivedVerdict approval = null;
    for (ReceivedVerdict cast : world.casts()) {
      if (!cast.review().equals(one.review())) {
        continue;
      }
      if (!cast.onWeb()) {
        overtaken(one, cast, approval);
        if (cast.counted()) {
          clicked(one, cast);
          again(one, cast, last);
        }
      }
      if (cast.overwrites()) {
        last.clear();
        approval = null;
      }
      if (cast.after().equals("APPROVED") && !cast.before().equals("APPROVED")) {
        approval = cast;
      }
      cast.groups().forEach(group -> last.put(group, cast));
    }
  }

  private void overtaken(ReviewCase one, ReceivedVerdict cast, @Nullable ReceivedVerdict approval) {
    if (cast.asked().equals("APPROVED") && cast.before().equals("APPROVED") && approval != null) {
      unlessUnseen(one, cast, approval, "sent an approval to an approved review");
    }
  }

  private void again(ReviewCase one, ReceivedVerdict cast, Map<String, ReceivedVerdict> last) {
    for (String group : world.meant(cast)) {
      ReceivedVerdict before = last.get(group);
      boolean cuts =
          cast.asked().equals("REJECTED") && (cast.before().equals("APPROVED") || castAgain(cast));
      if (before != null && !cuts) {
        unlessUnseen(one, cast, before, "decided for " + group + " a second time");
      }
    }
  }

  private void unlessUnseen(
      ReviewCase one, ReceivedVerdict cast, ReceivedVerdict earlier, String what) {
    Optional<Instant> read =
        world.reads().stream()
            .filter(r -> r.session().equals(one.session()) && !r.at().isAfter(cast.at()))
            .map(Observation.Read::at)
            .reduce((a, b) -> a.isAfter(b) ? a : b);
    if (earlier.onWeb() && read.isPresent() && read.get().minus(UNSHARP).isBefore(earlier.at())) {
      races++;
    } else {
      findings.add(Finding.forEver("the key of " + cast.by() + " " + what + ": " + one.name()));
    }
  }

  private void clicked(ReviewCase one, ReceivedVerdict cast) {
    Optional<WorkloadPerson> person = world.byEmail(cast.by());
    if (person.isEmpty() || !mayDecide(one, cast, person.get())) {
      findings.add(
          Finding.forEver(
              cast.by()
                  + " may not, but "
                  + cast.asked()
                  + " was counted for "
                  + cast.groups()
                  + " of "
                  + one.name()));
    }
    Optional<ButtonPress> press =
        unused.stream().filter(p -> person.isPresent() && led(p, cast, person.get())).findFirst();
    if (press.isEmpty() && !castAgain(cast)) {
      findings.add(
          Finding.forEver(
              "nobody clicked for "
                  + cast.asked()
                  + " by "
                  + cast.by()
                  + " for "
                  + cast.groups()
                  + " of "
                  + one.name()
                  + ", or it was counted twice"));
    }
    press.ifPresent(unused::remove);
    press.ifPresent(p -> clickedFor.add(cast));
  }

  /** Whether it repeats one that was clicked for, and that somebody has written over since. */
  private boolean castAgain(ReceivedVerdict cast) {
    return clickedFor.stream()
        .filter(earlier -> earlier.review().equals(cast.review()))
        .filter(earlier -> earlier.by().equals(cast.by()))
        .filter(earlier -> earlier.asked().equals(cast.asked()))
        .anyMatch(earlier -> world.overwritten(earlier, cast));
  }

  private boolean mayDecide(ReviewCase one, ReceivedVerdict cast, WorkloadPerson person) {
    boolean own = person.email().equals(one.requester());
    return person.active()
        && (own ? cast.asked().equals("REJECTED") : person.groups().containsAll(world.meant(cast)));
  }

  private boolean led(ButtonPress press, ReceivedVerdict cast, WorkloadPerson person) {
    List<String> groups = world.meant(cast);
    boolean withdraws = cast.asked().equals("REJECTED") && !groups.contains(press.group());
    return press.user().equals(person.slack())
        && press.review().equals(cast.review())
        && press.verdict().equals(cast.asked())
        && (groups.equals(List.of(press.group())) || withdraws);
  }
}
