package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.MADE;
import static dev.hoop.slackbot.store.SampleRows.OPS;
import static dev.hoop.slackbot.store.SampleRows.auditRow;
import static dev.hoop.slackbot.store.SampleRows.click;
import static dev.hoop.slackbot.store.SampleRows.decision;
import static dev.hoop.slackbot.store.SampleRows.id;
import static dev.hoop.slackbot.store.SampleRows.open;
import static dev.hoop.slackbot.store.SampleRows.owed;
import static dev.hoop.slackbot.store.SampleRows.rejected;
import static dev.hoop.slackbot.store.SampleRows.ts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.decision.KeyStore.Kept;
import dev.hoop.slackbot.decision.Settlement;
import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.store.audit.AuditTrail;
import dev.hoop.slackbot.store.audit.AuditVerification;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.SqliteFile;
import dev.hoop.slackbot.sync.ReviewUpdate;
import dev.hoop.slackbot.sync.TrackedReview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreTest {
  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("bot.db");
  }

  private static Store open(Path file) {
    return Store.open("jdbc:sqlite:" + file, new MutableClock());
  }

  private void raw(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private void assertRefused(Path file, String because) {
    assertThatThrownBy(() -> open(file).close())
        .isInstanceOf(StoreFailedException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(because);
  }

  @Test
  void makesTheDirectoriesItNeeds() {
    Path deep = directory.resolve("a/b c/bot.db");

    open(deep).close();

    assertThat(deep).exists();
  }

  @Test
  void makesAFileThatOnlyItsOwnerCanRead() throws IOException {
    assumeTrue(file().getFileSystem().supportedFileAttributeViews().contains("posix"));

    try (Store store = open(file())) {
      assertThat(store.clickStore().put(click("k", "r1"))).isTrue();
      for (String name : List.of("bot.db", "bot.db-wal", "bot.db-shm")) {
        assertThat(Files.getPosixFilePermissions(directory.resolve(name)))
            .containsExactlyInAnyOrder(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
      }
    }
  }

  @Test
  void takesADirectoryThatIsASymbolicLink() throws IOException {
    Path link =
        Files.createSymbolicLink(
            directory.resolve("link"), Files.createDirectory(directory.resolve("real")));

    open(link.resolve("bot.db")).close();

    assertThat(directory.resolve("real/bot.db")).exists();
  }

  @Test
  void refusesASecondBotOnTheSameFile() {
    try (Store first = open(file())) {
      assertRefused(file(), "in use by another bot");

      assertThat(first.clickStore().unsettled()).isEmpty();
    }
    open(file()).close();
  }

  @Test
  void refusesASecondBotUnderAnotherNameForTheSameFile() throws IOException {
    try (Store first = open(file())) {
      Path link = Files.createSymbolicLink(directory.resolve("other.db"), file());

      assertThatThrownBy(() -> open(link).close()).hasMessageContaining("in use by another bot");
      assertThat(first.clickStore().unsettled()).isEmpty();
    }
  }

  @Test
  void writesEachCommitThroughToTheDisk() throws SQLException {
    open(file()).close();

    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet mode = statement.executeQuery("pragma journal_mode")) {
      assertThat(mode.getString(1)).isEqualTo("wal");
    }
    Database database = SqliteFile.openForBot(file());
    try (database) {
      long full = 2;
      assertThat(
              database.<Long>inTransaction(
                  sql ->
                      sql.first("pragma synchronous", row -> row.number("synchronous"))
                          .orElseThrow()))
          .isEqualTo(full);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 4096, 100_000})
  void refusesAFileThatIsNoDatabaseAndLeavesItAlone(int length) throws IOException {
    byte[] garbage = new byte[length];
    Arrays.fill(garbage, (byte) 'x');
    Files.write(file(), garbage);

    assertRefused(file(), "damaged");

    assertThat(Files.readAllBytes(file())).isEqualTo(garbage);
  }

  @Test
  void refusesToStartAfreshOverTheRemainsOfALostFile() throws IOException {
    Files.write(directory.resolve("bot.db-wal"), new byte[4096]);

    assertRefused(file(), "its -wal file is not");

    assertThat(file()).doesNotExist();
  }

  @Test
  void refusesAFileThatIsDamagedInTheMiddle() throws IOException {
    try (Store store = open(file())) {
      for (int i = 0; i < 200; i++) {
        store.reviews().record(SampleRows.open("review " + i, OPS));
      }
    }
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, 4096, bytes.length - 4096, (byte) 0x5a);
    Files.write(file(), bytes);

    assertRefused(file(), "damaged");

    assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
  }

  @Test
  void refusesTheFileOfANewerRelease() throws SQLException {
    open(file()).close();
    raw("insert into schema_version (version, applied_at) values (99, 0)");

    assertRefused(file(), "newer release");
  }

  @Test
  void refusesAFileFromBeforeTheFirstRelease() throws SQLException {
    open(file()).close();
    raw(
        "update schema_version set version = 3 where version = 6",
        "delete from schema_version where version > 6");

    assertRefused(file(), "before the first release");
  }

  @Test
  void refusesTheFileOfAnotherProgram() throws SQLException {
    raw("create table photos (id integer)");

    assertRefused(file(), "another program");
  }

  @Test
  void refusesADirectory() {
    assertRefused(directory, "is a directory");
  }

  @Test
  void refusesADirectoryBelowAFile() throws IOException {
    Files.writeString(directory.resolve("plain"), "");

    assertRefused(directory.resolve("plain/bot.db"), "its directory cannot");
  }

  @Test
  void refusesADirectoryItMayNotWriteTo() throws IOException {
    Path locked = Files.createDirectory(directory.resolve("locked"));
    assumeFalse(!locked.toFile().setWritable(false) || Files.isWritable(locked), "root may");

    assertRefused(locked.resolve("bot.db"), "writable");

    assertThat(locked.toFile().setWritable(true)).isTrue();
  }

  @Test
  void refusesAFileItMayNotWrite() throws IOException {
    open(file()).close();
    assumeFalse(!file().toFile().setWritable(false) || Files.isWritable(file()), "root may");

    assertRefused(file(), "writable");

    assertThat(file().toFile().setWritable(true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:file:x.db",
        "jdbc:sqlite:x.db?mode=ro",
        "jdbc:mysql://root:secret@db/bot",
        "bot.db"
      })
  void refusesASettingThatNamesNoFile(String url) {
    assertThatThrownBy(() -> Store.open(url, new MutableClock()).close())
        .isInstanceOf(StoreFailedException.class)
        .hasMessageContaining("HOOP_SLACK_DB names no file")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesPostgresForNowWithoutRepeatingItsPassword() {
    assertThatThrownBy(
            () -> Store.open("jdbc:postgresql://bot:secret@db/bot", new MutableClock()).close())
        .isInstanceOf(StoreFailedException.class)
        .hasMessageContaining("not supported yet in this release")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aMigrationThatFailsLeavesNothingBehind() {
    try (Database database = SqliteFile.openForBot(file())) {
      assertThatThrownBy(
              () ->
                  database.change(
                      sql -> sql.script("create table a (x integer); create nonsense;")))
          .isInstanceOf(StoreFailedException.class);

      List<String> tables =
          database.inTransaction(
              sql -> sql.list("select name from sqlite_master", row -> row.text("name")));
      assertThat(tables).isEmpty();
    }
  }

  @Test
  void aFileThatIsGoneIsAFaultThatTheStoreSaysItself() throws IOException {
    try (Database database = SqliteFile.openForBot(file())) {
      database.sayFailures();
      assertThatThrownBy(() -> database.change(sql -> sql.script("create nonsense;")))
          .as("after which the connection is opened anew")
          .isInstanceOf(StoreFailedException.class);
      Files.delete(file());

      assertThatThrownBy(() -> database.change(sql -> sql.script("create table a (x integer);")))
          .hasMessageContaining("is gone")
          .hasMessageContaining("backup")
          .matches(StoreFailedException::isSaid);
    }
  }

  @Test
  void saysSoWhenUsedAfterItWasClosed() {
    Store store = open(file());
    store.close();
    store.close();

    assertThatThrownBy(() -> store.clickStore().unsettled())
        .isInstanceOf(StoreFailedException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void prunesHoweverMuchThereIs() throws SQLException {
    try (TestStore opened = new TestStore(directory)) {
      opened.store().reviews().record(SampleRows.open("waits", OPS));
      String rows = "with recursive n(i) as (select 1 union all select i + 1 from n where i < %d) ";
      raw(
          rows.formatted(1_201)
              + "insert into review select 'r' || i, 's', '', '', 1, 0, '', null, 0, i, 1, i, 0"
              + " from n",
          rows.formatted(1_000)
              + "insert into owed (owed_key, recipient, message, blocks, created_at, paid_at)"
              + " select 'o' || i, '', '', '', i, i from n");

      int pruned = opened.store().prune(opened.clock.instant());

      assertThat(pruned).isEqualTo(1_201);
      assertThat(count("select count(*) from owed")).as("paid messages").isZero();
      assertThat(count("select count(*) from review")).as("reviews").isEqualTo(1);
    }
  }

  private int count(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.getInt(1);
    }
  }

  @Test
  void prunesWhatIsOverAndOldAndNothingElse() {
    try (TestStore opened = new TestStore(directory)) {
      Store store = opened.store();
      store.reviews().record(SampleRows.open("over", OPS));
      store.reviews().record(rejected("over", OPS));
      store.reviews().record(SampleRows.open("waits", OPS));
      store
          .clickStore()
          .settle(
              click("k", "over"),
              new Settlement(List.of(), decision("sre", MADE), null, List.of()));
      store
          .clickStore()
          .settle(
              click("l", "waits"),
              new Settlement(List.of(), decision("sre", MADE), null, List.of()));
      store.clickStore().put(click("m", "unknown"));
      store.messages().enqueue(owed("paid"));
      store.messages().delivered(store.messages().due(MADE).get(0), OPS, ts("1.1"));
      store.messages().enqueue(owed("unpaid"));
      store.clickStore().note(List.of(auditRow("over", "ann@example.com", MADE)), List.of());
      store.keys().keep(new Kept("ann@example.com", "id", "name", "sealed"));
      assertThat(store.prune(opened.clock.instant())).isZero();

      opened.clock.forward(Duration.ofDays(1));
      opened.clicked("waits", "1.1");
      int pruned = store.prune(opened.clock.instant());

      assertThat(pruned).isEqualTo(1);
      assertThat(store.reviews().find(id("over"))).isEmpty();
      assertThat(store.reviews().tracked()).extracting(TrackedReview::review).hasSize(1);
      assertThat(store.reviews().find(id("waits")).orElseThrow().snapshot().decisions()).hasSize(1);
      assertThat(ChannelBacklog.cards(store.cards().backlogs())).isEqualTo(1);
      assertThat(store.clickStore().unsettled()).hasSize(1);
      assertThat(store.messages().due(opened.clock.instant())).hasSize(1);
      assertThat(store.keys().keys()).hasSize(1);
      try (AuditTrail trail = AuditTrail.open(opened.url)) {
        assertThat(trail.verify()).isInstanceOf(AuditVerification.Intact.class);
      }
    }
  }

  @Test
  void prunesAnApprovalThatNobodyUsedHoweverOftenItWasLookedAt() {
    try (TestStore opened = new TestStore(directory)) {
      Store store = opened.store();
      ReviewSnapshot snapshot = SampleRows.snapshot("unused", ReviewStatus.APPROVED, MADE);
      ReviewUpdate ready = entry(snapshot, Stage.READY);
      store.reviews().record(ready);
      store
          .reviews()
          .record(
              entry(SampleRows.snapshot("open", ReviewStatus.APPROVED, MADE), Stage.ACCESS_OPEN));
      opened.clock.forward(Duration.ofDays(2));
      store.reviews().record(SampleRows.unchanged(ready));

      int pruned = store.prune(opened.clock.instant().minus(Duration.ofDays(1)));

      assertThat(pruned).isEqualTo(1);
      assertThat(store.reviews().tracked())
          .extracting(TrackedReview::review)
          .containsExactly(id("open"));
    }
  }

  @Test
  void keepsAnOldApprovalThatHasJustChanged() {
    try (TestStore opened = new TestStore(directory)) {
      Store store = opened.store();
      store.reviews().record(SampleRows.open("asked long ago", OPS));
      opened.clock.forward(Duration.ofDays(200));
      ReviewSnapshot snapshot = SampleRows.snapshot("asked long ago", ReviewStatus.APPROVED, MADE);
      store.reviews().record(entry(snapshot, Stage.READY));
      opened.clock.forward(Duration.ofHours(1));

      assertThat(store.prune(opened.clock.instant().minus(Duration.ofDays(1)))).isZero();
    }
  }

  private static ReviewUpdate entry(ReviewSnapshot snapshot, Stage stage) {
    return new ReviewUpdate(snapshot, stage, List.of(), MADE, 0, true, List.of());
  }
}
