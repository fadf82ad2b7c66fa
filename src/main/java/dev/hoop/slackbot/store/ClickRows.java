package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.store.sqlite.Micros;
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
    ChannelId channel = click.channel();
    MessageTs message = click.message();
    TimeWindow window = click.verdict().window();
    URI responseUrl = click.responseUrl();
    return sql.update(
            """
            insert into click (click_key, slack_user, team, channel_id, message_ts, review_id,
                               group_name, verdict, reason, window_start, window_end, response_url,
                               received_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (click_key) do nothing
            """,
            click.key(),
            click.by().value(),
            click.team(),
            channel == null ? null : channel.value(),
            message == null ? null : message.value(),
            click.review().value(),
            click.group(),
            click.verdict().kind().name(),
            click.verdict().reason(),
            window == null ? null : window.start().toString(),
            window == null ? null : window.end().toString(),
            responseUrl == null ? null : responseUrl.toString(),
            Micros.of(click.receivedAt()))
        > 0;
  }

  static Click click(Row row) throws SQLException {
    String channel = row.textOrNull("channel_id");
    String message = row.textOrNull("message_ts");
    String responseUrl = row.textOrNull("response_url");
    return new Click(
        row.text("click_key"),
        new SlackUserId(row.text("slack_user")),
        row.text("team"),
        channel == null ? null : new ChannelId(channel),
        message == null ? null : new MessageTs(message),
        new ReviewId(row.text("review_id")),
        row.text("group_name"),
        new Verdict(Verdict.Kind.valueOf(row.text("verdict")), row.text("reason"), window(row)),
        responseUrl == null ? null : URI.create(responseUrl),
        row.instant("received_at"));
  }

  private static @Nullable TimeWindow window(Row row) throws SQLException {
    String start = row.textOrNull("window_start");
    String end = row.textOrNull("window_end");
    return start == null || end == null
        ? null
        : new TimeWindow(LocalTime.parse(start), LocalTime.parse(end));
  }
}
