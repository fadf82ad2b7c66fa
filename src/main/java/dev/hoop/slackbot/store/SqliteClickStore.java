package dev.hoop.slackbot.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.decision.ClickStore;
import dev.hoop.slackbot.decision.Settlement;
import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.store.audit.AuditChain;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.Row;
import dev.hoop.slackbot.store.sqlite.Sql;
import dev.hoop.slackbot.sync.ReviewUpdate;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Thread-safe: the clicks, in SQLite. */
final class SqliteClickStore implements ClickStore {
  /**
   * Clicks whose commit failed, as their authors were told. It can fail after it reached the disk.
   */
  @GuardedBy("unsure")
  private final Set<String> unsure = new HashSet<>();

  private final Database database;
  private final Clock clock;

  SqliteClickStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public boolean put(Click click) {
    Instant now = clock.instant();
    synchronized (unsure) {
      Set<String> withdrawn = unsure;
      boolean fresh = database.inTransaction(sql -> put(sql, click, withdrawn, now));
      withdrawn.clear();
      return fresh;
    }
  }

  @Override
  public void withdrawFailed() {
    synchronized (unsure) {
      if (!unsure.isEmpty()) {
        Set<String> withdrawn = unsure;
        database.change(sql -> withdraw(sql, withdrawn));
        unsure.clear();
      }
    }
  }

  private static void withdraw(Sql sql, Set<String> unsure) throws SQLException {
    for (String key : unsure) {
      sql.update("delete from click where click_key = ?", key);
    }
  }

  private static boolean put(Sql sql, Click click, Set<String> unsure, Instant now)
      throws SQLException {
    withdraw(sql, unsure);
    boolean fresh = ClickRows.insert(sql, click);
    if (fresh) {
      unsure.add(click.key());
      ChannelId channel = click.channel();
      MessageTs message = click.message();
      if (channel != null && message != null) {
        AdoptedCards.adopt(sql, click.review(), channel, message, now);
      }
    }
    return fresh;
  }

  @Override
  public List<Click> unsettled() {
    return database.list(
        "select * from click where settled_at is null order by received_at, click_key",
        ClickRows::click);
  }

  @Override
  public List<Click> begun(ReviewId review) {
    return database.list(
        """
        select * from click
        where (settled_at is null or lost = 1) and begun_at is not null and review_id = ?
        order by received_at, click_key
        """,
        ClickRows::click,
        review);
  }

  @Override
  public boolean settled(Click click) {
    return database
        .first(
            "select 1 from click where click_key = ? and settled_at is null",
            row -> true,
            click.key())
        .isEmpty();
  }

  @Override
  public void begin(Click click, AuditRow intent) {
    Instant now = clock.instant();
    database.change(
        sql -> {
          sql.update("update click set begun_at = ? where click_key = ?", now, click.key());
          AuditChain.append(sql, intent);
        });
  }

  @Override
  public void settle(Click click, Settlement settlement) {
    Instant now = clock.instant();
    ReviewUpdate update = settlement.update();
    String text = update == null ? "" : SnapshotJson.write(update.snapshot());
    database.change(
        sql -> {
          ClickRows.insert(sql, click);
          if (!settledNow(sql, click, settlement, now)) {
            return;
          }
          if (update != null) {
            ReviewRows.record(sql, update, text, now);
          }
          Decision decision = settlement.decision();
          if (decision != null) {
            insert(sql, click, decision);
            CardRows.retell(sql, click.review(), now);
          }
          note(sql, settlement.audit(), settlement.owed(), now);
        });
  }

  private static boolean settledNow(Sql sql, Click click, Settlement settlement, Instant now)
      throws SQLException {
    return sql.update(
            """
            update click set settled_at = ?, lost = ?
            where click_key = ? and (settled_at is null or (lost = 1 and ? = 1))
            """,
            now,
            settlement.lost(),
            click.key(),
            settlement.decision() != null)
        > 0;
  }

  private static void insert(Sql sql, Click click, Decision decision) throws SQLException {
    sql.update(
        """
        insert into decision (click_key, review_id, group_name, verdict, slack_user, name, email,
                              decided_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (click_key) do nothing
        """,
        click.key(),
        click.review(),
        decision.group(),
        decision.kind(),
        decision.by(),
        decision.name(),
        decision.email(),
        decision.at());
  }

  @Override
  public List<Confirmed> confirmed(ReviewId review) {
    return database.list(
        """
        select c.*, d.name, d.email, d.decided_at, d.group_name as decided_group,
               d.verdict as decided_verdict, d.overwritten
        from decision d join click c on c.click_key = d.click_key
        where d.review_id = ? order by d.decided_at, d.click_key
        """,
        SqliteClickStore::confirmed,
        review);
  }

  private static Confirmed confirmed(Row row) throws SQLException {
    Click click = ClickRows.click(row);
    return new Confirmed(
        click,
        new Decision(
            row.text("decided_group"),
            Verdict.Kind.valueOf(row.text("decided_verdict")),
            click.by(),
            row.text("name"),
            row.text("email"),
            row.instant("decided_at")),
        row.integer("overwritten"));
  }

  @Override
  public List<ReviewId> unverified() {
    return database.list(
        "select distinct review_id from decision where verified = 0",
        row -> new ReviewId(row.text("review_id")));
  }

  @Override
  public void verified(ReviewId review, Instant until) {
    database.update(
        "update decision set verified = 1 where review_id = ? and decided_at <= ?", review, until);
  }

  @Override
  public void overwritten(
      Confirmed confirmed, int times, List<AuditRow> audit, List<OutboxMessage> owed) {
    Instant now = clock.instant();
    database.change(
        sql -> {
          sql.update(
              "update decision set overwritten = ? where click_key = ?",
              times,
              confirmed.click().key());
          note(sql, audit, owed, now);
        });
  }

  @Override
  public void note(List<AuditRow> audit, List<OutboxMessage> owed) {
    Instant now = clock.instant();
    database.change(sql -> note(sql, audit, owed, now));
  }

  private static void note(Sql sql, List<AuditRow> audit, List<OutboxMessage> owed, Instant now)
      throws SQLException {
    for (AuditRow row : audit) {
      AuditChain.append(sql, row);
    }
    for (OutboxMessage one : owed) {
      MessageRows.enqueue(sql, one, now);
    }
  }
}
