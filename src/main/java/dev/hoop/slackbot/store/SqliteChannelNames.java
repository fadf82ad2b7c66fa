package dev.hoop.slackbot.store;

import dev.hoop.slackbot.outbox.ChannelNames;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.store.sqlite.Database;
import java.util.Optional;

/** Thread-safe: what channels' names meant, in SQLite. */
final class SqliteChannelNames implements ChannelNames {
  private final Database database;

  SqliteChannelNames(Database database) {
    this.database = database;
  }

  @Override
  public Optional<ChannelId> find(String name) {
    return database.first(
        "select channel_id from channel_name where name = ?",
        row -> new ChannelId(row.text("channel_id")),
        name);
  }

  @Override
  public void keep(String name, ChannelId channel) {
    database.update(
        "insert into channel_name (name, channel_id) values (?, ?) on conflict (name) do nothing",
        name,
        channel);
  }
}
