package dev.hoop.slackbot.store;

import java.sql.SQLException;
import java.time.Instant;

/** Forgets what nobody will ask for any more. */
final class Pruning {
  private Pruning() {}

  static int prune(Sql sql, Instant before) throws SQLException {
    long limit = Micros.of(before);
    sql.update(
        """
        delete from decision where review_id in (
          select review_id from review where is_over = 1 and updated_at < ?)
        """,
        limit);
    sql.update(
        """
        delete from card where review_id in (
          select review_id from review where is_over = 1 and updated_at < ?)
        """,
        limit);
    int reviews = sql.update("delete from review where is_over = 1 and updated_at < ?", limit);
    // Of reviews that never were announced here, or were forgotten before.
    sql.update(
        """
        delete from decision
        where decided_at < ? and review_id not in (select review_id from review)
        """,
        limit);
    sql.update("delete from adoption where adopted_at < ?", limit);
    sql.update("delete from click where settled_at < ?", limit);
    sql.update("delete from owed where paid_at < ?", limit);
    return reviews;
  }
}
