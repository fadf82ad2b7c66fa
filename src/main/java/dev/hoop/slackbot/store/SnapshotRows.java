package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.store.sqlite.Row;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads snapshots from the rows of reviews, each step part of somebody's transaction. */
final class SnapshotRows {

  private SnapshotRows() {}

  static Optional<ReviewSnapshot> find(Sql sql, ReviewId review) throws SQLException {
    return sql.first(
        "select review_id, story from review where review_id = ?",
        row -> read(sql, row),
        review.value());
  }

  /** The snapshot with every decision settled so far, of which its text may know fewer. */
  static ReviewSnapshot read(Sql sql, Row row) throws SQLException {
    ReviewSnapshot stored = SnapshotJson.read(row.text("story"));
    List<Decision> decisions =
        sql.list(
            """
            select group_name, verdict, slack_user, name, email, decided_at
            from decision where review_id = ? order by decided_at, click_key
            """,
            SnapshotRows::decision,
            row.text("review_id"));
    return stored.withDecisions(decisions);
  }

  private static Decision decision(Row row) throws SQLException {
    return new Decision(
        row.text("group_name"),
        Verdict.Kind.valueOf(row.text("verdict")),
        new SlackUserId(row.text("slack_user")),
        row.text("name"),
        row.text("email"),
        row.instant("decided_at"));
  }
}
