package dev.hoop.slackbot.store.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** What SQLite's result codes mean to an operator, and what helps. */
public final class SqliteErrors {
  private static final String READ_ONLY_WORDS =
      "cannot be opened for writing. Make the file, its -wal and -shm files and its directory"
          + " writable for the user the bot runs as.";

  private static final String GONE_WORDS =
      "is gone. Put a backup in its place and start the bot again.";

  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int PERMISSION = 3;
  private static final int READ_ONLY = 8;
  private static final int IO = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NOT_A_DATABASE = 26;

  private SqliteErrors() {}

  public static StoreUnusableException of(Path file, SQLException fault) {
    return new StoreUnusableException(sentence(file, words(file, fault)), fault, isOutside(fault));
  }

  /** Whether the disk or another program is at fault, which lasts until somebody mends it. */
  static boolean isOutside(SQLException fault) {
    return switch (code(fault)) {
      case BUSY, LOCKED, PERMISSION, READ_ONLY, IO, CORRUPT, FULL, CANNOT_OPEN, NOT_A_DATABASE ->
          true;
      default -> false;
    };
  }

  /** The low byte is the code; the rest, where the driver gives it, says more of the same. */
  private static int code(SQLException fault) {
    return fault.getErrorCode() & 0xff;
  }

  public static StoreUnusableException of(Path file, String words, Exception cause) {
    return new StoreUnusableException(sentence(file, words), cause);
  }

  public static StoreUnusableException of(Path file, String words) {
    return new StoreUnusableException(sentence(file, words));
  }

  static StoreUnusableException damaged(Path file, String how) {
    return of(
        file,
        "is damaged ("
            + how
            + "). Put a backup in its place, or move it and its -wal and -shm files aside to start"
            + " afresh: nothing is reset by itself.");
  }

  static StoreUnusableException readOnly(Path file) {
    return of(file, READ_ONLY_WORDS);
  }

  private static String sentence(Path file, String words) {
    return "The store " + file + " " + words;
  }

  private static String words(Path file, SQLException fault) {
    return switch (code(fault)) {
      case CORRUPT, NOT_A_DATABASE ->
          "is damaged or is no SQLite file. Put a backup in its place, or move it and its -wal and"
              + " -shm files aside to start afresh: nothing is reset by itself.";
      case PERMISSION, READ_ONLY -> READ_ONLY_WORDS;
      case CANNOT_OPEN -> Files.notExists(file) ? GONE_WORDS : READ_ONLY_WORDS;
      case FULL ->
          "cannot grow: the disk is full. Free some space; a bot that runs then goes on by itself.";
      case IO -> "could not be read or written (" + said(fault) + "). Check the disk it is on.";
      case BUSY, LOCKED ->
          "is held by another program. End whatever has it open, a database browser for instance.";
      default -> "failed: " + said(fault);
    };
  }

  private static String said(SQLException fault) {
    String message = fault.getMessage();
    return message == null ? "no reason given" : message;
  }
}
