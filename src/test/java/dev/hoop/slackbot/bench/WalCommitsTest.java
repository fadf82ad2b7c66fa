package dev.hoop.slackbot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WalCommitsTest {

  @TempDir private Path folder;

  @Test
  void countsTransactionsAlsoAfterTheLogBeganAnew() throws Exception {
    Path file = folder.resolve("any.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement();
        WalCommits commits = WalCommits.of(file)) {
      sql.execute("pragma journal_mode = wal");
      sql.execute("create table t (x text)");
      sql.execute("insert into t values ('a')");
      commits.awaitCount(2, Duration.ofSeconds(10));
      sql.execute("pragma wal_checkpoint(restart)");
      sql.execute("begin");
      sql.execute("insert into t values (hex(zeroblob(20000)))");
      sql.execute("insert into t values ('c')");
      sql.execute("commit");
      commits.awaitCount(3, Duration.ofSeconds(10));
      sql.execute("insert into t values ('d')");

      commits.awaitCount(4, Duration.ofSeconds(10));

      assertThat(commits.between(Long.MIN_VALUE, System.nanoTime())).isEqualTo(4);
    }
  }
}
