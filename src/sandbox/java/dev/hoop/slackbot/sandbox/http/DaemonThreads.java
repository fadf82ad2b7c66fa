package dev.hoop.slackbot.sandbox.http;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads, so that a forgotten stand-in does not keep the JVM running. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** Threads that are called {@code <name>-1}, {@code <name>-2} and so on. */
  public static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
