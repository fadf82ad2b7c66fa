package dev.hoop.slackbot.store.sqlite;

import dev.hoop.slackbot.review.StoreFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** What SQLite's result codes mean to an operator, and what helps. */
public final class SqliteErrors {
  private static final String READ_ONLY_WORDS =
      "cannot be opened for writing. Make the file, its -wal and -shm files and its directory"
          + " writable for the user the bot runs as.";

  private static final String RESTORE =
      "Put a backup in its place, or move it and its -wal and -shm files aside to start afresh:"
          + " nothing is reset by itself.";

  private SqliteErrors() {}

  public static StoreFailedException of(Path file, SQLException fault) {
    String outside = outside(file, fault);
    String words = outside == null ? "failed: " + said(fault) : outside;
    return new StoreFailedException(sentence(file, words), fault, outside != null);
  }

  public static StoreFailedException of(Path file, String words, @Nullable Exception cause) {
    return new StoreFailedException(sentence(file, words), cause, false);
  }

  public static StoreFailedException of(Path file, String words) {
    return of(file, words, null);
  }

  static StoreFailedException damaged(Path file, String how) {
    return of(file, "is damaged (" + how + "). " + RESTORE);
  }

  static StoreFailedException readOnly(Path file) {
    return of(file, READ_ONLY_WORDS);
  }

  private static String sentence(Path file, String words) {
    return "The store " + file + " " + words;
  }

  /**
   * What to say where the disk or another program is at fault, which lasts until somebody mends it;
   * null where neither is.
   */
  private static @Nullable String outside(Path file, SQLException fault) {
    // The low byte is the code; the rest, where the driver gives it, says more of the same.
    return switch (SQLiteErrorCode.getErrorCode(fault.getErrorCode() & 0xff)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB -> "is damaged or is no SQLite file. " + RESTORE;
      case SQLITE_PERM, SQLITE_READONLY -> READ_ONLY_WORDS;
      case SQLITE_CANTOPEN ->
          Files.notExists(file)
              ? "is gone. Put a backup in its place and start the bot again."
              : READ_ONLY_WORDS;
      case SQLITE_FULL ->
          "cannot grow: the disk is full. Free some space; a bot that runs then goes on by itself.";
      case SQLITE_IOERR ->
          "could not be read or written (" + said(fault) + "). Check the disk it is on.";
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "is held by another program. End whatever has it open, a database browser for instance.";
      default -> null;
    };
  }

  private static String said(SQLException fault) {
    String message = fault.getMessage();
    return message == null ? "no reason given" : message;
  }
}
