package dev.hoop.slackbot.store;

import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.decision.Settlement;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.Verdict;
import java.nio.file.Path;
import java.util.List;

/** A store of a test, which can be closed and opened again. */
public final class TestStore implements AutoCloseable {
  final MutableClock clock = new MutableClock();
  public final String url;
  private Store store;
  private int clicks;

  public TestStore(Path directory) {
    url = "jdbc:sqlite:" + directory.resolve("bot.db");
    store = Store.open(url, clock);
  }

  public Store store() {
    return store;
  }

  /** Somebody clicked a card in {@link SampleRows#OPS}, and nothing came of it. */
  void clicked(String review, String ts) {
    Click click =
        new Click(
            "click " + ++clicks,
            SampleRows.ANN,
            "T0HOOP",
            SampleRows.OPS,
            new MessageTs(ts),
            new ReviewId(review),
            "sre",
            Verdict.reject(""),
            null,
            clock.instant());
    store.clickStore().put(click);
    store.clickStore().settle(click, new Settlement(List.of(), null, null, List.of()));
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
