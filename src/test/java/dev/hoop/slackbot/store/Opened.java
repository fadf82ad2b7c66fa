package dev.hoop.slackbot.store;

import dev.hoop.slackbot.HandClock;
import java.nio.file.Path;

/** A store of a test, which can be closed and opened again. */
final class Opened implements AutoCloseable {
  final HandClock clock = new HandClock();
  final String url;
  private final TokenCodec codec = new TokenCodec();
  private Store store;

  Opened(Path directory) {
    url = "jdbc:sqlite:" + directory.resolve("bot.db");
    store = Store.open(url, codec, clock);
  }

  Store store() {
    return store;
  }

  void restart() {
    store.close();
    store = Store.open(url, codec, clock);
  }

  @Override
  public void close() {
    store.close();
  }
}
