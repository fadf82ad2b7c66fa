package dev.hoop.slackbot.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One bot's exclusive claim on a store's file. The operating system ends it with the process,
 * however that ends, so none is ever left behind; only the empty lock file stays.
 */
public final class DatabaseFileLock implements AutoCloseable {
  private final FileChannel channel;

  private DatabaseFileLock(FileChannel channel) {
    this.channel = channel;
  }

  // Closed by close(), which ends the lock with it.
  @SuppressWarnings("resource")
  public static DatabaseFileLock on(Path file) {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw SqliteErrors.of(
            file,
            "is in use by another bot. Only one may run on a file: end the other one, or give this"
                + " one its own file in HOOP_SLACK_DB.");
      }
      return new DatabaseFileLock(channel);
    } catch (IOException e) {
      throw SqliteErrors.of(
          file,
          "cannot be locked (" + e + "). Make its directory writable for the user the bot runs as.",
          e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
