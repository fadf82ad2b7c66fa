package dev.hoop.slackbot.store;

import dev.hoop.slackbot.outbox.MessageOutbox.Pending;
import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.store.sqlite.Row;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a message that is owed becomes a row, and back. */
final class MessageRows {
  private static final String DIRECT = "direct";
  private static final String PRIVATELY = "privately";
  private static final String IN_THREAD = "in_thread";

  private MessageRows() {}

  /** Part of somebody's transaction; a key that was ever owed is left as it is. */
  static void enqueue(Sql sql, OutboxMessage owed, Instant now) throws SQLException {
    Columns to = columns(owed.recipient());
    sql.update(
        """
        insert into owed (owed_key, recipient, slack_user, channel_id, ts, response_url, message,
                          blocks, created_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (owed_key) do nothing
        """,
        owed.key(),
        to.kind(),
        to.user(),
        to.channel(),
        to.ts(),
        to.responseUrl(),
        owed.message().text(),
        owed.message().blocks(),
        now);
  }

  static Pending pending(Row row) throws SQLException {
    return new Pending(
        new OutboxMessage(
            row.text("owed_key"),
            recipient(row),
            new SlackMessage(row.text("message"), row.text("blocks"))),
        row.instant("created_at"),
        row.integer("attempts"),
        row.integer("perhaps"));
  }

  private record Columns(
      String kind,
      @Nullable SlackUserId user,
      @Nullable ChannelId channel,
      @Nullable MessageTs ts,
      @Nullable URI responseUrl) {}

  private static Columns columns(Recipient recipient) {
    return recipient.match(
        direct -> new Columns(DIRECT, direct.user(), null, null, null),
        privately ->
            new Columns(
                PRIVATELY, privately.user(), privately.channel(), null, privately.responseUrl()),
        thread -> new Columns(IN_THREAD, null, thread.channel(), thread.root(), null));
  }

  private static Recipient recipient(Row row) throws SQLException {
    String kind = row.text("recipient");
    return switch (kind) {
      case DIRECT -> new Recipient.Direct(new SlackUserId(row.text("slack_user")));
      case PRIVATELY ->
          new Recipient.Privately(
              new SlackUserId(row.text("slack_user")),
              row.orNull("channel_id", ChannelId::new),
              row.orNull("response_url", URI::create));
      case IN_THREAD ->
          new Recipient.InThread(
              new ChannelId(row.text("channel_id")), new MessageTs(row.text("ts")));
      default -> throw new SQLException("unknown recipient " + kind);
    };
  }
}
