package dev.hoop.slackbot.store.sqlite;

import dev.hoop.slackbot.review.StoreFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.sqlite.SQLiteErrorCode;

/** The file a store lives in: finding it from the setting, and opening it with care. */
public final class SqliteFile {
  private static final String PREFIX = "jdbc:sqlite:";

  /** The smallest page SQLite has, in bytes. */
  private static final int SMALLEST = 512;

  private SqliteFile() {}

  /** Reads the setting, and never repeats it, since other databases' URLs hold passwords. */
  public static Path of(String jdbcUrl) {
    if (jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new StoreFailedException(
          "PostgreSQL is not supported yet in this release. Set HOOP_SLACK_DB to"
              + " jdbc:sqlite:<file>.",
          null,
          false);
    }
    String path = jdbcUrl.startsWith(PREFIX) ? jdbcUrl.substring(PREFIX.length()) : "";
    if (path.isBlank() || path.startsWith(":") || path.startsWith("file:") || path.contains("?")) {
      throw new StoreFailedException(
          "HOOP_SLACK_DB names no file. Set it to jdbc:sqlite:<file>, with nothing after the"
              + " file's name.",
          null,
          false);
    }
    try {
      return Path.of(path).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new StoreFailedException(
          "HOOP_SLACK_DB names no file. Set it to jdbc:sqlite:<file>.", e, false);
    }
  }

  /** Makes the directories a file needs, and gives the name it has without symbolic links. */
  public static Path prepared(Path file) {
    Path directory = file.getParent();
    try {
      if (directory == null || Files.isDirectory(file)) {
        throw SqliteErrors.of(file, "is a directory. Name a file in HOOP_SLACK_DB.");
      }
      // Not createDirectories alone, which refuses a symbolic link to a directory.
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory);
      }
      // Two names for one file must meet at one lock.
      return Files.exists(file)
          ? file.toRealPath()
          : directory.toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw SqliteErrors.of(
          file,
          "cannot be made, since its directory cannot ("
              + e
              + "). Make the directory, writable for the user the bot runs as.",
          e);
    }
  }

  /** Opens a file for the bot, and makes it when there is none; each commit reaches the disk. */
  public static Database openForBot(Path file) {
    refuseRemains(file);
    // SQLite would open it for reading, and leave a -wal behind that nobody can write either.
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw SqliteErrors.readOnly(file);
    }
    makeForOwnerOnly(file);
    Properties settings = settings();
    settings.setProperty("journal_mode", "WAL");
    settings.setProperty("synchronous", "FULL");
    return open(file, settings);
  }

  /**
   * It holds scripts and encrypted keys, so others may not read it; SQLite's other files get the
   * same mode.
   */
  private static void makeForOwnerOnly(Path file) {
    if (Files.exists(file)) {
      return;
    }
    FileAttribute<?>[] attributes =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, attributes);
    } catch (IOException e) {
      throw SqliteErrors.of(
          file,
          "cannot be made (" + e + "). Make its directory writable for the user the bot runs as.",
          e);
    }
  }

  /** SQLite would take these for a new file, and what they were for a loss nobody noticed. */
  private static void refuseRemains(Path file) {
    long size = size(file);
    if (size > 0 && size < SMALLEST) {
      throw SqliteErrors.damaged(file, "only " + size + " bytes are left");
    }
    if (size == 0 && size(file.resolveSibling(file.getFileName() + "-wal")) > 0) {
      throw SqliteErrors.damaged(file, "it is gone or empty, and its -wal file is not");
    }
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw SqliteErrors.of(file, "cannot be read (" + e + "). Check the disk it is on.", e);
    }
  }

  /** Opens an existing file that a bot may have open at the same time, to read it. */
  public static Database openForReading(Path file) {
    if (!Files.isRegularFile(file)) {
      throw SqliteErrors.of(file, "does not exist. Check HOOP_SLACK_DB.");
    }
    return open(file, settings());
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", "5000");
    settings.setProperty("foreign_keys", "true");
    return settings;
  }

  private static Database open(Path file, Properties settings) {
    Database database = new Database(file, () -> connect(file, settings));
    try {
      check(database);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Sql connect(Path file, Properties settings) throws SQLException {
    // SQLite would begin an empty file in the place of one that was lost meanwhile.
    if (!Files.exists(file)) {
      throw new SQLException("the file is gone", null, SQLiteErrorCode.SQLITE_CANTOPEN.code);
    }
    Connection connection = DriverManager.getConnection(PREFIX + file, settings);
    try {
      connection.setAutoCommit(false);
      return new Sql(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void check(Database database) {
    List<String> found = database.list("pragma quick_check(1)", row -> row.text("quick_check"));
    if (!found.equals(List.of("ok"))) {
      throw SqliteErrors.damaged(database.file(), String.join("; ", found));
    }
  }
}
