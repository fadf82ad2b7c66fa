package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.Owed;
import dev.hoop.slackbot.review.Settlement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Thread-safe: the clicks, in SQLite. */
final class SqliteInbox implements Inbox {
  private static final Duration REPEATS = Duration.ofMinutes(10);

  private final Database database;
  private final Clock clock;

  SqliteInbox(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public boolean put(Click click) {
    return database.inTransaction(sql -> Clicks.insert(sql, click));
  }

  @Override
  public List<Click> unsettled() {
    return database.inTransaction(
        sql ->
            sql.list(
                """
                select click_key, slack_user, team, channel_id, message_ts, review_id, group_name,
                       verdict, reason, window_start, window_end, response_url, received_at
                from click where settled_at is null order by received_at, click_key
                """,
                Clicks::click));
  }

  @Override
  public void begin(Click click) {
    long now = Micros.of(clock.instant());
    database.change(
        sql -> sql.update("update click set begun_at = ? where click_key = ?", now, click.key()));
  }

  @Override
  public Progress progress(Click click) {
    return database.inTransaction(
        sql ->
            sql.first(
                    "select begun_at, settled_at from click where click_key = ?",
                    SqliteInbox::progress,
                    click.key())
                // Clicks are forgotten only when they have long been settled.
                .orElse(Progress.SETTLED));
  }

  private static Progress progress(Row row) throws SQLException {
    if (row.instantOrNull("settled_at") != null) {
      return Progress.SETTLED;
    }
    return row.instantOrNull("begun_at") == null ? Progress.ARRIVED : Progress.BEGUN;
  }

  @Override
  public void settle(Click click, Settlement settlement) {
    Instant now = clock.instant();
    database.change(
        sql -> {
          boolean unused = Clicks.insert(sql, click);
          if (!settledNow(sql, click, now)) {
            return;
          }
          Decision decision = settlement.decision();
          if (decision != null) {
            insert(sql, click, decision);
            CardRows.retell(sql, click.review(), now);
          }
          for (Owed owed : settlement.owed()) {
            Debts.owe(sql, owed, now);
          }
        });
  }

  @Override
  public boolean firstSight(String eventId, Instant now) {
    return database.inTransaction(
        sql -> {
          sql.update("delete from event where seen_at < ?", Micros.of(now.minus(REPEATS)));
          return sql.update(
                  """
                  insert into event (event_id, seen_at) values (?, ?)
                  on conflict (event_id) do nothing
                  """,
                  eventId,
                  Micros.of(now))
              > 0;
        });
  }

  private static boolean settledNow(Sql sql, Click click, Instant now) throws SQLException {
    return sql.update(
            "update click set settled_at = ? where click_key = ? and settled_at is null",
            Micros.of(now),
            click.key())
        > 0;
  }

  private static void insert(Sql sql, Click click, Decision decision) throws SQLException {
    sql.update(
        """
        insert into decision (click_key, review_id, group_name, verdict, slack_user, name, email,
                              decided_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (click_key) do nothing
        """,
        click.key(),
        click.review().value(),
        decision.group(),
        decision.kind().name(),
        decision.by().value(),
        decision.name(),
        decision.email(),
        Micros.of(decision.at()));
  }
}
