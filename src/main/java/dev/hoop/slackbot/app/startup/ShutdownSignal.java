package dev.hoop.slackbot.app.startup;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells that the process was asked to stop, and ends every wait for it. Thread-safe. */
public final class ShutdownSignal {

  private final CountDownLatch asked = new CountDownLatch(1);

  public void ask() {
    asked.countDown();
  }

  boolean asked() {
    return asked.getCount() == 0;
  }

  /** Waits that long, or until somebody asks to stop; true when somebody did. */
  boolean within(Duration pause) {
    try {
      return asked.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      asked.countDown();
      return true;
    }
  }

  /** Waits until somebody asks to stop. */
  public void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
