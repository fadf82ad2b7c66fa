package dev.hoop.slackbot.store;

import dev.hoop.slackbot.MutableClock;
import java.nio.file.Path;

/** A store of a test, which can be closed and opened again. */
public final class TestStore implements AutoCloseable {
  final MutableClock clock = new MutableClock();
  public final String url;
  private Store store;

  public TestStore(Path directory) {
    url = "jdbc:sqlite:" + directory.resolve("bot.db");
    store = Store.open(url, clock);
  }

  public Store store() {
    return store;
  }

  public void restart() {
    store.close();
    store = Store.open(url, clock);
  }

  @Override
  public void close() {
    store.close();
  }
}
