package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.store.sqlite.Row;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.net.URI;
import java.sql.SQLException;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** How a click becomes a row, and back. */
final class ClickRows {
  private ClickRows() {}

  /** Part of somebody's transaction; false when the click is there already. */
  static boolean insert(Sql sql, Click click) throws SQLException {
    TimeWindow window = click.verdict().window();
    return sql.update(
            """
            insert into click (click_key, slack_user, team, channel_id, message_ts, review_id,
                               group_name, verdict, reason, window_start, window_end, response_url,
                               received_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (click_key) do nothing
            """,
            click.key(),
            click.by(),
            click.team(),
            click.channel(),
            click.message(),
            click.review(),
            click.group(),
            click.verdict().kind(),
            click.verdict().reason(),
            window == null ? null : window.start(),
            window == null ? null : window.end(),
            click.responseUrl(),
            click.receivedAt())
        > 0;
  }

  static Click click(Row row) throws SQLException {
    return new Click(
        row.text("click_key"),
        new SlackUserId(row.text("slack_user")),
        row.text("team"),
        row.orNull("channel_id", ChannelId::new),
        row.orNull("message_ts", MessageTs::new),
        new ReviewId(row.text("review_id")),
        row.text("group_name"),
        new Verdict(Verdict.Kind.valueOf(row.text("verdict")), row.text("reason"), window(row)),
        row.orNull("response_url", URI::create),
        row.instant("received_at"));
  }

  private static @Nullable TimeWindow window(Row row) throws SQLException {
    LocalTime start = row.orNull("window_start", LocalTime::parse);
    LocalTime end = row.orNull("window_end", LocalTime::parse);
    return start == null || end == null ? null : new TimeWindow(start, end);
  }
}
