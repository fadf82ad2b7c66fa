package dev.hoop.slackbot.store;

import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.store.sqlite.Micros;
import dev.hoop.slackbot.store.sqlite.Row;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of the cards, each step part of somebody's transaction. */
final class CardRows {
  /** A card that waits already goes on waiting since then. */
  private static final String STALE =
      """
      update card set stale_since = case when stale = 1 then stale_since else ? end, stale = 1
      where dropped = 0""";

  /** More than can be under way at once, so that those do not hide the next ones. */
  private static final int UPDATES_OF_A_CHANNEL = 16;

  private CardRows() {}

  /** Where a review's cards were meant to go, in the order they were first asked for. */
  static List<ChannelId> channels(Sql sql, ReviewId review) throws SQLException {
    return sql
        .list(
            "select asked_channel from card where review_id = ? order by place",
            row -> new ChannelId(row.text("asked_channel")),
            review.value())
        .stream()
        .distinct()
        .toList();
  }

  /**
   * Adds a card to be posted for each channel that has none, whether by its name or its id; one
   * that was not worth posting for a while is posted after all.
   */
  static void add(Sql sql, ReviewId review, List<ChannelId> channels, Instant now)
      throws SQLException {
    for (ChannelId channel : channels) {
      sql.update(
          """
          update card set dropped = 0, stale = 1, stale_since = ?, attempts = 0, due_at = 0
          where review_id = ? and asked_channel = ? and ts = '' and dropped = 1
            and review_id in (select review_id from review where waits = 1)
          """,
          Micros.of(now),
          review.value(),
          channel.value());
      if (!sql.any(
          """
          select 1 as found from card
          where review_id = ? and (asked_channel = ? or channel_id = ?)
          """,
          review.value(),
          channel.value(),
          channel.value())) {
        insert(sql, review, channel, "", 0, now);
      }
    }
  }

  static void makeStale(Sql sql, ReviewId review, Instant now) throws SQLException {
    sql.update(STALE + " and review_id = ?", Micros.of(now), review.value());
  }

  /** The cards of all reviews that are not over must be drawn again. */
  static void makeStale(Sql sql, Instant now) throws SQLException {
    sql.update(
        STALE + " and review_id in (select review_id from review where is_over = 0)",
        Micros.of(now));
  }

  /** The cards of a review must be drawn again, since it is known now who decided. */
  static void retell(Sql sql, ReviewId review, Instant now) throws SQLException {
    sql.update(
        """
        update review set revision = revision + 1, urgent_revision = revision + 1
        where review_id = ?
        """,
        review.value());
    makeStale(sql, review, now);
  }

  static List<StaleCard> due(Sql sql, Instant now) throws SQLException {
    return sql.list(
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
        CardRows::card,
        Micros.of(now),
        UPDATES_OF_A_CHANNEL);
  }

  private static StaleCard card(Row row) throws SQLException {
    String ts = row.text("ts");
    return new StaleCard(
        new ReviewId(row.text("review_id")),
        new ChannelId(row.text("channel_id")),
        ts.isEmpty() ? null : new MessageTs(ts),
        row.number("revision"),
        row.instant("created_at"),
        Math.toIntExact(row.number("attempts")),
        Math.toIntExact(row.number("perhaps")),
        row.number("place") == 0,
        row.flag("urgent"));
  }

  static Optional<Instant> nextDue(Sql sql, Instant now) throws SQLException {
    return sql.first(
        "select due_at from card where stale = 1 and due_at > ? order by due_at limit 1",
        row -> row.instant("due_at"),
        Micros.of(now));
  }

  static void shown(Sql sql, StaleCard card, ChannelId channel, MessageTs ts, Instant now)
      throws SQLException {
    boolean moved = !channel.equals(card.channel()) || !ts.value().equals(ts(card));
    if (moved && known(sql, card)) {
      // A click may have brought this very message in before its post was written down.
      sql.update(
          "delete from card where review_id = ? and channel_id = ? and ts = ?",
          card.review().value(),
          channel.value(),
          ts.value());
      sql.update(
          "update card set channel_id = ?, ts = ? where review_id = ? and channel_id = ? and ts = ?",
          channel.value(),
          ts.value(),
          card.review().value(),
          card.channel().value(),
          ts(card));
    }
    if (!settled(sql, card, channel, ts, now) && reviewKnown(sql, card.review())) {
      // The row went to another copy meanwhile; this one stands in Slack all the same.
      insert(sql, card.review(), channel, ts.value(), card.revision(), now);
      boolean unused = settled(sql, card, channel, ts, now);
    }
  }

  private static boolean known(Sql sql, StaleCard card) throws SQLException {
    return sql.any(
        "select 1 as found from card where review_id = ? and channel_id = ? and ts = ?",
        card.review().value(),
        card.channel().value(),
        ts(card));
  }

  private static boolean settled(
      Sql sql, StaleCard card, ChannelId channel, MessageTs ts, Instant now) throws SQLException {
    return sql.update(
            """
            update card
            set shown_revision = ?, attempts = 0, due_at = 0, perhaps = ?, dropped = 0, stale_since = ?,
                stale = (select case when r.revision > ? then 1 else 0 end
                         from review r where r.review_id = card.review_id)
            where review_id = ? and channel_id = ? and ts = ?
            """,
            card.revision(),
            card.copies(),
            Micros.of(now),
            card.revision(),
            card.review().value(),
            channel.value(),
            ts.value())
        > 0;
  }

  static void posting(Sql sql, StaleCard card, Instant until) throws SQLException {
    sql.update(
        """
        update card set perhaps = ?, due_at = ?
        where review_id = ? and channel_id = ? and ts = ''
        """,
        card.copies() + 1,
        Micros.of(until),
        card.review().value(),
        card.channel().value());
  }

  static void postponed(Sql sql, StaleCard card, Instant until, int copies) throws SQLException {
    sql.update(
        """
        update card set attempts = ?, due_at = ?, perhaps = ?
        where review_id = ? and channel_id = ? and ts = ? and dropped = 0
        """,
        card.attempts() + 1,
        Micros.of(until),
        copies,
        card.review().value(),
        card.channel().value(),
        ts(card));
  }

  static void retry(Sql sql, @Nullable ChannelId channel, Instant after) throws SQLException {
    String where = channel == null ? "" : channel.value();
    sql.update(
        """
        update card set due_at = 0
        where stale = 1 and due_at > ? and (ts <> '' or perhaps < ?)
          and (? = '' or channel_id = ?)
        """,
        Micros.of(after),
        StaleCard.MOST_COPIES,
        where,
        where);
  }

  static void dropped(Sql sql, StaleCard card) throws SQLException {
    sql.update(
        """
        update card set dropped = 1, stale = 0
        where review_id = ? and channel_id = ? and ts = ?
        """,
        card.review().value(),
        card.channel().value(),
        ts(card));
  }

  static void needless(Sql sql, StaleCard card) throws SQLException {
    sql.update(
        """
        update card set dropped = 1, stale = 0
        where review_id = ? and channel_id = ? and ts = ''
          and ? = (select r.revision from review r where r.review_id = card.review_id)
        """,
        card.review().value(),
        card.channel().value(),
        card.revision());
  }

  static List<ChannelBacklog> backlogs(Sql sql) throws SQLException {
    return sql.list(
        """
        select channel_id, count(*) as cards, min(stale_since) as since
        from card where stale = 1 group by channel_id order by channel_id
        """,
        row ->
            new ChannelBacklog(
                new ChannelId(row.text("channel_id")),
                Math.toIntExact(row.number("cards")),
                row.instant("since")));
  }

  static boolean reviewKnown(Sql sql, ReviewId review) throws SQLException {
    return sql.any("select 1 as found from review where review_id = ?", review.value());
  }

  /** Adds a stale card; its ts is empty while it has not been posted. */
  static void insert(
      Sql sql, ReviewId review, ChannelId channel, String ts, long shownRevision, Instant now)
      throws SQLException {
    sql.update(
        """
        insert into card (review_id, channel_id, ts, asked_channel, place, shown_revision, stale,
                          stale_since)
        values (?, ?, ?, ?, (select count(*) from card where review_id = ?), ?, 1, ?)
        """,
        review.value(),
        channel.value(),
        ts,
        channel.value(),
        review.value(),
        shownRevision,
        Micros.of(now));
  }

  private static String ts(StaleCard card) {
    MessageTs ts = card.ts();
    return ts == null ? "" : ts.value();
  }
}
