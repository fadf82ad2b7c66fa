package dev.hoop.slackbot.decision;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.Backoff;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.sync.KeyedExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where clicks come in: kept on disk first, then handled in the turn of their review, so that no
 * two verdicts for one review ever run at once. What could not be ended is tried again.
 * Thread-safe.
 */
public final class ClickQueue implements ClickSink {

  /** How long the gateway is left alone before it is asked again about a click. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** When a confirmed verdict is looked at again, after it was read back at once. */
  private static final List<Duration> VERIFY_AFTER =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(30));

  /** How long a review is left alone after a fault of the bot's own, which may be lasting. */
  private static final Backoff AFTER_FAULT = new Backoff(PAUSE, Duration.ofSeconds(64));

  private final ClickStore clickStore;
  private final KeyedExecutor keyedExecutor;
  private final ClickHandler handler;
  private final Clock clock;
  private final Clock steady;

  @GuardedBy("pending")
  private final List<Task> pending = new ArrayList<>();

  /**
   * @param clock as clicks are dated by
   * @param steady must not jump; times what is tried again
   */
  public ClickQueue(
      ClickStore clickStore,
      KeyedExecutor keyedExecutor,
      ClickHandler handler,
      Clock clock,
      Clock steady) {
    this.clickStore = clickStore;
    this.keyedExecutor = keyedExecutor;
    this.handler = handler;
    this.clock = clock;
    this.steady = steady;
  }

  /**
   * A step to be taken in a review's turn.
   *
   * @param findOut the step that follows where nobody knows what became of a verdict
   * @param waitedFor whether somebody who clicked waits for it
   * @param failures how often in a row it failed by a fault of the bot's own
   * @param verified how often the review's verdicts were verified
   * @param due by the monotonic clock
   */
  private record Task(
      ReviewId review,
      Supplier<NextStep> step,
      Supplier<NextStep> findOut,
      boolean waitedFor,
      int failures,
      int verified,
      Instant due) {

    Task next(Supplier<NextStep> following, Instant at) {
      return new Task(review, following, findOut, waitedFor, 0, verified, at);
    }

    Task failed(Instant now) {
      Duration pause = AFTER_FAULT.after(failures);
      return new Task(review, step, findOut, waitedFor, failures + 1, verified, now.plus(pause));
    }
  }

  @Override
  public void take(Click click) {
    if (clickStore.put(click)) {
      Task handling = handling(click);
      try {
        run(handling);
      } catch (RuntimeException | Error e) {
        // It is on disk, and a second delivery would be taken for a repeat.
        later(handling);
        throw e;
      }
    }
  }

  /** Takes up what an earlier process left unsettled, or had no time to verify. */
  public void resume() {
    clickStore.unsettled().forEach(click -> run(handling(click)));
    clickStore.unverified().forEach(review -> run(verifying(review, 0, steady.instant())));
  }

  private Task handling(Click click) {
    return new Task(
        click.review(),
        () -> handler.handle(click),
        () -> handler.findOut(click),
        true,
        0,
        0,
        steady.instant());
  }

  private Task verifying(ReviewId review, int verified, Instant due) {
    Supplier<NextStep> verify = () -> handler.verify(review);
    return new Task(review, verify, verify, false, 0, verified, due);
  }

  /** Takes the steps that are due. To be called periodically. */
  public void retry() {
    Instant now = steady.instant();
    List<Task> due = new ArrayList<>();
    synchronized (pending) {
      pending.removeIf(task -> !task.due().isAfter(now) && due.add(task));
    }
    due.forEach(this::run);
    clickStore.withdrawFailed();
  }

  private void run(Task task) {
    if (task.waitedFor()) {
      keyedExecutor.first(task.review(), () -> take(task));
    } else {
      keyedExecutor.submit(task.review(), () -> take(task));
    }
  }

  private void take(Task task) {
    NextStep next;
    try {
      next = task.step().get();
    } catch (RuntimeException | Error e) {
      later(task.failed(steady.instant()));
      throw e;
    }
    follow(task, next);
  }

  private void follow(Task task, NextStep next) {
    Instant now = steady.instant();
    switch (next) {
      case NOTHING -> {}
      case AGAIN -> later(task.next(task.step(), now.plus(PAUSE)));
      case FIND_OUT -> later(task.next(task.findOut(), now.plus(PAUSE)));
      case VERIFY -> verifyLater(task, task.verified(), now);
      case VERIFY_ANEW -> verifyLater(task, 0, now);
    }
  }

  private void verifyLater(Task task, int verified, Instant now) {
    if (verified < VERIFY_AFTER.size()) {
      Instant due = now.plus(VERIFY_AFTER.get(verified));
      later(verifying(task.review(), verified + 1, due));
    } else {
      // A verdict confirmed since is looked at by a task of its own.
      Duration longest = VERIFY_AFTER.get(VERIFY_AFTER.size() - 1);
      clickStore.verified(task.review(), clock.instant().minus(longest));
    }
  }

  private void later(Task task) {
    synchronized (pending) {
      pending.add(task);
    }
  }
}
