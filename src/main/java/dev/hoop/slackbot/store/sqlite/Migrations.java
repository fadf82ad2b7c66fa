package dev.hoop.slackbot.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Brings a schema to the newest version: numbered scripts, each in a transaction of its own, never
 * changed once released.
 */
public final class Migrations {
  /** What the first release made in six steps is one script, so the versions begin there. */
  private static final int FIRST = 6;

  private static final List<String> SCRIPTS =
      List.of("0006-first-release.sql", "0007-second-release.sql");

  private static final int NEWEST = FIRST + SCRIPTS.size() - 1;

  private Migrations() {}

  /**
   * Applies what is missing, and writes in any case: better to fail now than at the first click.
   */
  public static void apply(Database database, Instant now) {
    for (int version = Math.max(FIRST, checked(database) + 1); version <= NEWEST; version++) {
      int next = version;
      String script = read(SCRIPTS.get(version - FIRST));
      database.change(
          sql -> {
            if (next == FIRST) {
              sql.script(
                  """
                  create table schema_version (
                    version    integer not null primary key,
                    applied_at bigint  not null
                  )
                  """);
            }
            sql.script(script);
            sql.update(
                "insert into schema_version (version, applied_at) values (?, ?)",
                next,
                Micros.of(now));
          });
    }
    database.change(Migrations::touch);
  }

  /** Writes what is there already. */
  public static void touch(Sql sql) throws SQLException {
    sql.update("update schema_version set applied_at = applied_at");
  }

  /** Refuses every version but the newest. */
  public static void requireCurrent(Database database) {
    if (checked(database) < NEWEST) {
      throw SqliteErrors.of(
          database.file(),
          "is of an older release. Start the bot once, which brings it up to date.");
    }
  }

  /** The version a file has, refusing what this release cannot know. */
  private static int checked(Database database) {
    int version = version(database);
    if (version > 0 && version < FIRST) {
      throw SqliteErrors.of(
          database.file(),
          "was written before the first release. Give this release another file in HOOP_SLACK_DB.");
    }
    if (version > NEWEST) {
      throw SqliteErrors.of(
          database.file(),
          "was written by a newer release (schema %d, this one knows %d). Run that release, or give this one another file in HOOP_SLACK_DB."
              .formatted(version, NEWEST));
    }
    return version;
  }

  private static int version(Database database) {
    List<String> tables =
        database.list(
            "select name from sqlite_master where type = 'table'", row -> row.text("name"));
    if (tables.isEmpty()) {
      return 0;
    }
    if (!tables.contains("schema_version")) {
      throw SqliteErrors.of(
          database.file(),
          "belongs to another program: it has tables that are not the bot's. Name another file in"
              + " HOOP_SLACK_DB.");
    }
    return database
        .first(
            "select coalesce(max(version), 0) as version from schema_version",
            row -> row.integer("version"))
        .orElse(0);
  }

  private static String read(String script) {
    try (InputStream in = Migrations.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + script);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
