package dev.hoop.slackbot.store;

import dev.hoop.slackbot.decision.ClickStore;
import dev.hoop.slackbot.decision.KeyStore;
import dev.hoop.slackbot.outbox.CardOutbox;
import dev.hoop.slackbot.outbox.ChannelNames;
import dev.hoop.slackbot.outbox.MessageOutbox;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.store.audit.AuditPruning;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.DatabaseFileLock;
import dev.hoop.slackbot.store.sqlite.Migrations;
import dev.hoop.slackbot.store.sqlite.SqliteFile;
import dev.hoop.slackbot.sync.LinkStore;
import dev.hoop.slackbot.sync.ReviewStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: everything that must survive a restart, in one SQLite file that one bot holds at a
 * time. What a method of any of its ports did is on the disk when it returns. Every failure is a
 * {@link StoreFailedException}.
 */
public final class Store implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Store.class);

  /** Far more than one transaction writes, in bytes. */
  private static final long ROOM = 1_000_000;

  private final DatabaseFileLock fileLock;
  private final Database database;
  private final Clock clock;
  private final SqliteClickStore clicks;

  Store(DatabaseFileLock fileLock, Database database, Clock clock) {
    this.fileLock = fileLock;
    this.database = database;
    this.clock = clock;
    this.clicks = new SqliteClickStore(database, clock);
  }

  /**
   * Opens a store, and makes one where there is none.
   *
   * @param jdbcUrl {@code jdbc:sqlite:} and the file
   * @throws StoreFailedException when it is damaged, held by another bot, written by a newer
   *     release or cannot be written; nothing is changed then
   */
  public static Store open(String jdbcUrl, Clock clock) {
    Path file = SqliteFile.prepared(SqliteFile.of(jdbcUrl));
    DatabaseFileLock fileLock = DatabaseFileLock.on(file);
    try {
      return new Store(fileLock, opened(file, clock), clock);
    } catch (RuntimeException e) {
      fileLock.close();
      throw e;
    }
  }

  private static Database opened(Path file, Clock clock) {
    Database database = SqliteFile.openForBot(file);
    try {
      Instant now = clock.instant();
      Migrations.apply(database, now);
      database.change(
          sql -> {
            DueTimes.boundDeliveries(sql, now);
            DueTimes.boundLooks(sql, now);
          });
      database.sayFailures();
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public ReviewStore reviews() {
    return new SqliteReviewStore(database, clock);
  }

  public CardOutbox cards() {
    return new SqliteCardOutbox(database, clock);
  }

  public MessageOutbox messages() {
    return new SqliteMessageOutbox(database, clock);
  }

  public ClickStore clickStore() {
    return clicks;
  }

  public LinkStore links() {
    return new SqliteLinkStore(database, clock);
  }

  public ChannelNames channelNames() {
    return new SqliteChannelNames(database);
  }

  public KeyStore keys() {
    return new SqliteKeyStore(database);
  }

  /**
   * Forgets reviews that are over, or may stay as they are for ever, and last changed before an
   * instant, with their cards, and the messages, clicks and decisions of that time; never the audit
   * log, nor keys.
   *
   * @return how many reviews that were
   */
  public int prune(Instant before) {
    return Pruning.prune(database, before);
  }

  /**
   * Removes the audit rows of the time before an instant, as far as the chain is whole up to them.
   *
   * @return how many that were
   * @throws StoreFailedException also when a row is not as it was written: it and all after it are
   *     left as they are
   */
  public int pruneAudit(Instant before) {
    return AuditPruning.prune(database, before);
  }

  /**
   * Whether a clock can be believed when it says that something is old: not for a day after it went
   * on by more than two days since it was asked last. To be asked daily.
   */
  public boolean trustsClock(Instant now) {
    return database.inTransaction(sql -> PruningClock.trusts(sql, now));
  }

  /**
   * Makes due what a clock that was set back since has put off too far. To be called periodically;
   * opening the store does it as well.
   *
   * @return whether there was anything
   */
  public boolean boundDueTimes() {
    Instant now = clock.instant();
    return database.inTransaction(sql -> DueTimes.boundDeliveries(sql, now));
  }

  /**
   * Takes in by which settings cards are shown from now on. Where they were shown by others, every
   * review that is not over is looked at again and its cards are brought up to date.
   *
   * @param settings in words that are the same for the same settings; kept as they are
   */
  public void showBy(String settings) {
    Instant now = clock.instant();
    database.change(sql -> CardRows.showBy(sql, settings, now));
  }

  /**
   * Whether the store can be used. Reads, and writes only where something failed since the last
   * write.
   */
  public boolean works() {
    boolean failing = database.failing();
    // What fits into the last corner of a full disk says nothing of what people wait for.
    if (failing && database.file().toFile().getUsableSpace() < ROOM) {
      return false;
    }
    try {
      database.change(failing ? Migrations::touch : sql -> sql.any("select 1 from schema_version"));
      return true;
    } catch (StoreFailedException e) {
      return false;
    }
  }

  @Override
  public void close() {
    // The lock last: the next bot may open the file once this one has let go of it.
    try (fileLock) {
      withdrawFailedClicks();
      database.close();
    }
  }

  /** The next start must not carry out what somebody was told had failed. */
  private void withdrawFailedClicks() {
    try {
      clicks.withdrawFailed();
    } catch (StoreFailedException e) {
      log.warn("A click that failed may be carried out at the next start: {}", e.getMessage());
    }
  }
}
