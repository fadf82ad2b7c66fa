package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.gateway.KeyChange;
import dev.hoop.slackbot.sandbox.gateway.ReceivedVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What happened, in numbers, on one screen. */
record ChaosReport(
    long seed,
    long seconds,
    Duration calm,
    Workload crowd,
    FaultSchedule schedule,
    Oracle checker) {

  @Override
  public String toString() {
    Observation world = checker.world();
    List<ButtonPress> presses = world.presses();
    long acked = presses.stream().filter(ButtonPress::acked).count();
    int lost = checker.notices().lost() + checker.clicks().lost() + checker.cards().unannounced();
    return String.join(
        "\n",
        "chaos: seed " + seed + ", " + seconds + " s, then quiet after " + calm.toSeconds() + " s",
        "  kills       "
            + world.causes().stream().filter(u -> u.kind() == DuplicateCause.Kind.KILL).count(),
        "  faults      " + schedule.counts(),
        "  reviews     " + world.cases().size() + " " + count(world.cases(), ReviewCase::status),
        "  clicks      "
            + presses.size()
            + ", acked "
            + acked
            + " (decided "
            + checker.clicks().decided()
            + ", told "
            + checker.clicks().answered()
            + "), dialogs asked for "
            + crowd.driver().dialogs()
            + ", decisions on the web "
            + crowd.onTheWeb(),
        "  cards       "
            + world.copies().size()
            + ", of them duplicates with an excuse "
            + checker.cards().duplicates()
            + " (never clicked and left as they were "
            + checker.cards().stale()
            + ")",
        "  notices     "
            + world.told().stream().filter(t -> !t.session().isEmpty()).count()
            + ", of them duplicates with an excuse "
            + checker.notices().duplicates()
            + ", over before the bot could see them "
            + checker.notices().unseen(),
        "  refused     "
            + checker.pacing().refused()
            + " answers of 429, of them to a process that could not know "
            + checker.pacing().forgotten(),
        "  keys        changed by hand "
            + world.keyChanges().stream().filter(KeyChange::byHand).count()
            + ", marks unasked and said "
            + checker.marks().alarms()
            + ", their answer lost "
            + checker.marks().unsaid(),
        "  overwritten "
            + world.casts().stream().filter(ReceivedVerdict::overwrites).count()
            + " times on the web, cast again "
            + checker.overwritten().castAgain()
            + ", gone and told "
            + checker.overwritten().told(),
        "  gone        " + checker.gone().givenUp() + " messages to nobody given up",
        "  closing     " + checker.closing().slowestMillis() + " ms at most once all was calm",
        "  races       " + checker.decisions().races() + " with the web",
        "  lost        " + lost,
        "  violations  " + checker.findings().size());
  }

  private static <T> Map<String, Long> count(List<T> all, Function<T, String> kind) {
    return all.stream().collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
  }
}
