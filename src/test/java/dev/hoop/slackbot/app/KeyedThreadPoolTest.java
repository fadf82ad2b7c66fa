package dev.hoop.slackbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ReviewId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KeyedThreadPoolTest {

  private static final ReviewId ONE = new ReviewId("one");
  private static final ReviewId TWO = new ReviewId("two");
  private static final int BESIDE = 2;

  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final KeyedThreadPool keyedExecutor = new KeyedThreadPool(pool, pool, 4);

  @AfterEach
  void endThreads() {
    pool.shutdownNow();
  }

  @Test
  void oneReviewsWorkRunsInOrderAndNeverTwoAtOnce() throws InterruptedException {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(200);

    for (int i = 0; i < 200; i++) {
      int number = i;
      keyedExecutor.submit(
          ONE,
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            order.add(number);
            running.decrementAndGet();
            done.countDown();
          });
    }

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValue(1);
    assertThat(order).isSorted().hasSize(200);
  }

  @Test
  void oneReviewDoesNotWaitForAnother() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch passed = new CountDownLatch(1);
    keyedExecutor.submit(ONE, () -> await(held));

    keyedExecutor.submit(TWO, passed::countDown);

    assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
    held.countDown();
  }

  @Test
  void workThatThrowsDoesNotBlockItsLane() throws InterruptedException {
    CountDownLatch passed = new CountDownLatch(1);
    keyedExecutor.submit(
        ONE,
        () -> {
          throw new IllegalStateException("on purpose");
        });

    keyedExecutor.submit(ONE, passed::countDown);

    assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void workThatFoundNoThreadIsTakenUpAgainInItsOrder() {
    AtomicBoolean outOfThreads = new AtomicBoolean(true);
    List<String> done = new ArrayList<>();
    Executor threads =
        task -> {
          if (outOfThreads.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          task.run();
        };
    KeyedThreadPool scarce = new KeyedThreadPool(threads, threads, 4);
    scarce.submit(ONE, () -> done.add("first"));
    outOfThreads.set(false);
    scarce.submit(ONE, () -> done.add("second"));

    scarce.retry();

    assertThat(done).containsExactly("first", "second");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatPeopleWaitForWaitsForNoOtherWork() {
    List<String> done = new ArrayList<>();
    Queue<Runnable> crowded = new ArrayDeque<>();
    KeyedThreadPool busy = new KeyedThreadPool(Runnable::run, crowded::add, 4);
    for (int i = 0; i < 300; i++) {
      busy.submit(new ReviewId("review " + i), () -> done.add("look"));
    }

    busy.first(ONE, () -> done.add("click"));

    assertThat(done).as("what was done while 300 looks waited").containsExactly("click");
  }

  @Test
  void aClickGoesBeforeTheLooksAtItsReviewThatWaitAlready() {
    List<String> done = new ArrayList<>();
    Queue<Runnable> threads = new ArrayDeque<>();
    KeyedThreadPool one = new KeyedThreadPool(threads::add, threads::add, 4);
    one.submit(ONE, () -> done.add("look under way"));
    one.submit(ONE, () -> done.add("look that waits"));
    one.first(ONE, () -> done.add("click"));

    runAll(threads);

    assertThat(done).containsExactly("look under way", "click", "look that waits");
  }

  @Test
  void aClickGoesBeforeTheLookAtItsReviewThatHasNotBegun() {
    List<String> done = new ArrayList<>();
    Queue<Runnable> threads = new ArrayDeque<>();
    KeyedThreadPool one = new KeyedThreadPool(threads::add, threads::add, 1);
    one.submit(TWO, () -> done.add("look under way"));
    one.submit(ONE, () -> done.add("look that waits"));
    one.first(ONE, () -> done.add("click"));

    runAll(threads);

    assertThat(done).containsExactly("look under way", "click", "look that waits");
  }

  @Test
  void fewLooksBeginWhileAClickIsUnderWayAndAllOfThemAfterIt() {
    Queue<Runnable> clicks = new ArrayDeque<>();
    Queue<Runnable> looks = new ArrayDeque<>();
    KeyedThreadPool busy = new KeyedThreadPool(clicks::add, looks::add, 4);
    busy.first(ONE, () -> {});
    for (int i = 0; i < 10; i++) {
      busy.submit(new ReviewId("review " + i), () -> {});
    }
    assertThat(looks).as("looks begun beside a click").hasSize(BESIDE);

    looks.remove().run();
    assertThat(looks).as("looks under way once one is done").hasSize(BESIDE);

    clicks.remove().run();
    assertThat(looks).as("looks under way after the click").hasSize(4);
  }

  @Test
  void anErrorInWorkLetsTheNextWorkForItsReviewRun() {
    List<String> done = new ArrayList<>();
    Queue<Runnable> threads = new ArrayDeque<>();
    KeyedThreadPool one = new KeyedThreadPool(threads::add, threads::add, 4);
    one.first(
        ONE,
        () -> {
          throw new OutOfMemoryError("no heap");
        });
    one.first(ONE, () -> done.add("next"));

    runAll(threads);

    assertThat(done).containsExactly("next");
  }

  private static void runAll(Queue<Runnable> threads) {
    while (!threads.isEmpty()) {
      threads.remove().run();
    }
  }
}
