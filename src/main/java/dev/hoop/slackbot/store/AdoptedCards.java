package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.store.sqlite.Micros;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Cards that became known by being clicked, each step part of somebody's transaction. */
final class AdoptedCards {
  /** What such a card shows is anybody's guess, so it is stale whatever the review's revision. */
  private static final long UNKNOWN = -1;

  private AdoptedCards() {}

  static void adopt(Sql sql, ReviewId review, ChannelId channel, MessageTs ts, Instant now)
      throws SQLException {
    if (sql.any(
        "select 1 as found from card where channel_id = ? and ts = ?",
        channel.value(),
        ts.value())) {
      // Taken for gone, but somebody just clicked it.
      sql.update(
          """
          update card set dropped = 0, shown_revision = -1, stale = 1, stale_since = ?,
                          attempts = 0, due_at = 0
          where channel_id = ? and ts = ? and dropped = 1
          """,
          Micros.of(now),
          channel.value(),
          ts.value());
    } else if (!CardRows.reviewKnown(sql, review)) {
      sql.update(
          """
          insert into adoption (review_id, channel_id, ts, adopted_at) values (?, ?, ?, ?)
          on conflict (review_id, channel_id, ts) do nothing
          """,
          review.value(),
          channel.value(),
          ts.value(),
          Micros.of(now));
    } else if (!filled(sql, review, channel, ts)) {
      CardRows.insert(sql, review, channel, ts.value(), UNKNOWN, now);
    }
  }

  /**
   * Where a card still waits to be posted in that channel, the clicked copy is it: it was posted
   * just before a crash, and posting it again would make two.
   */
  private static boolean filled(Sql sql, ReviewId review, ChannelId channel, MessageTs ts)
      throws SQLException {
    return sql.update(
            """
            update card set ts = ?, shown_revision = -1, stale = 1, attempts = 0, due_at = 0,
                            perhaps = case when perhaps > 0 then perhaps - 1 else 0 end
            where review_id = ? and channel_id = ? and ts = '' and dropped = 0
            """,
            ts.value(),
            review.value(),
            channel.value())
        > 0;
  }

  /** Takes in the cards that were clicked before their review was known. */
  static void takeInEarly(Sql sql, ReviewId review, Instant now) throws SQLException {
    List<Message> early =
        sql.list(
            """
            select channel_id, ts from adoption where review_id = ? order by adopted_at, ts
            """,
            row -> new Message(new ChannelId(row.text("channel_id")), row.text("ts")),
            review.value());
    for (Message message : early) {
      CardRows.insert(sql, review, message.channel(), message.ts(), UNKNOWN, now);
    }
    sql.update("delete from adoption where review_id = ?", review.value());
  }

  private record Message(ChannelId channel, String ts) {}
}
