package dev.hoop.slackbot.store;

import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.outbox.StaleCard;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.Row;
import dev.hoop.slackbot.store.sqlite.Sql;
import dev.hoop.slackbot.sync.AnnouncementLog;
import dev.hoop.slackbot.sync.Fingerprint;
import dev.hoop.slackbot.sync.ReviewUpdate;
import dev.hoop.slackbot.sync.StoredReview;
import dev.hoop.slackbot.sync.TrackedReview;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thread-safe: the announcement log in SQLite. */
final class SqliteAnnouncementLog implements AnnouncementLog {
  private final Database database;
  private final StoryCodec codec;
  private final Clock clock;

  SqliteAnnouncementLog(Database database, StoryCodec codec, Clock clock) {
    this.database = database;
    this.codec = codec;
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
                "select review_id, story, stage, looks from review where review_id = ?",
                row ->
                    new StoredReview(
                        story(sql, row), row.text("stage"), Math.toIntExact(row.number("looks"))),
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
                row -> story(sql, row)));
  }

  @Override
  public void record(ReviewUpdate entry) {
    Instant now = clock.instant();
    // Written before the lock is taken: the work on the text need not hold up a click.
    String text = codec.write(entry.story());
    database.change(sql -> ReviewRows.record(sql, entry, text, now));
  }

  @Override
  public boolean reroute(ReviewId review, List<ChannelId> channels) {
    Instant now = clock.instant();
    return database.inTransaction(sql -> CardRouting.reroute(sql, review, channels, now));
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

  /** The story with every decision settled so far, of which its text may know fewer. */
  private ReviewSnapshot story(Sql sql, Row row) throws SQLException {
    ReviewSnapshot told = codec.read(row.text("story"));
    List<Decision> decisions =
        sql.list(
            """
            select group_name, verdict, slack_user, name, email, decided_at
            from decision where review_id = ? order by decided_at, click_key
            """,
            SqliteAnnouncementLog::decision,
            row.text("review_id"));
    return told.withDecisions(decisions);
  }

  private static Decision decision(Row row) throws SQLException {
    return new Decision(
        row.text("group_name"),
        Verdict.Kind.valueOf(row.text("verdict")),
        new SlackUserId(row.text("slack_user")),
        row.text("name"),
        row.text("email"),
        row.instant("decided_at"));
  }
}
