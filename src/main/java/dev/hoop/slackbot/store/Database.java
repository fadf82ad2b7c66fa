package dev.hoop.slackbot.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Thread-safe: one connection behind one lock, and everything on it in a transaction. */
final class Database implements AutoCloseable {

  /** What one transaction does. */
  interface Work<T> {
    T on(Sql sql) throws SQLException;
  }

  /** What one transaction does when nothing comes of it. */
  interface Change {
    void on(Sql sql) throws SQLException;
  }

  private final Path file;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Connection connection;

  @GuardedBy("lock")
  private final Sql sql;

  @GuardedBy("lock")
  private boolean closed;

  /**
   * Takes over a connection.
   *
   * @param connection not in auto-commit mode
   */
  Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.sql = new Sql(connection);
  }

  Path file() {
    return file;
  }

  /** All of the work or none of it; on disk when this returns. */
  <T> T inTransaction(Work<T> work) {
    synchronized (lock) {
      if (closed) {
        throw Fault.of(file, "is closed already: the bot is shutting down.");
      }
      try {
        T result = work.on(sql);
        connection.commit();
        return result;
      } catch (SQLException e) {
        rollBack(e);
        throw Fault.of(file, e);
      } catch (RuntimeException | Error e) {
        rollBack(e);
        throw e;
      }
    }
  }

  void change(Change change) {
    boolean unused =
        inTransaction(
            statements -> {
              change.on(statements);
              return true;
            });
  }

  @GuardedBy("lock")
  private void rollBack(Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      try {
        connection.close();
      } catch (SQLException e) {
        throw Fault.of(file, e);
      }
    }
  }
}
