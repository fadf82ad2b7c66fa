package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.Micros;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Forgets what nobody will ask for any more, a little at a time, so that no click has to wait. */
final class Pruning {
  private static final int BATCH = 500;

  private static final String OVER =
      """
      select review_id from review where is_over = 1 and updated_at < ?
      order by updated_at, review_id limit\s"""
          + BATCH;

  /** What may stay as it is for ever would otherwise be followed for ever. */
  private static final String STAYED =
      "select review_id from review where is_over = 0 and updated_at < ? and stage in ("
          + Stream.of(Stage.values())
              .filter(Stage::mayStay)
              .map(stage -> "'" + stage.storedName() + "'")
              .collect(Collectors.joining(", "))
          + ") order by updated_at, review_id limit "
          + BATCH;

  private static final List<String> THE_REST =
      List.of(
          // Of reviews that never were announced here, or were forgotten before.
          """
          delete from decision where click_key in (
            select click_key from decision
            where decided_at < ? and review_id not in (select review_id from review) limit\s"""
              + BATCH
              + ")",
          "delete from adoption where rowid in (select rowid from adoption where adopted_at < ? limit "
              + BATCH
              + ")",
          "delete from click where click_key in (select click_key from click where settled_at < ? limit "
              + BATCH
              + ")",
          "delete from owed where owed_key in (select owed_key from owed where paid_at < ? limit "
              + BATCH
              + ")");

  private Pruning() {}

  /** What one transaction removes. */
  private interface Batch {
    int remove(Sql sql, long limit) throws SQLException;
  }

  static int prune(Database database, Instant before) {
    long limit = Micros.of(before);
    int reviews =
        all(database, limit, (sql, age) -> reviews(sql, OVER, age))
            + all(database, limit, (sql, age) -> reviews(sql, STAYED, age));
    for (String statement : THE_REST) {
      int unused = all(database, limit, (sql, age) -> sql.update(statement, age));
    }
    return reviews;
  }

  private static int all(Database database, long limit, Batch batch) {
    int removed = 0;
    int last;
    do {
      last = database.inTransaction(sql -> batch.remove(sql, limit));
      removed += last;
    } while (last == BATCH);
    return removed;
  }

  private static int reviews(Sql sql, String which, long limit) throws SQLException {
    sql.update("delete from decision where review_id in (" + which + ")", limit);
    sql.update("delete from card where review_id in (" + which + ")", limit);
    return sql.update("delete from review where review_id in (" + which + ")", limit);
  }
}
