package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.time.Instant;

/** Cards that became known by being clicked, each step part of somebody's transaction. */
final class AdoptedCards {
  /** What such a card shows is not known, so it is stale whatever the review's revision. */
  private static final int UNKNOWN = -1;

  private AdoptedCards() {}

  /**
   * A click came from this copy: where it is not known here (posted by the built-in plugin, or just
   * before a crash) it is taken in and kept true from now on.
   */
  static void adopt(Sql sql, ReviewId review, ChannelId channel, MessageTs ts, Instant now)
      throws SQLException {
    if (sql.any("select 1 from card where channel_id = ? and ts = ?", channel, ts)) {
      // Taken for gone, but somebody just clicked it.
      sql.update(
          """
          update card set dropped = 0, shown_revision = ?, stale = 1, stale_since = ?,
                          attempts = 0, due_at = 0
          where channel_id = ? and ts = ? and dropped = 1
          """,
          UNKNOWN,
          now,
          channel,
          ts);
    } else if (!CardRows.reviewKnown(sql, review)) {
      sql.update(
          """
          insert into adoption (review_id, channel_id, ts, adopted_at) values (?, ?, ?, ?)
          on conflict (review_id, channel_id, ts) do nothing
          """,
          review,
          channel,
          ts,
          now);
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
            update card set ts = ?, shown_revision = ?, stale = 1, attempts = 0, due_at = 0,
                            perhaps = case when perhaps > 0 then perhaps - 1 else 0 end
            where review_id = ? and channel_id = ? and ts = '' and dropped = 0
            """,
            ts,
            UNKNOWN,
            review,
            channel)
        > 0;
  }

  /** Takes in the cards of a new review that were clicked before it was known. */
  static void takeInEarly(Sql sql, ReviewId review, Instant now) throws SQLException {
    sql.update(
        """
        insert into card (review_id, channel_id, ts, asked_channel, place, shown_revision, stale,
                          stale_since)
        select review_id, channel_id, ts, channel_id,
               row_number() over (order by adopted_at, ts) - 1, ?, 1, ?
        from adoption where review_id = ?
        """,
        UNKNOWN,
        now,
        review);
    sql.update("delete from adoption where review_id = ?", review);
  }
}
