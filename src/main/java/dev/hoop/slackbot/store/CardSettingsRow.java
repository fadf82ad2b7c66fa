package dev.hoop.slackbot.store;

import dev.hoop.slackbot.store.sqlite.Database;
import java.time.Instant;
import java.util.Optional;

/**
 * The settings that cards are shown by, which no look at the gateway could tell to have changed.
 */
final class CardSettingsRow {

  private CardSettingsRow() {}

  static void showBy(Database database, String settings, Instant now) {
    database.change(
        sql -> {
          Optional<String> before =
              sql.first("select in_force from card_settings", row -> row.text("in_force"));
          if (before.isPresent() && before.get().equals(settings)) {
            return;
          }
          sql.update(
              """
              insert into card_settings (id, in_force) values (1, ?)
              on conflict (id) do update set in_force = excluded.in_force
              """,
              settings);
          CardRows.makeStale(sql, now);
          // Whose key decides for a group is part of the story, which only a look writes anew; no
          // review has the empty fingerprint.
          sql.update(
              "update review set revision = revision + 1, fingerprint = '' where is_over = 0");
        });
  }
}
