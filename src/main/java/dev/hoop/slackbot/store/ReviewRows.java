package dev.hoop.slackbot.store;

import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.store.sqlite.Micros;
import dev.hoop.slackbot.store.sqlite.Sql;
import dev.hoop.slackbot.sync.Fingerprint;
import dev.hoop.slackbot.sync.ReviewUpdate;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** How an entry becomes a review's row, each step part of somebody's transaction. */
final class ReviewRows {
  private ReviewRows() {}

  /**
   * Writes down an entry with all that follows from it.
   *
   * @param text the snapshot, as text
   */
  static void record(Sql sql, ReviewUpdate entry, String text, Instant now) throws SQLException {
    ReviewId review = entry.snapshot().reviewId();
    if (!updated(sql, entry, text, now)) {
      insert(sql, entry, text, now);
      AdoptedCards.takeInEarly(sql, review, now);
    }
    CardRows.add(sql, review, entry.channels(), now);
    if (entry.changed()) {
      CardRows.makeStale(sql, review, now);
    }
    for (OutboxMessage owed : entry.owed()) {
      MessageRows.enqueue(sql, owed, now);
    }
  }

  /** Brings a known review's row up to date; false when there is none. */
  private static boolean updated(Sql sql, ReviewUpdate entry, String text, Instant now)
      throws SQLException {
    Optional<Boolean> urgent =
        sql.first(
            "select waits, fingerprint from review where review_id = ?",
            row -> urgent(entry, row.flag("waits"), new Fingerprint(row.text("fingerprint"))),
            entry.snapshot().reviewId().value());
    if (urgent.isEmpty()) {
      return false;
    }
    update(sql, entry, text, urgent.get(), now);
    return true;
  }

  /** Whether people wait for the cards to show it: the buttons go, or somebody has decided. */
  private static boolean urgent(ReviewUpdate entry, boolean waited, Fingerprint before) {
    return (waited && !entry.stage().waits())
        || Fingerprint.of(entry.snapshot().session()).decidedSince(before);
  }

  private static void update(Sql sql, ReviewUpdate entry, String text, boolean urgent, Instant now)
      throws SQLException {
    ReviewSnapshot snapshot = entry.snapshot();
    Session session = snapshot.session();
    // A deleted review keeps the fingerprint of when it was last seen.
    sql.update(
        """
        update review
        set session_id = ?, story = ?, stage = ?, is_over = ?, waits = ?,
            fingerprint = case when ? = 1 then fingerprint else ? end,
            next_look = ?, looks = ?, revision = revision + ?,
            urgent_revision = case when ? = 1 then revision + 1 else urgent_revision end,
            updated_at = case when ? = 1 then ? else updated_at end
        where review_id = ?
        """,
        session.id().value(),
        text,
        name(entry),
        bit(entry.over()),
        bit(entry.stage().waits()),
        bit(snapshot.deleted()),
        Fingerprint.of(session).value(),
        Micros.orNull(entry.nextLook()),
        entry.looks(),
        bit(entry.changed()),
        bit(entry.changed() && urgent),
        bit(entry.changed()),
        Micros.of(now),
        snapshot.reviewId().value());
  }

  private static void insert(Sql sql, ReviewUpdate entry, String text, Instant now)
      throws SQLException {
    Session session = entry.snapshot().session();
    sql.update(
        """
        insert into review (review_id, session_id, story, stage, is_over, waits, fingerprint,
                            next_look, looks, created_at, revision, updated_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
        """,
        entry.snapshot().reviewId().value(),
        session.id().value(),
        text,
        name(entry),
        bit(entry.over()),
        bit(entry.stage().waits()),
        Fingerprint.of(session).value(),
        Micros.orNull(entry.nextLook()),
        entry.looks(),
        Micros.of(session.review().createdAt()),
        Micros.of(now));
  }

  private static String name(ReviewUpdate entry) {
    return entry.stage().storedName();
  }

  private static int bit(boolean flag) {
    return flag ? 1 : 0;
  }
}
