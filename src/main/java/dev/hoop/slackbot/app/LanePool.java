package dev.hoop.slackbot.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.Lanes;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.StoreFailedException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each review has a queue of its own, of which one task runs at a time, on one of two pools: what
 * people wait for has threads of its own, however much else there is to do. Thread-safe.
 */
final class LanePool implements Lanes {

  private static final Logger log = LoggerFactory.getLogger(LanePool.class);

  private final Executor urgent;
  private final Executor ordinary;
  private final Object lock = new Object();

  /** Present while there is work for a review; its running task is in none of the queues. */
  @GuardedBy("lock")
  private final Map<ReviewId, Lane> lanes = new HashMap<>();

  /** What should run and found no thread; its lane waits for it. */
  @GuardedBy("lock")
  private final Map<ReviewId, Task> stalled = new HashMap<>();

  private record Task(Runnable work, boolean first) {}

  private static final class Lane {
    final Queue<Task> first = new ArrayDeque<>();
    final Queue<Task> rest = new ArrayDeque<>();
  }

  LanePool(Executor urgent, Executor ordinary) {
    this.urgent = urgent;
    this.ordinary = ordinary;
  }

  @Override
  public void submit(ReviewId review, Runnable work) {
    submit(review, new Task(work, false));
  }

  @Override
  public void first(ReviewId review, Runnable work) {
    submit(review, new Task(work, true));
  }

  private void submit(ReviewId review, Task task) {
    synchronized (lock) {
      Lane lane = lanes.get(review);
      if (lane != null) {
        (task.first() ? lane.first : lane.rest).add(task);
        return;
      }
      lanes.put(review, new Lane());
    }
    dispatch(review, task);
  }

  private void dispatch(ReviewId review, Task task) {
    try {
      (task.first() ? urgent : ordinary).execute(() -> run(review, task));
    } catch (RejectedExecutionException e) {
      synchronized (lock) {
        lanes.remove(review);
      }
      log.debug("Work for review {} is left to the next start", review);
    } catch (RuntimeException | Error e) {
      synchronized (lock) {
        stalled.put(review, task);
      }
      log.error("Work for review {} could not begin; it is tried again", review, e);
    }
  }

  /** Tries again what found no thread. To be called periodically. */
  void retry() {
    Map<ReviewId, Task> again;
    synchronized (lock) {
      again = Map.copyOf(stalled);
      stalled.clear();
    }
    again.forEach(this::dispatch);
  }

  private void run(ReviewId review, Task task) {
    try {
      task.work().run();
    } catch (RuntimeException | Error e) {
      if (!StoreFailedException.isSaid(e)) {
        log.error("Work for review {} failed", review, e);
      }
    } finally {
      next(review);
    }
  }

  private void next(ReviewId review) {
    Task following;
    synchronized (lock) {
      Lane lane = lanes.get(review);
      if (lane == null) {
        return;
      }
      following = lane.first.isEmpty() ? lane.rest.poll() : lane.first.poll();
      if (following == null) {
        lanes.remove(review);
        return;
      }
    }
    dispatch(review, following);
  }
}
