package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.click;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.decision.ClickHandler;
import dev.hoop.slackbot.decision.ClickQueue;
import dev.hoop.slackbot.decision.ClickStore;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.DatabaseFileLock;
import dev.hoop.slackbot.store.sqlite.Migrations;
import dev.hoop.slackbot.store.sqlite.Sql;
import dev.hoop.slackbot.store.sqlite.SqliteFile;
import dev.hoop.slackbot.sync.KeyedExecutor;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite rolls back by itself when it finds no room, which must not surprise what uses it. */
final class FullDatabaseTest {

  /** SQLite's code for it. */
  private static final int FULL = 13;

  private final MutableClock clock = new MutableClock();
  @TempDir private Path directory;
  private Database database;
  private ClickStore clickStore;

  @BeforeEach
  void open() {
    database = SqliteFile.openForBot(directory.resolve("bot.db"));
    Migrations.apply(database, clock.instant());
    clickStore = new SqliteClickStore(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void worksAgainWithoutARestartOnceThereIsRoom() {
    fillUntilNothingFits();

    clickStore.put(click("after", "r1"));

    assertThat(clickStore.unsettled()).extracting(Click::key).contains("after");
  }

  @Test
  void nothingIsKeptOfWhatFailed() {
    String failed = fillUntilNothingFits();

    assertThatThrownBy(
            () ->
                database.change(
                    sql -> {
                      ClickRows.insert(sql, click("half done", "r1"));
                      sql.script("create nonsense");
                    }))
        .isInstanceOf(StoreFailedException.class);

    assertThat(clickStore.unsettled()).extracting(Click::key).doesNotContain(failed, "half done");
  }

  @Test
  void aClickWhoseCommitFailedIsTakenAnewOrNotAtAll() {
    AtomicBoolean failing = new AtomicBoolean();
    try (Database unsure = unsureDatabase(failing)) {
      ClickStore clicks = new SqliteClickStore(unsure, clock);
      failing.set(true);
      assertThatThrownBy(() -> clicks.put(click("a", "r1"))).hasMessageContaining("disk is full");
      assertThatThrownBy(() -> clicks.put(click("b", "r1"))).hasMessageContaining("disk is full");
      failing.set(false);

      assertThat(clicks.put(click("b", "r1"))).as("a click that is to be handled").isTrue();

      assertThat(clicks.unsettled()).extracting(Click::key).containsExactly("b");
    }
  }

  @Test
  void aClickWhoseCommitFailedIsTakenAwayWithoutAnotherClick() {
    AtomicBoolean failing = new AtomicBoolean();
    try (Database unsure = unsureDatabase(failing)) {
      ClickStore clicks = new SqliteClickStore(unsure, clock);
      failing.set(true);
      assertThatThrownBy(() -> clicks.put(click("a", "r1"))).hasMessageContaining("disk is full");
      failing.set(false);
      assertThat(clicks.unsettled()).as("it reached the disk").hasSize(1);

      clicks.withdrawFailed();

      assertThat(clicks.unsettled()).isEmpty();
    }
  }

  @Test
  void aClickWhoseCommitFailedIsTakenAwayByTheNextRetry() {
    AtomicBoolean failing = new AtomicBoolean();
    try (Database unsure = unsureDatabase(failing)) {
      ClickStore clicks = new SqliteClickStore(unsure, clock);
      ClickQueue queue =
          new ClickQueue(clicks, mock(KeyedExecutor.class), mock(ClickHandler.class), clock, clock);
      failing.set(true);
      assertThatThrownBy(() -> queue.take(click("a", "r1"))).hasMessageContaining("disk is full");
      failing.set(false);

      queue.retry();

      assertThat(clicks.unsettled()).isEmpty();
    }
  }

  @Test
  void aClickWhoseCommitFailedIsTakenAwayAsTheStoreCloses() {
    AtomicBoolean failing = new AtomicBoolean();
    Path file = directory.resolve("other.db");
    Store store = new Store(DatabaseFileLock.on(file), unsureDatabase(failing), clock);
    failing.set(true);
    assertThatThrownBy(() -> store.clickStore().put(click("a", "r1")))
        .hasMessageContaining("disk is full");
    failing.set(false);

    store.close();

    try (Store next = Store.open("jdbc:sqlite:" + file, clock)) {
      assertThat(next.clickStore().unsettled()).isEmpty();
    }
  }

  private Database unsureDatabase(AtomicBoolean failing) {
    Path file = directory.resolve("other.db");
    SqliteFile.openForBot(file).close();
    Database unsure = new Database(file, () -> new Sql(unsure(file, failing)));
    Migrations.apply(unsure, clock.instant());
    return unsure;
  }

  /** A connection whose commits reach the disk and fail afterwards, as one with a bad sync can. */
  private static Connection unsure(Path file, AtomicBoolean failing) throws SQLException {
    Connection real = DriverManager.getConnection("jdbc:sqlite:" + file);
    real.setAutoCommit(false);
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(real, arguments);
              if (method.getName().equals("commit") && failing.get()) {
                throw new SQLException("no space left", "", FULL);
              }
              return result;
            });
  }

  /** Leaves the connection as the first failure leaves it, and gives the click that failed. */
  private String fillUntilNothingFits() {
    database.change(
        sql -> sql.list("pragma max_page_count = 1", row -> row.number("max_page_count")));
    for (int i = 0; i < 100_000; i++) {
      try {
        clickStore.put(click("c" + i, "r" + i));
      } catch (StoreFailedException e) {
        assertThat(e).hasMessageContaining("the disk is full");
        return "c" + i;
      }
    }
    throw new AssertionError("the disk was never full");
  }
}
