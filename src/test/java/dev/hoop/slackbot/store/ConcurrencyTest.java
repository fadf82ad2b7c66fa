package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.MADE;
import static dev.hoop.slackbot.store.SampleRows.OPS;
import static dev.hoop.slackbot.store.SampleRows.auditRow;
import static dev.hoop.slackbot.store.SampleRows.click;
import static dev.hoop.slackbot.store.SampleRows.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.store.audit.AuditTrail;
import dev.hoop.slackbot.store.audit.AuditVerification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConcurrencyTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 25;

  @TempDir private Path directory;

  @Test
  void manyThreadsPutClicksAndRecordReviewsWithoutLosingOne() throws Exception {
    try (TestStore opened = new TestStore(directory)) {
      AtomicInteger first = new AtomicInteger();
      atOnce(
          thread -> {
            Store store = opened.store();
            for (int i = 0; i < ROUNDS; i++) {
              // Every click is delivered by all threads, and must count once.
              if (store.clickStore().put(click("k" + i, "r" + i))) {
                first.incrementAndGet();
              }
              store.reviews().record(open("r" + thread + "." + i, OPS));
              store
                  .clickStore()
                  .note(List.of(auditRow("r" + i, "ann@example.com", MADE)), List.of());
            }
          });

      assertThat(first).hasValue(ROUNDS);
      assertThat(opened.store().clickStore().unsettled()).hasSize(ROUNDS);
      assertThat(opened.store().reviews().tracked()).hasSize(THREADS * ROUNDS);
      assertThat(ChannelBacklog.cards(opened.store().cards().backlogs()))
          .isEqualTo(THREADS * ROUNDS);
      try (AuditTrail trail = AuditTrail.open(opened.url)) {
        assertThat(trail.verify())
            .isInstanceOfSatisfying(
                AuditVerification.Intact.class,
                intact -> assertThat(intact.rows()).isEqualTo(THREADS * ROUNDS));
      }
    }
  }

  private interface Part {
    void run(int thread);
  }

  private static void atOnce(Part part) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Boolean>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        parts.add(
            () -> {
              part.run(thread);
              return true;
            });
      }
      for (Future<Boolean> done : pool.invokeAll(parts)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      pool.shutdown();
    }
  }
}
