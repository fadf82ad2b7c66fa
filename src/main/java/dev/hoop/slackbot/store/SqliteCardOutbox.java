package dev.hoop.slackbot.store;

import dev.hoop.slackbot.outbox.CardOutbox;
import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.Row;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thread-safe: the cards that do not show the latest yet, in SQLite. */
final class SqliteCardOutbox implements CardOutbox {
  /** More than can be under way at once, so that those do not hide the next ones. */
  private static final int UPDATES_OF_A_CHANNEL = 16;

  private final Database database;
  private final Clock clock;

  SqliteCardOutbox(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<ReviewSnapshot> snapshot(ReviewId review) {
    return database.inTransaction(
        sql ->
            sql.first(
                "select review_id, story from review where review_id = ?",
                row -> SnapshotRows.read(sql, row),
                review));
  }

  @Override
  public List<StaleCard> due(Instant now) {
    return database.list(
        """
        select * from (
          select stale.*,
                 row_number() over (
                   partition by channel_id, unposted
                   order by urgent desc, created_at, review_id, place
                 ) as turn
          from (
            select c.review_id, c.channel_id, c.ts, r.revision, r.created_at, c.attempts,
                   c.perhaps, c.place,
                   case when c.ts = '' then 1 else 0 end as unposted,
                   case when c.ts <> '' and r.urgent_revision > c.shown_revision then 1 else 0 end
                     as urgent
            from card c join review r on r.review_id = c.review_id
            where c.stale = 1 and c.due_at <= ?) as stale) as queue
        where turn <= case when unposted = 1 then 1 else ? end
        order by unposted, urgent desc, created_at, review_id, place
        """,
        SqliteCardOutbox::card,
        now,
        UPDATES_OF_A_CHANNEL);
  }

  private static StaleCard card(Row row) throws SQLException {
    String ts = row.text("ts");
    return new StaleCard(
        new ReviewId(row.text("review_id")),
        new ChannelId(row.text("channel_id")),
        ts.isEmpty() ? null : new MessageTs(ts),
        row.number("revision"),
        row.integer("attempts"),
        row.integer("perhaps"),
        row.integer("place") == 0,
        row.flag("urgent"));
  }

  @Override
  public Optional<Instant> nextDue(Instant now) {
    return database.first(
        "select due_at from card where stale = 1 and due_at > ? order by due_at limit 1",
        row -> row.instant("due_at"),
        now);
  }

  @Override
  public void delivered(StaleCard card, ChannelId channel, MessageTs ts) {
    Instant now = clock.instant();
    database.change(
        sql -> {
          move(sql, card, channel, ts);
          // The row may have gone to another copy meanwhile; this one stands in Slack all the same.
          CardRows.insert(sql, card.review(), channel, ts.value(), card.revision(), now);
          sql.update(
              """
              update card
              set shown_revision = ?, attempts = 0, due_at = 0, perhaps = ?, dropped = 0,
                  stale_since = ?,
                  stale = (select case when r.revision > ? then 1 else 0 end
                           from review r where r.review_id = card.review_id)
              where review_id = ? and channel_id = ? and ts = ?
              """,
              card.revision(),
              card.copies(),
              now,
              card.revision(),
              card.review(),
              channel,
              ts);
        });
  }

  private static void move(Sql sql, StaleCard card, ChannelId channel, MessageTs ts)
      throws SQLException {
    boolean moved = !channel.equals(card.channel()) || !ts.equals(card.ts());
    if (moved
        && sql.any(
            "select 1 from card where review_id = ? and channel_id = ? and ts = ?",
            card.review(),
            card.channel(),
            ts(card))) {
      // A click may have brought this very message in before its post was written down.
      sql.update(
          "delete from card where review_id = ? and channel_id = ? and ts = ?",
          card.review(),
          channel,
          ts);
      sql.update(
          "update card set channel_id = ?, ts = ? where review_id = ? and channel_id = ? and ts = ?",
          channel,
          ts,
          card.review(),
          card.channel(),
          ts(card));
    }
  }

  @Override
  public void sending(StaleCard card, Instant until) {
    database.update(
        """
        update card set perhaps = ?, due_at = ?
        where review_id = ? and channel_id = ? and ts = ''
        """,
        card.copies() + 1,
        until,
        card.review(),
        card.channel());
  }

  @Override
  public void postponed(StaleCard card, Instant until, int copies) {
    database.update(
        """
        update card set attempts = ?, due_at = ?, perhaps = ?
        where review_id = ? and channel_id = ? and ts = ? and dropped = 0
        """,
        card.attempts() + 1,
        until,
        copies,
        card.review(),
        card.channel(),
        ts(card));
  }

  @Override
  public void retry(@Nullable ChannelId channel, Instant after) {
    String where = Objects.toString(channel, "");
    database.update(
        """
        update card set due_at = 0
        where stale = 1 and due_at > ? and (ts <> '' or perhaps < ?)
          and (? = '' or channel_id = ?)
        """,
        after,
        StaleCard.MOST_COPIES,
        where,
        where);
  }

  @Override
  public void dropped(StaleCard card) {
    database.update(
        """
        update card set dropped = 1, stale = 0
        where review_id = ? and channel_id = ? and ts = ?
        """,
        card.review(),
        card.channel(),
        ts(card));
  }

  @Override
  public void needless(StaleCard card) {
    database.update(
        """
        update card set dropped = 1, stale = 0
        where review_id = ? and channel_id = ? and ts = ''
          and ? = (select r.revision from review r where r.review_id = card.review_id)
        """,
        card.review(),
        card.channel(),
        card.revision());
  }

  @Override
  public List<ChannelBacklog> backlogs() {
    return database.list(
        """
        select channel_id, count(*) as cards, min(stale_since) as since
        from card where stale = 1 group by channel_id order by channel_id
        """,
        row ->
            new ChannelBacklog(
                new ChannelId(row.text("channel_id")), row.integer("cards"), row.instant("since")));
  }

  /** What stands in the row: empty while the card has not been posted. */
  private static String ts(StaleCard card) {
    return Objects.toString(card.ts(), "");
  }
}
