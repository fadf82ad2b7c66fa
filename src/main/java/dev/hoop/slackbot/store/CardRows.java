package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What makes cards and makes them stale, each step part of somebody's transaction. */
final class CardRows {
  /** A card that waits already goes on waiting since then. */
  private static final String STALE =
      """
      update card set stale_since = case when stale = 1 then stale_since else ? end, stale = 1
      where dropped = 0""";

  private CardRows() {}

  /**
   * Adds a card to be posted for each channel that has none, whether by its name or its id; one
   * that was not worth posting for a while is posted after all.
   *
   * @return whether a card was added
   */
  static boolean add(Sql sql, ReviewId review, List<ChannelId> channels, Instant now)
      throws SQLException {
    boolean added = false;
    for (ChannelId channel : channels) {
      sql.update(
          """
          update card set dropped = 0, stale = 1, stale_since = ?, attempts = 0, due_at = 0
          where review_id = ? and asked_channel = ? and ts = '' and dropped = 1
            and review_id in (select review_id from review where waits = 1)
          """,
          now,
          review,
          channel);
      if (!sql.any(
          "select 1 from card where review_id = ? and (asked_channel = ? or channel_id = ?)",
          review,
          channel,
          channel)) {
        insert(sql, review, channel, "", 0, now);
        added = true;
      }
    }
    return added;
  }

  static void makeStale(Sql sql, ReviewId review, Instant now) throws SQLException {
    sql.update(STALE + " and review_id = ?", now, review);
  }

  /** The cards of a review must be drawn again, since it is known now who decided. */
  static void retell(Sql sql, ReviewId review, Instant now) throws SQLException {
    sql.update(
        """
        update review set revision = revision + 1, urgent_revision = revision + 1
        where review_id = ?
        """,
        review);
    makeStale(sql, review, now);
  }

  /**
   * The settings that cards are shown by, which no look at the gateway could tell to have changed:
   * where others were in force, the cards of all reviews that are not over must be drawn again.
   */
  static void showBy(Sql sql, String settings, Instant now) throws SQLException {
    Optional<String> before =
        sql.first("select in_force from card_settings", row -> row.text("in_force"));
    if (before.isPresent() && before.get().equals(settings)) {
      return;
    }
    sql.update(
        """
        insert into card_settings (id, in_force) values (1, ?)
        on conflict (id) do update set in_force = excluded.in_force
        """,
        settings);
    sql.update(STALE + " and review_id in (select review_id from review where is_over = 0)", now);
    // Whose key decides for a group is part of the story, which only a look writes anew; no
    // review has the empty fingerprint.
    sql.update("update review set revision = revision + 1, fingerprint = '' where is_over = 0");
  }

  static boolean reviewKnown(Sql sql, ReviewId review) throws SQLException {
    return sql.any("select 1 from review where review_id = ?", review);
  }

  /**
   * Adds a stale card where it is not there and its review is.
   *
   * @param ts empty while it has not been posted
   */
  static void insert(
      Sql sql, ReviewId review, ChannelId channel, String ts, long shownRevision, Instant now)
      throws SQLException {
    sql.update(
        """
        insert into card (review_id, channel_id, ts, asked_channel, place, shown_revision, stale,
                          stale_since)
        select review_id, ?, ?, ?, (select count(*) from card where review_id = ?), ?, 1, ?
        from review where review_id = ?
        on conflict (review_id, channel_id, ts) do nothing
        """,
        channel,
        ts,
        channel,
        review,
        shownRevision,
        now,
        review);
  }
}
