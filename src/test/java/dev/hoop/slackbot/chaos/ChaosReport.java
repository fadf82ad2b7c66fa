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
    Workload workload,
    FaultSchedule schedule,
    Oracle oracle) {

  @Override
  public String toString() {
    Observation world = oracle.world();
    List<ButtonPress> presses = world.presses();
    long acked = presses.stream().filter(ButtonPress::acked).count();
    int lost = oracle.notices().lost() + oracle.clicks().lost() + oracle.cards().unannounced();
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
            + oracle.clicks().decided()
            + ", told "
            + oracle.clicks().answered()
            + "), dialogs asked for "
            + workload.driver().dialogs()
            + ", decisions on the web "
            + workload.onTheWeb(),
        "  cards       "
            + world.copies().size()
            + ", of them duplicates with an excuse "
            + oracle.cards().duplicates()
            + " (never clicked and left as they were "
            + oracle.cards().stale()
            + ")",
        "  notices     "
            + world.told().stream().filter(t -> !t.session().isEmpty()).count()
            + ", of them duplicates with an excuse "
            + oracle.notices().duplicates()
            + ", over before the bot could see them "
            + oracle.notices().unseen(),
        "  refused     "
            + oracle.pacing().refused()
            + " answers of 429, of them to a process that could not know "
            + oracle.pacing().forgotten(),
        "  keys        changed by hand "
            + world.keyChanges().stream().filter(KeyChange::byHand).count()
            + ", marks unasked and said "
            + oracle.marks().alarms()
            + ", their answer lost "
            + oracle.marks().unsaid(),
        "  overwritten "
            + world.casts().stream().filter(ReceivedVerdict::overwrites).count()
            + " times on the web, cast again "
            + oracle.overwritten().castAgain()
            + ", gone and told "
            + oracle.overwritten().told(),
        "  gone        " + oracle.gone().givenUp() + " messages to nobody given up",
        "  closing     " + oracle.closing().slowestMillis() + " ms at most once all was calm",
        "  races       " + oracle.decisions().races() + " with the web",
        "  lost        " + lost,
        "  violations  " + oracle.findings().size());
  }

  private static <T> Map<String, Long> count(List<T> all, Function<T, String> kind) {
    return all.stream().collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
  }
}
