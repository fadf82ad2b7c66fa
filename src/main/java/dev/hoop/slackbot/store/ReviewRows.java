package dev.hoop.slackbot.store;

import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.store.sqlite.Sql;
import dev.hoop.slackbot.sync.Fingerprint;
import dev.hoop.slackbot.sync.ReviewUpdate;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** How an update becomes a review's row, each step part of somebody's transaction. */
final class ReviewRows {
  private ReviewRows() {}

  /**
   * Writes down an update with all that follows from it.
   *
   * @param text the snapshot, as text
   */
  static void record(Sql sql, ReviewUpdate update, String text, Instant now) throws SQLException {
    ReviewId review = update.snapshot().reviewId();
    Optional<Boolean> urgent =
        sql.first(
            "select waits, fingerprint from review where review_id = ?",
            row -> urgent(update, row.flag("waits"), new Fingerprint(row.text("fingerprint"))),
            review);
    write(sql, update, text, urgent.orElse(false), now);
    if (urgent.isEmpty()) {
      AdoptedCards.takeInEarly(sql, review, now);
    }
    CardRows.add(sql, review, update.channels(), now);
    if (update.changed()) {
      CardRows.makeStale(sql, review, now);
    }
    for (OutboxMessage owed : update.owed()) {
      MessageRows.enqueue(sql, owed, now);
    }
  }

  /** Whether people wait for the cards to show it: the buttons go, or somebody has decided. */
  private static boolean urgent(ReviewUpdate update, boolean waited, Fingerprint before) {
    return (waited && !update.stage().waits())
        || Fingerprint.of(update.snapshot().session()).decidedSince(before);
  }

  /**
   * Adds the row or brings it up to date.
   *
   * @param urgent of a row that is there; a new one has no card yet that shows less
   */
  private static void write(Sql sql, ReviewUpdate update, String text, boolean urgent, Instant now)
      throws SQLException {
    ReviewSnapshot snapshot = update.snapshot();
    Session session = snapshot.session();
    // A deleted review keeps the fingerprint of when it was last seen.
    sql.update(
        """
        insert into review (review_id, session_id, story, stage, is_over, waits, fingerprint,
                            next_look, looks, created_at, revision, updated_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
        on conflict (review_id) do update
        set session_id = excluded.session_id, story = excluded.story, stage = excluded.stage,
            is_over = excluded.is_over, waits = excluded.waits,
            fingerprint = case when ? = 1 then review.fingerprint else excluded.fingerprint end,
            next_look = excluded.next_look, looks = excluded.looks,
            revision = review.revision + ?,
            urgent_revision =
              case when ? = 1 then review.revision + 1 else review.urgent_revision end,
            updated_at = case when ? = 1 then excluded.updated_at else review.updated_at end
        """,
        snapshot.reviewId(),
        session.id(),
        text,
        update.stage().storedName(),
        update.over(),
        update.stage().waits(),
        Fingerprint.of(session).value(),
        update.nextLook(),
        update.looks(),
        session.review().createdAt(),
        now,
        snapshot.deleted(),
        update.changed(),
        update.changed() && urgent,
        update.changed());
  }
}
