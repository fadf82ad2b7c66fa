package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Moves the cards of a waiting review to other channels, as part of somebody's transaction. */
final class CardRouting {
  private CardRouting() {}

  /** Whether anything had to be written. */
  static boolean reroute(Sql sql, ReviewId review, List<ChannelId> channels, Instant now)
      throws SQLException {
    if (!sql.any(
        "select 1 as found from review where review_id = ? and waits = 1", review.value())) {
      return false;
    }
    long before = cards(sql, review);
    CardRows.add(sql, review, channels, now);
    boolean added = cards(sql, review) > before;
    boolean left = false;
    for (ChannelId channel : CardRows.channels(sql, review)) {
      if (!channels.contains(channel)) {
        // Also one that may stand in Slack: another try would only bring a copy to the wrong
        // channel.
        left |=
            sql.update(
                    """
                    delete from card
                    where review_id = ? and asked_channel = ? and ts = ''
                    """,
                    review.value(),
                    channel.value())
                > 0;
      }
    }
    return added || left;
  }

  private static long cards(Sql sql, ReviewId review) throws SQLException {
    return sql.first(
            "select count(*) as cards from card where review_id = ?",
            row -> row.number("cards"),
            review.value())
        .orElse(0L);
  }
}
