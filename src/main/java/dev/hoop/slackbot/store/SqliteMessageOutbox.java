package dev.hoop.slackbot.store;

import dev.hoop.slackbot.outbox.MessageOutbox;
import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thread-safe: the messages that are owed, in SQLite. */
final class SqliteMessageOutbox implements MessageOutbox {
  private static final String GIVEN_UP = "messages_given_up";

  private final Database database;
  private final Clock clock;

  SqliteMessageOutbox(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void enqueue(OutboxMessage owed) {
    Instant now = clock.instant();
    database.change(sql -> MessageRows.enqueue(sql, owed, now));
  }

  @Override
  public List<Pending> due(Instant now) {
    return database.list(
        """
        select owed_key, recipient, slack_user, channel_id, ts, response_url, message,
               blocks, created_at, attempts, perhaps
        from owed where paid_at is null and (due_at <= ? or created_at > ?)
        order by created_at, owed_key
        """,
        MessageRows::pending,
        now,
        // The clock was set back, so what its instants put off is put off for too long.
        now);
  }

  @Override
  public Optional<Instant> nextDue(Instant now) {
    return database.first(
        "select due_at from owed where paid_at is null and due_at > ? order by due_at limit 1",
        row -> row.instant("due_at"),
        now);
  }

  @Override
  public void delivered(Pending pending, ChannelId channel, MessageTs ts) {
    Instant now = clock.instant();
    database.inTransaction(sql -> delivered(sql, pending, now));
  }

  private static boolean delivered(Sql sql, Pending pending, Instant now) throws SQLException {
    return sql.update(
            "update owed set paid_at = ? where owed_key = ? and paid_at is null",
            now,
            pending.owed().key())
        > 0;
  }

  @Override
  public void sending(Pending pending, Instant until) {
    database.update(
        "update owed set perhaps = ?, due_at = ? where owed_key = ? and paid_at is null",
        pending.copies() + 1,
        until,
        pending.owed().key());
  }

  @Override
  public void postponed(Pending pending, Instant until, int copies) {
    Instant now = clock.instant();
    database.update(
        """
        update owed set due_at = ?, attempts = attempts + 1, perhaps = ?,
                        created_at = case when created_at > ? then ? else created_at end
        where owed_key = ? and paid_at is null
        """,
        until,
        copies,
        now,
        now,
        pending.owed().key());
  }

  @Override
  public void retry(@Nullable ChannelId destination, Instant after) {
    String where = Objects.toString(destination, "");
    database.update(
        """
        update owed set due_at = 0
        where paid_at is null and due_at > ? and perhaps < ?
          and (? = '' or slack_user = ? or channel_id = ?)
        """,
        after,
        StaleCard.MOST_COPIES,
        where,
        where,
        where);
  }

  @Override
  public void dropped(Pending pending) {
    Instant now = clock.instant();
    database.change(
        sql -> {
          if (delivered(sql, pending, now)) {
            sql.update(
                """
                insert into tally (name, amount) values (?, 1)
                on conflict (name) do update set amount = tally.amount + 1
                """,
                GIVEN_UP);
          }
        });
  }

  @Override
  public long givenUp() {
    return database
        .first("select amount from tally where name = ?", row -> row.number("amount"), GIVEN_UP)
        .orElse(0L);
  }

  @Override
  public List<Instant> waitingSince() {
    return database.list(
        "select created_at from owed where paid_at is null order by created_at",
        row -> row.instant("created_at"));
  }
}
