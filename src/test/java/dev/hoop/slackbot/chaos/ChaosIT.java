package dev.hoop.slackbot.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.BotProcess;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar between both stand-ins while everything goes wrong that can, from one seed; in the end
 * every promise must have been kept. {@code -Dchaos.seconds} sets how long, {@code -Dchaos.seed}
 * repeats the plan of a run.
 */
final class ChaosIT {

  private static final Duration QUIET_WITHIN = Duration.ofSeconds(150);
  private static final int REVIEWS_AT_LEAST = 30;
  private static final double REVIEWS_PER_SECOND = 0.7;
  private static final int ACTS_PER_REVIEW = 3;

  @TempDir Path folder;

  private final long seconds = Long.getLong("chaos.seconds", 60);
  private final long seed =
      Optional.ofNullable(Long.getLong("chaos.seed")).orElseGet(System::nanoTime);
  private final ScheduledExecutorService faultThread = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService people = Executors.newSingleThreadScheduledExecutor();

  private TestEnvironment env;
  private FaultSchedule schedule;
  private Workload workload;

  @BeforeEach
  void openTheEnvironment() {
    SplittableRandom random = new SplittableRandom(seed);
    env = TestEnvironment.open(folder);
    WorkloadPeople.moveInto(env);
    workload = new Workload(env, random.split());
    schedule = new FaultSchedule(env, workload, faultThread);
    System.out.println("chaos: seed " + seed + ", " + seconds + " s");
  }

  @AfterEach
  void tearDown() {
    people.shutdownNow();
    faultThread.shutdownNow();
    schedule.processes().forEach(BotProcess::close);
    env.close();
  }

  @Test
  void everyPromiseIsKeptUnderFire() throws Exception {
    schedule.startBot();
    running().prints("Connected to Slack");

    endure();
    people.submit(workload::writeLate).get(60, TimeUnit.SECONDS);
    schedule.clear();
    long calm = System.nanoTime();
    Oracle oracle = untilQuiet();
    Duration ended = Duration.ofNanos(System.nanoTime() - calm);

    System.out.println(new ChaosReport(seed, seconds, ended, workload, schedule, oracle));
    if (!oracle.findings().isEmpty()) {
      List<String> printed = schedule.processes().stream().map(BotProcess::output).toList();
      Path log = new EventLog(oracle.world(), env.gateway().requests(), printed).write(seed);
      System.out.println("chaos: what was seen is in " + log);
    }
    assertThat(oracle.findings().stream().map(Finding::words))
        .as("promises broken with -Dchaos.seed=" + seed + " -Dchaos.seconds=" + seconds)
        .isEmpty();
  }

  private BotProcess running() {
    List<BotProcess> all = schedule.processes();
    return all.get(all.size() - 1);
  }

  /** Everything at its planned time; what fails there fails the test. */
  private void endure() throws InterruptedException, ExecutionException, TimeoutException {
    SplittableRandom plan = new SplittableRandom(seed).split().split();
    Duration length = Duration.ofSeconds(seconds);
    List<Future<?>> all = new ArrayList<>();
    for (InjectedFault fault : InjectedFault.plan(plan.split(), length)) {
      all.add(at(faultThread, fault.at().toMillis(), () -> schedule.carryOut(fault)));
    }
    int reviews = (int) (REVIEWS_AT_LEAST + REVIEWS_PER_SECOND * seconds);
    for (int i = 0; i < reviews; i++) {
      all.add(at(people, plan.nextLong(length.toMillis()), workload::ask));
    }
    for (int i = 0; i < reviews * ACTS_PER_REVIEW; i++) {
      all.add(at(people, plan.nextLong(length.toMillis()), workload::act));
    }
    for (Future<?> one : all) {
      one.get(seconds + 60, TimeUnit.SECONDS);
    }
    // The end of the last spell is behind everything that was planned before.
    faultThread.schedule(() -> {}, 3, TimeUnit.SECONDS).get(60, TimeUnit.SECONDS);
  }

  private static Future<?> at(ScheduledExecutorService thread, long millis, Runnable what) {
    return thread.schedule(what, millis, TimeUnit.MILLISECONDS);
  }

  /** What time can mend, it has mended, or the deadline has passed. */
  private Oracle untilQuiet() throws InterruptedException, TimeoutException {
    ObservationReader snapshot = new ObservationReader(env, workload, schedule);
    try {
      env.gateway()
          .await(
              "a world in which nothing is left to do",
              QUIET_WITHIN,
              () -> Optional.of(new Oracle(snapshot.take())).filter(Oracle::quiet));
    } catch (AssertionError tooLong) {
      // The findings say more than the transcript of a whole war.
      return new Oracle(snapshot.take());
    }
    try {
      people.submit(workload::askInPeace).get(120, TimeUnit.SECONDS);
      env.gateway()
          .await(
              "a world in which nothing is left to do again",
              QUIET_WITHIN,
              () -> Optional.of(new Oracle(snapshot.take())).filter(Oracle::quiet));
    } catch (AssertionError | ExecutionException tooLong) {
      System.out.println("chaos: not quiet again: " + tooLong);
      return new Oracle(snapshot.take());
    }
    return afterARestart(snapshot);
  }

  /** A process that starts into a quiet world must not find anything to say again. */
  private Oracle afterARestart(ObservationReader snapshot) {
    running().terminate();
    running().ends();
    int before = polls();
    schedule.startBot();
    running().prints("Connected to Slack");
    env.gateway()
        .await(
            "some rounds of polling",
            Duration.ofSeconds(30),
            () -> Optional.of(polls()).filter(now -> now > before + 6));
    return new Oracle(snapshot.take());
  }

  private int polls() {
    return (int)
        env.gateway().requests().stream()
            .filter(seen -> seen.path().startsWith("/sessions?") && seen.status() == 200)
            .count();
  }
}
