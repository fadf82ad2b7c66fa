package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.Owed;
import dev.hoop.slackbot.review.OwedLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Thread-safe: the messages that are owed, in SQLite. */
final class SqliteOwedLog implements OwedLog {
  private final Database database;
  private final Clock clock;

  SqliteOwedLog(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void owe(Owed owed) {
    Instant now = clock.instant();
    database.change(sql -> Debts.owe(sql, owed, now));
  }

  @Override
  public List<Debt> dueDebts(Instant now) {
    return database.inTransaction(
        sql ->
            sql.list(
                """
                select owed_key, recipient, slack_user, channel_id, ts, response_url, message,
                       blocks, attempts
                from owed where paid_at is null and due_at <= ?
                order by created_at, owed_key
                """,
                Debts::debt,
                Micros.of(now)));
  }

  @Override
  public Optional<Instant> nextDebtDue(Instant now) {
    return database.inTransaction(
        sql ->
            sql.first(
                """
                select due_at from owed where paid_at is null and due_at > ?
                order by due_at limit 1
                """,
                row -> row.instant("due_at"),
                Micros.of(now)));
  }

  @Override
  public void paid(String key) {
    long now = Micros.of(clock.instant());
    database.change(
        sql ->
            sql.update(
                "update owed set paid_at = ? where owed_key = ? and paid_at is null", now, key));
  }

  @Override
  public void postponedDebt(String key, Instant until) {
    database.change(
        sql ->
            sql.update(
                """
                update owed set due_at = ?, attempts = attempts + 1
                where owed_key = ? and paid_at is null
                """,
                Micros.of(until),
                key));
  }

  @Override
  public List<Instant> unpaidSince() {
    return database.inTransaction(
        sql ->
            sql.list(
                "select created_at from owed where paid_at is null order by created_at",
                row -> row.instant("created_at")));
  }
}
