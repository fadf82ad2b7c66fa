package dev.hoop.slackbot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.store.audit.AuditTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrashTest {
  @TempDir private Path directory;

  @Test
  void refusesAnotherProcessesFileAndKeepsItAfterAKill() throws IOException {
    String url = "jdbc:sqlite:" + directory.resolve("bot.db");
    MutableClock clock = new MutableClock();

    try (OtherProcess other = OtherProcess.holding(url)) {
      assertThatThrownBy(() -> Store.open(url, clock).close())
          .isInstanceOf(StoreFailedException.class)
          .hasMessageContaining("in use by another bot");
      assertThat(other).isNotNull();
    }

    try (Store store = Store.open(url, clock);
        AuditTrail trail = AuditTrail.open(url)) {
      assertThat(store.clickStore().unsettled()).hasSize(20);
      assertThat(store.reviews().tracked()).hasSize(1);
      assertThat(store.cards().due(clock.instant())).hasSize(1);
      assertThat(store.messages().due(clock.instant())).hasSize(1);
      List<AuditTrail.Line> lines = new ArrayList<>();
      trail.read(new AuditTrail.Filter(Instant.EPOCH, null, null), lines::add);
      assertThat(lines).hasSize(1);
    }
  }
}
