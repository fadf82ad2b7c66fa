package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.store.sqlite.Row;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;

/** Reads snapshots from the rows of reviews, as part of somebody's transaction. */
final class SnapshotRows {

  private SnapshotRows() {}

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
