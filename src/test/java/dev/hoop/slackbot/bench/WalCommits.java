package dev.hoop.slackbot.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * When a SQLite database committed, as its write-ahead log shows it; the bot writes with {@code
 * synchronous=FULL}, where each commit is one forced write. Watches from a thread of its own, and
 * needs neither rights nor tools.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#the_write_ahead_log">SQLite: the WAL</a>
 */
final class WalCommits implements AutoCloseable {

  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int PAGE_SIZE_AT = 8;
  private static final int SALT_AT = 16;
  private static final int FRAME_COMMIT_AT = 4;
  private static final int FRAME_SALT_AT = 8;

  private final Path wal;
  private final Thread watcher;
  private final List<Long> commits = new ArrayList<>();
  private volatile boolean closed;
  private long salt;
  private long next;

  private WalCommits(Path database) {
    this.wal = Path.of(database + "-wal");
    this.watcher = new Thread(this::watch, "wal-commits");
    watcher.setDaemon(true);
  }

  /** Watches from now on; a commit is seen within about a tenth of a millisecond. */
  static WalCommits of(Path database) {
    WalCommits started = new WalCommits(database);
    started.watcher.start();
    return started;
  }

  /** How many there were in a span of {@link System#nanoTime}. */
  int between(long from, long to) {
    synchronized (commits) {
      return (int) commits.stream().filter(at -> at > from && at <= to).count();
    }
  }

  /** Waits until there were so many. */
  void awaitCount(int count, Duration deadline) throws InterruptedException {
    long until = System.nanoTime() + deadline.toNanos();
    synchronized (commits) {
      while (commits.size() < count) {
        long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
        if (left <= 0) {
          throw new AssertionError("saw only " + commits.size() + " commits");
        }
        commits.wait(left);
      }
    }
  }

  private void watch() {
    try {
      while (!closed && !Files.exists(wal)) {
        pause();
      }
      try (FileChannel file = FileChannel.open(wal, StandardOpenOption.READ)) {
        while (!closed) {
          if (!readFrame(file)) {
            pause();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    LockSupport.parkNanos(Duration.ofNanos(100_000).toNanos());
  }

  /** False when nothing was written since. */
  private boolean readFrame(FileChannel file) throws IOException {
    ByteBuffer header = read(file, 0, HEADER);
    if (header.hasRemaining()) {
      return false;
    }
    if (header.getLong(SALT_AT) != salt) {
      // Everything had been copied into the database, and the log begins anew.
      salt = header.getLong(SALT_AT);
      next = HEADER;
    }
    ByteBuffer frame = read(file, next, FRAME_HEADER);
    if (frame.hasRemaining() || frame.getLong(FRAME_SALT_AT) != salt) {
      return false;
    }
    next += FRAME_HEADER + header.getInt(PAGE_SIZE_AT);
    if (frame.getInt(FRAME_COMMIT_AT) != 0) {
      synchronized (commits) {
        commits.add(System.nanoTime());
        commits.notifyAll();
      }
    }
    return true;
  }

  private static ByteBuffer read(FileChannel file, long at, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    long position = at;
    while (buffer.hasRemaining()) {
      int read = file.read(buffer, position);
      if (read < 0) {
        break;
      }
      position += read;
    }
    return buffer;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watcher);
  }
}
