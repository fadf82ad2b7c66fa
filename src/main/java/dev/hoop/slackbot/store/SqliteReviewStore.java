package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.sync.Fingerprint;
import dev.hoop.slackbot.sync.ReviewStore;
import dev.hoop.slackbot.sync.ReviewUpdate;
import dev.hoop.slackbot.sync.StoredReview;
import dev.hoop.slackbot.sync.TrackedReview;
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
    return database.inTransaction(
        sql ->
            sql.list(
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
                        row.instantOrNull("next_look"))));
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
                        Math.toIntExact(row.number("looks")),
                        row.instant("updated_at")),
                review.value()));
  }

  @Override
  public boolean knows(ReviewId review) {
    return database.inTransaction(sql -> CardRows.reviewKnown(sql, review));
  }

  @Override
  public List<ReviewSnapshot> waiting() {
    return database.inTransaction(
        sql ->
            sql.list(
                """
                select review_id, story from review where waits = 1
                order by created_at, review_id
                """,
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
    return database.inTransaction(sql -> CardRouting.reroute(sql, review, channels, now));
  }
}
