package dev.hoop.slackbot.app;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes every thread of the bot, each with a name, and ends them within a bound. */
final class Threads {

  private static final long IDLE_SECONDS = 30;

  private Threads() {}

  /** A pool whose queue is bounded; what does not fit is refused. */
  static ExecutorService pool(String name, int size, int queue) {
    ThreadPoolExecutor pool = threads(name, size, queue);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** The same, with threads that are there before the first task and stay: nobody waits for one. */
  static ExecutorService standing(String name, int size, int queue) {
    ThreadPoolExecutor pool = threads(name, size, queue);
    pool.prestartAllCoreThreads();
    return pool;
  }

  private static ThreadPoolExecutor threads(String name, int size, int queue) {
    return new ThreadPoolExecutor(
        size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), named(name));
  }

  /** One thread that runs what is due; what is not due when it ends is dropped. */
  static ScheduledExecutorService timer(String name) {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named(name));
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /**
   * Lets what runs finish, for a while, then interrupts it.
   *
   * @param afterwards for what was interrupted to put away what it holds
   */
  static void end(ExecutorService executor, Duration wait, Duration afterwards)
      throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(wait.toMillis(), TimeUnit.MILLISECONDS)) {
      executor.shutdownNow();
      boolean unused = executor.awaitTermination(afterwards.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    ThreadFactory plain = Executors.defaultThreadFactory();
    return task -> {
      Thread thread = plain.newThread(task);
      thread.setName(name + "-" + count.incrementAndGet());
      // The main thread holds the process; these must not keep it alive when it has ended.
      thread.setDaemon(true);
      return thread;
    };
  }
}
