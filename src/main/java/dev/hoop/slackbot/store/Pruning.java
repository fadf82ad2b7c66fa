package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.store.sqlite.Database;
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
          deletion(
              "decision",
              "click_key",
              "decided_at < ? and review_id not in (select review_id from review)"),
          deletion("adoption", "rowid", "adopted_at < ?"),
          deletion("click", "click_key", "settled_at < ?"),
          deletion("owed", "owed_key", "paid_at < ?"));

  private Pruning() {}

  private static String deletion(String table, String key, String old) {
    return "delete from %1$s where %2$s in (select %2$s from %1$s where %3$s limit %4$d)"
        .formatted(table, key, old, BATCH);
  }

  static int prune(Database database, Instant before) {
    int reviews =
        all(database, sql -> reviews(sql, OVER, before))
            + all(database, sql -> reviews(sql, STAYED, before));
    for (String statement : THE_REST) {
      all(database, sql -> sql.update(statement, before));
    }
    return reviews;
  }

  private static int all(Database database, Database.Work<Integer> batch) {
    int removed = 0;
    int last;
    do {
      last = database.inTransaction(batch);
      removed += last;
    } while (last == BATCH);
    return removed;
  }

  private static int reviews(Sql sql, String which, Instant before) throws SQLException {
    sql.update("delete from decision where review_id in (" + which + ")", before);
    sql.update("delete from card where review_id in (" + which + ")", before);
    return sql.update("delete from review where review_id in (" + which + ")", before);
  }
}
