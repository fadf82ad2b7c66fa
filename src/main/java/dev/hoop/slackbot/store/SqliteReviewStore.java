package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.Sql;
import dev.hoop.slackbot.sync.Fingerprint;
import dev.hoop.slackbot.sync.ReviewStore;
import dev.hoop.slackbot.sync.ReviewUpdate;
import dev.hoop.slackbot.sync.StoredReview;
import dev.hoop.slackbot.sync.TrackedReview;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Thread-safe: the reviews, in SQLite. */
final class SqliteReviewStore implements ReviewStore {
  private final Database database;
  private final Clock clock;

  SqliteReviewStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<TrackedReview> tracked() {
    return database.list(
        """
        select review_id, session_id, fingerprint, created_at, waits, next_look
        from review where is_over = 0 order by created_at, review_id
        """,
        row ->
            new TrackedReview(
                new ReviewId(row.text("review_id")),
                new SessionId(row.text("session_id")),
                new Fingerprint(row.text("fingerprint")),
                row.instant("created_at"),
                row.flag("waits"),
                row.instantOrNull("next_look")));
  }

  @Override
  public Optional<StoredReview> find(ReviewId review) {
    return database.inTransaction(
        sql ->
            sql.first(
                "select review_id, story, stage, looks, updated_at from review where review_id = ?",
                row ->
                    new StoredReview(
                        SnapshotRows.read(sql, row),
                        row.text("stage"),
                        row.integer("looks"),
                        row.instant("updated_at")),
                review));
  }

  @Override
  public List<ReviewSnapshot> waiting() {
    return database.inTransaction(
        sql ->
            sql.list(
                "select review_id, story from review where waits = 1 order by created_at, review_id",
                row -> SnapshotRows.read(sql, row)));
  }

  @Override
  public void record(ReviewUpdate entry) {
    Instant now = clock.instant();
    // Written before the lock is taken: the work on the text need not hold up a click.
    String text = SnapshotJson.write(entry.snapshot());
    database.change(sql -> ReviewRows.record(sql, entry, text, now));
  }

  @Override
  public boolean reroute(ReviewId review, List<ChannelId> channels) {
    Instant now = clock.instant();
    return database.inTransaction(
        sql -> {
          if (!sql.any("select 1 from review where review_id = ? and waits = 1", review)) {
            return false;
          }
          boolean added = CardRows.add(sql, review, channels, now);
          return leaveOthers(sql, review, channels) || added;
        });
  }

  private static boolean leaveOthers(Sql sql, ReviewId review, List<ChannelId> channels)
      throws SQLException {
    boolean left = false;
    // Also one that may stand in Slack: another try would only bring a copy to the wrong channel.
    for (ChannelId channel :
        sql.list(
            "select asked_channel from card where review_id = ? and ts = ''",
            row -> new ChannelId(row.text("asked_channel")),
            review)) {
      if (!channels.contains(channel)) {
        sql.update(
            "delete from card where review_id = ? and asked_channel = ? and ts = ''",
            review,
            channel);
        left = true;
      }
    }
    return left;
  }
}
