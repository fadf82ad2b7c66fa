package dev.hoop.slackbot.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, to be used inside a transaction of {@link Database} only. Each is
 * prepared once; a query's rows are all read before it returns, so no statement is used twice at a
 * time.
 *
 * <p>Values are given in the project's types: an instant is stored as its microseconds, a flag as 0
 * or 1, a number as it is, and anything else (an id, an enum, a URI) as its {@code toString}.
 */
public final class Sql implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private boolean wrote;

  /**
   * Takes over a connection.
   *
   * @param connection not in auto-commit mode
   */
  public Sql(Connection connection) {
    this.connection = connection;
  }

  /**
   * Ends the transaction and begins the next.
   *
   * @return whether there was anything to write
   */
  boolean commit() throws SQLException {
    connection.commit();
    boolean written = wrote;
    wrote = false;
    return written;
  }

  void rollBack() throws SQLException {
    connection.rollback();
    wrote = false;
  }

  /** Ends the connection, and with it what was not committed. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Changes rows and says how many. */
  public int update(String sql, @Nullable Object... values) throws SQLException {
    int rows = bound(sql, values).executeUpdate();
    wrote |= rows > 0;
    return rows;
  }

  public <T> List<T> list(String sql, Row.Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      Row row = new Row(rows);
      while (rows.next()) {
        found.add(reader.read(row));
      }
    }
    return found;
  }

  /** The first row, where there is one. */
  public <T> Optional<T> first(String sql, Row.Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    return list(sql, reader, values).stream().findFirst();
  }

  public boolean any(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, row -> true, values).isPresent();
  }

  /** Runs a script of several statements. */
  public void script(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object[] values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, stored(values[i]));
    }
    return statement;
  }

  private static @Nullable Object stored(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return Micros.of(instant);
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    return value == null || value instanceof Number ? value : value.toString();
  }
}
