package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.Entry;
import dev.hoop.slackbot.review.Fingerprint;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Story;
import java.sql.SQLException;
import java.time.Instant;

/** How an entry becomes a review's row, each step part of somebody's transaction. */
final class ReviewRows {
  private ReviewRows() {}

  /** Brings a known review's row up to date; false when there is none. */
  static boolean updated(Sql sql, Entry entry, String text, Instant now) throws SQLException {
    Story story = entry.story();
    Session session = story.session();
    // A deleted review keeps the fingerprint of when it was last seen.
    return sql.update(
            """
            update review
            set session_id = ?, story = ?, stage = ?, is_over = ?, waits = ?,
                fingerprint = case when ? = 1 then fingerprint else ? end,
                next_look = ?, looks = ?, revision = revision + ?,
                updated_at = case when ? = 1 then ? else updated_at end
            where review_id = ?
            """,
            session.id().value(),
            text,
            name(entry),
            bit(entry.over()),
            bit(entry.stage().waits()),
            bit(story.deleted()),
            Fingerprint.of(session).value(),
            Micros.orNull(entry.nextLook()),
            entry.looks(),
            bit(entry.changed()),
            bit(entry.changed()),
            Micros.of(now),
            story.reviewId().value())
        > 0;
  }

  static void insert(Sql sql, Entry entry, String text, Instant now) throws SQLException {
    Session session = entry.story().session();
    sql.update(
        """
        insert into review (review_id, session_id, story, stage, is_over, waits, fingerprint,
                            next_look, looks, created_at, revision, updated_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
        """,
        entry.story().reviewId().value(),
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

  private static String name(Entry entry) {
    return entry.stage().getClass().getSimpleName();
  }

  private static int bit(boolean flag) {
    return flag ? 1 : 0;
  }
}
