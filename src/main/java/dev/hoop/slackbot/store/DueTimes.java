package dev.hoop.slackbot.store;

import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Brings forward what was put off further than the bot ever puts anything off: the clock was set
 * back since, and waiting for it to be there again could take days.
 */
final class DueTimes {

  /** A little more than anything is put off for. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(6);

  /** A little more than what may stand in several copies is put off for. */
  private static final Duration LONGEST_OF_COPIES = Duration.ofMinutes(35);

  private static final Duration LONGEST_UNREAD = Duration.ofHours(2);

  private DueTimes() {}

  /** Whether there was such a card or message. */
  static boolean boundDeliveries(Sql sql, Instant now) throws SQLException {
    return bound(sql, "card set due_at = 0 where stale = 1", now)
            + bound(sql, "owed set due_at = 0 where paid_at is null", now)
        > 0;
  }

  private static int bound(Sql sql, String what, Instant now) throws SQLException {
    return sql.update(
        "update " + what + " and due_at > case when perhaps < ? then ? else ? end",
        StaleCard.MOST_COPIES,
        now.plus(LONGEST_PAUSE),
        now.plus(LONGEST_OF_COPIES));
  }

  /** Whose clock it is matters little: too early a look only costs a read. */
  static void boundLooks(Sql sql, Instant now) throws SQLException {
    sql.update(
        "update review set next_look = 0 where is_over = 0 and next_look > ?",
        now.plus(LONGEST_UNREAD));
  }
}
