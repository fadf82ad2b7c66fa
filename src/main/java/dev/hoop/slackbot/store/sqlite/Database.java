package dev.hoop.slackbot.store.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.review.StoreFailedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: one connection behind one lock, and everything on it in a transaction. A connection
 * on which something failed is discarded, and the next transaction opens another.
 */
public final class Database implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Database.class);

  /** What one transaction does. */
  public interface Work<T> {
    T on(Sql sql) throws SQLException;
  }

  /** What one transaction does when nothing comes of it. */
  public interface Change {
    void on(Sql sql) throws SQLException;
  }

  /** Opens a connection to the file. */
  public interface Opener {
    Sql open() throws SQLException;
  }

  private final Path file;
  private final Opener opener;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private @Nullable Sql sql;

  @GuardedBy("lock")
  private boolean saysFailures;

  @GuardedBy("lock")
  private boolean failing;

  @GuardedBy("lock")
  private boolean closed;

  /** Opens nothing yet. */
  public Database(Path file, Opener opener) {
    this.file = file;
    this.opener = opener;
  }

  public Path file() {
    return file;
  }

  /** All of the work or none of it; on disk when this returns. */
  public <T> T inTransaction(Work<T> work) {
    synchronized (lock) {
      if (closed) {
        throw SqliteErrors.of(file, "is closed already: the bot is shutting down.");
      }
      try {
        Sql open = connected();
        T result = work.on(open);
        if (open.commit() && failing) {
          failing = false;
          log.info("The store {} can be written again", file);
        }
        return result;
      } catch (SQLException e) {
        // SQLite may have rolled back by itself, after which the driver would begin no other
        // transaction: each statement would be committed alone, and every commit would fail.
        discard();
        throw said(e);
      } catch (RuntimeException | Error e) {
        rollBack(e);
        throw e;
      }
    }
  }

  public void change(Change change) {
    inTransaction(
        open -> {
          change.on(open);
          return true;
        });
  }

  /** One query in a transaction of its own. */
  public <T> List<T> list(String query, Row.Reader<T> reader, @Nullable Object... values) {
    return inTransaction(open -> open.list(query, reader, values));
  }

  /** The first row of one query in a transaction of its own. */
  public <T> Optional<T> first(String query, Row.Reader<T> reader, @Nullable Object... values) {
    return inTransaction(open -> open.first(query, reader, values));
  }

  /** One change in a transaction of its own. */
  public void update(String statement, @Nullable Object... values) {
    change(open -> open.update(statement, values));
  }

  /**
   * From now on says once that the file cannot be used, and once that it can be written again;
   * before that, whoever opens it tells the operator.
   */
  public void sayFailures() {
    synchronized (lock) {
      saysFailures = true;
    }
  }

  /** Whether something failed, and nothing was written since. */
  public boolean failing() {
    synchronized (lock) {
      return failing;
    }
  }

  @GuardedBy("lock")
  private Sql connected() throws SQLException {
    Sql open = sql;
    if (open == null) {
      open = opener.open();
      sql = open;
    }
    return open;
  }

  @GuardedBy("lock")
  private StoreFailedException said(SQLException e) {
    StoreFailedException fault = SqliteErrors.of(file, e);
    if (saysFailures && StoreFailedException.isSaid(fault) && !failing) {
      failing = true;
      log.error("{} Until then clicks fail where their authors see it", fault.getMessage());
    }
    return fault;
  }

  @GuardedBy("lock")
  private void rollBack(Throwable cause) {
    Sql open = sql;
    if (open != null) {
      try {
        open.rollBack();
      } catch (SQLException e) {
        cause.addSuppressed(e);
        discard();
      }
    }
  }

  @GuardedBy("lock")
  private void discard() {
    try {
      disconnect();
    } catch (SQLException e) {
      log.debug("A connection to {} could not be closed", file, e);
    }
  }

  @GuardedBy("lock")
  private void disconnect() throws SQLException {
    Sql open = sql;
    sql = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      try {
        disconnect();
      } catch (SQLException e) {
        throw SqliteErrors.of(file, e);
      }
    }
  }
}
