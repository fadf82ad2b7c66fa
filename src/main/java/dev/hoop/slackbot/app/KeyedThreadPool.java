package dev.hoop.slackbot.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.sync.KeyedExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each review has a queue of its own, of which one task runs at a time, on one of two pools: what
 * people wait for has threads of its own, however much else there is to do, and while any of it is
 * under way few others begin. Thread-safe.
 */
final class KeyedThreadPool implements KeyedExecutor {

  private static final Logger log = LoggerFactory.getLogger(KeyedThreadPool.class);

  /** Not one, which could be a read that takes long. */
  private static final int BESIDE_URGENT = 2;

  private final Executor urgent;
  private final Executor ordinary;
  private final int width;
  private final Object lock = new Object();

  /** Present while there is work for a review; the task whose turn it is is in no queue of it. */
  @GuardedBy("lock")
  private final Map<ReviewId, KeyQueue> queues = new HashMap<>();

  /**
   * Ordinary tasks whose turn it is in their queue, and which wait for the others, oldest first.
   */
  @GuardedBy("lock")
  private final Map<ReviewId, Task> waiting = new LinkedHashMap<>();

  /** What should run and found no thread; its queue waits for it. */
  @GuardedBy("lock")
  private final Map<ReviewId, Task> stalled = new HashMap<>();

  @GuardedBy("lock")
  private int urgentUnderWay;

  @GuardedBy("lock")
  private int ordinaryUnderWay;

  private record Task(Runnable work, boolean first) {}

  private static final class KeyQueue {
    final Deque<Task> first = new ArrayDeque<>();
    final Deque<Task> rest = new ArrayDeque<>();
  }

  /**
   * @param width how many tasks that nobody waits for run at once at most
   */
  KeyedThreadPool(Executor urgent, Executor ordinary, int width) {
    this.urgent = urgent;
    this.ordinary = ordinary;
    this.width = width;
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
      KeyQueue queue = queues.get(review);
      if (queue == null) {
        queues.put(review, new KeyQueue());
      } else if (task.first() && waiting.containsKey(review)) {
        queue.rest.addFirst(waiting.remove(review));
      } else {
        (task.first() ? queue.first : queue.rest).add(task);
        return;
      }
    }
    dispatch(review, task);
  }

  private void dispatch(ReviewId review, Task task) {
    synchronized (lock) {
      if (task.first()) {
        urgentUnderWay++;
      } else {
        waiting.put(review, task);
      }
    }
    if (task.first()) {
      execute(review, task);
    } else {
      beginWaiting();
    }
  }

  private void beginWaiting() {
    Map<ReviewId, Task> begun = new LinkedHashMap<>();
    synchronized (lock) {
      var next = waiting.entrySet().iterator();
      while (next.hasNext() && ordinaryUnderWay < (urgentUnderWay > 0 ? BESIDE_URGENT : width)) {
        var turn = next.next();
        next.remove();
        begun.put(turn.getKey(), turn.getValue());
        ordinaryUnderWay++;
      }
    }
    begun.forEach(this::execute);
  }

  private void execute(ReviewId review, Task task) {
    try {
      (task.first() ? urgent : ordinary).execute(() -> run(review, task));
    } catch (RejectedExecutionException e) {
      synchronized (lock) {
        ended(task);
        queues.remove(review);
      }
      log.debug("Work for review {} is left to the next start", review);
    } catch (RuntimeException | Error e) {
      synchronized (lock) {
        ended(task);
        stalled.put(review, task);
      }
      log.error("Work for review {} could not begin; it is tried again", review, e);
    }
  }

  @GuardedBy("lock")
  private void ended(Task task) {
    if (task.first()) {
      urgentUnderWay--;
    } else {
      ordinaryUnderWay--;
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
    beginWaiting();
  }

  private void run(ReviewId review, Task task) {
    try {
      task.work().run();
    } catch (RuntimeException | Error e) {
      if (!StoreFailedException.isSaid(e)) {
        log.error("Work for review {} failed", review, e);
      }
    } finally {
      next(review, task);
    }
  }

  private void next(ReviewId review, Task done) {
    Task following = null;
    synchronized (lock) {
      ended(done);
      KeyQueue queue = queues.get(review);
      if (queue != null) {
        following = queue.first.isEmpty() ? queue.rest.poll() : queue.first.poll();
        if (following == null) {
          queues.remove(review);
        }
      }
    }
    if (following != null) {
      dispatch(review, following);
    }
    beginWaiting();
  }
}
