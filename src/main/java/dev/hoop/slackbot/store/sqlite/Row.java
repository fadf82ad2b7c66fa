package dev.hoop.slackbot.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The row a query stands at, in the project's types. */
public final class Row {

  /** Makes something of a row. */
  public interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  private final ResultSet rows;

  Row(ResultSet rows) {
    this.rows = rows;
  }

  public String text(String column) throws SQLException {
    String text = rows.getString(column);
    if (text == null) {
      throw new SQLException("unexpected null in " + column);
    }
    return text;
  }

  /** What is made of a text; null where there is none. */
  public <T> @Nullable T orNull(String column, Function<String, T> of) throws SQLException {
    String text = rows.getString(column);
    return text == null ? null : of.apply(text);
  }

  public long number(String column) throws SQLException {
    return rows.getLong(column);
  }

  public int integer(String column) throws SQLException {
    return Math.toIntExact(number(column));
  }

  public boolean flag(String column) throws SQLException {
    return number(column) != 0;
  }

  public Instant instant(String column) throws SQLException {
    return Micros.instant(number(column));
  }

  public @Nullable Instant instantOrNull(String column) throws SQLException {
    long micros = rows.getLong(column);
    return rows.wasNull() ? null : Micros.instant(micros);
  }
}
