package dev.hoop.slackbot.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.Lanes;
import dev.hoop.slackbot.review.ReviewId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lanes on a bounded pool: each review has a queue of its own, of which one task runs at a time.
 * Thread-safe.
 */
final class LanePool implements Lanes {

  private static final Logger log = LoggerFactory.getLogger(LanePool.class);

  private final Executor pool;
  private final Object lock = new Object();

  /** Present while a lane has work; the head is the task that runs. */
  @GuardedBy("lock")
  private final Map<ReviewId, Queue<Runnable>> lanes = new HashMap<>();

  /** What should run and found no thread; its lane waits for it. */
  @GuardedBy("lock")
  private final Map<ReviewId, Runnable> stalled = new HashMap<>();

  LanePool(Executor pool) {
    this.pool = pool;
  }

  @Override
  public void submit(ReviewId review, Runnable work) {
    synchronized (lock) {
      Queue<Runnable> lane = lanes.get(review);
      if (lane != null) {
        lane.add(work);
        return;
      }
      Queue<Runnable> fresh = new ArrayDeque<>();
      fresh.add(work);
      lanes.put(review, fresh);
    }
    dispatch(review, work);
  }

  private void dispatch(ReviewId review, Runnable work) {
    try {
      pool.execute(() -> run(review, work));
    } catch (RejectedExecutionException e) {
      synchronized (lock) {
        lanes.remove(review);
      }
      log.debug("Work for review {} is left to the next start", review);
    } catch (RuntimeException | Error e) {
      synchronized (lock) {
        stalled.put(review, work);
      }
      log.error("Work for review {} could not begin; it is tried again", review, e);
    }
  }

  /** Tries again what found no thread. To be called now and then. */
  void takeUp() {
    Map<ReviewId, Runnable> again;
    synchronized (lock) {
      again = Map.copyOf(stalled);
      stalled.clear();
    }
    again.forEach(this::dispatch);
  }

  private void run(ReviewId review, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("Work for review {} failed", review, e);
    } finally {
      next(review);
    }
  }

  private void next(ReviewId review) {
    Runnable following;
    synchronized (lock) {
      Queue<Runnable> lane = lanes.get(review);
      if (lane == null) {
        return;
      }
      lane.poll();
      following = lane.peek();
      if (following == null) {
        lanes.remove(review);
        return;
      }
    }
    dispatch(review, following);
  }
}
