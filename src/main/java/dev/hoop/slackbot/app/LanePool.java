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
    }
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
