package dev.hoop.slackbot.store;

import dev.hoop.slackbot.decision.KeyStore;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Thread-safe: the approver keys, in SQLite. */
final class SqliteKeyStore implements KeyStore {
  private final Database database;

  SqliteKeyStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Kept> findKey(String email) {
    return database.first(
        "select email, key_id, name, sealed from approver_key where email = ?",
        SqliteKeyStore::kept,
        email);
  }

  @Override
  public List<Kept> keys() {
    return database.list(
        "select email, key_id, name, sealed from approver_key order by email",
        SqliteKeyStore::kept);
  }

  @Override
  public void keep(Kept key) {
    database.update(
        """
        insert into approver_key (email, key_id, name, group_name, sealed)
        values (?, ?, ?, '', ?)
        on conflict (email) do update
        set key_id = excluded.key_id, name = excluded.name,
            group_name = excluded.group_name, sealed = excluded.sealed
        """,
        key.email(),
        key.id(),
        key.name(),
        key.sealed());
  }

  @Override
  public void forget(String email) {
    database.update("delete from approver_key where email = ?", email);
  }

  private static Kept kept(Row row) throws SQLException {
    return new Kept(row.text("email"), row.text("key_id"), row.text("name"), row.text("sealed"));
  }
}
