package dev.hoop.slackbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ReviewId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LanePoolTest {

  private static final ReviewId ONE = new ReviewId("one");
  private static final ReviewId TWO = new ReviewId("two");

  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final LanePool lanes = new LanePool(pool);

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
      lanes.submit(
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
    lanes.submit(ONE, () -> await(held));

    lanes.submit(TWO, passed::countDown);

    assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
    held.countDown();
  }

  @Test
  void workThatThrowsDoesNotBlockItsLane() throws InterruptedException {
    CountDownLatch passed = new CountDownLatch(1);
    lanes.submit(
        ONE,
        () -> {
          throw new IllegalStateException("on purpose");
        });

    lanes.submit(ONE, passed::countDown);

    assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void workThatFoundNoThreadIsTakenUpAgainInItsOrder() {
    AtomicBoolean outOfThreads = new AtomicBoolean(true);
    List<String> done = new ArrayList<>();
    LanePool scarce =
        new LanePool(
            task -> {
              if (outOfThreads.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              task.run();
            });
    scarce.submit(ONE, () -> done.add("first"));
    outOfThreads.set(false);
    scarce.submit(ONE, () -> done.add("second"));

    scarce.takeUp();

    assertThat(done).containsExactly("first", "second");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
