package dev.hoop.slackbot.store;

import dev.hoop.slackbot.outbox.CardOutbox;
import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.store.sqlite.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thread-safe: the cards that do not show the latest yet, in SQLite. */
final class SqliteCardOutbox implements CardOutbox {
  private final Database database;
  private final Clock clock;

  SqliteCardOutbox(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<ReviewSnapshot> snapshot(ReviewId review) {
    return database.inTransaction(sql -> SnapshotRows.find(sql, review));
  }

  @Override
  public List<StaleCard> dueCards(Instant now) {
    return database.inTransaction(sql -> CardRows.due(sql, now));
  }

  @Override
  public Optional<Instant> nextCardDue(Instant now) {
    return database.inTransaction(sql -> CardRows.nextDue(sql, now));
  }

  @Override
  public void shown(StaleCard card, ChannelId channel, MessageTs ts) {
    Instant now = clock.instant();
    database.change(sql -> CardRows.shown(sql, card, channel, ts, now));
  }

  @Override
  public void posting(StaleCard card, Instant until) {
    database.change(sql -> CardRows.posting(sql, card, until));
  }

  @Override
  public void postponed(StaleCard card, Instant until, int copies) {
    database.change(sql -> CardRows.postponed(sql, card, until, copies));
  }

  @Override
  public void retryCards(@Nullable ChannelId channel, Instant after) {
    database.change(sql -> CardRows.retry(sql, channel, after));
  }

  @Override
  public void dropped(StaleCard card) {
    database.change(sql -> CardRows.dropped(sql, card));
  }

  @Override
  public void needless(StaleCard card) {
    database.change(sql -> CardRows.needless(sql, card));
  }

  @Override
  public void adopt(ReviewId review, ChannelId channel, MessageTs ts) {
    Instant now = clock.instant();
    database.change(sql -> AdoptedCards.adopt(sql, review, channel, ts, now));
  }

  @Override
  public List<ChannelBacklog> backlogs() {
    return database.inTransaction(CardRows::backlogs);
  }
}
