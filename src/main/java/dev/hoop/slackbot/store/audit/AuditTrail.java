package dev.hoop.slackbot.store.audit;

import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.store.audit.AuditChain.Link;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.Micros;
import dev.hoop.slackbot.store.sqlite.Migrations;
import dev.hoop.slackbot.store.sqlite.Row;
import dev.hoop.slackbot.store.sqlite.Sql;
import dev.hoop.slackbot.store.sqlite.SqliteFile;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: reads the audit log, also while a bot has the file open. It changes nothing and
 * makes no file.
 */
public final class AuditTrail implements AutoCloseable {
  private static final int PAGE = 1_000;

  /**
   * Which rows to read.
   *
   * @param review null for every review
   * @param email the Hoop user's, in any case; null for everybody
   */
  public record Filter(Instant since, @Nullable ReviewId review, @Nullable String email) {

    // Not in SQL: SQLite knows the case of ASCII letters only.
    private boolean by(AuditRow row) {
      return email == null || email.equalsIgnoreCase(row.email());
    }
  }

  /** One row, its place in the log and its hash. */
  public record Line(long seq, AuditRow row, String hash) {}

  private final Database database;

  private AuditTrail(Database database) {
    this.database = database;
  }

  /**
   * Opens the log of an existing store.
   *
   * @throws StoreFailedException when there is none, or it cannot be read
   */
  public static AuditTrail open(String jdbcUrl) {
    Database database = SqliteFile.openForReading(SqliteFile.of(jdbcUrl));
    try {
      Migrations.requireCurrent(database);
      return new AuditTrail(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Hands over the rows that match, oldest first. */
  public void read(Filter filter, Consumer<Line> reader) {
    // Page by page, so that a log of many years needs little memory and never holds up a bot.
    for (List<Line> page = page(filter, 0); !page.isEmpty(); page = page(filter, last(page))) {
      page.stream().filter(line -> filter.by(line.row())).forEach(reader);
    }
  }

  private static long last(List<Line> page) {
    return page.get(page.size() - 1).seq();
  }

  private List<Line> page(Filter filter, long after) {
    StringBuilder where = new StringBuilder("seq > ? and at >= ?");
    List<Object> values = new ArrayList<>(List.of(after, Micros.of(filter.since())));
    ReviewId review = filter.review();
    if (review != null) {
      where.append(" and review_id = ?");
      values.add(review.value());
    }
    values.add(PAGE);
    return database.inTransaction(
        sql ->
            sql.list(
                "select * from audit where " + where + " order by seq limit ?",
                AuditTrail::line,
                values.toArray()));
  }

  /**
   * Goes through the whole log and checks that every row follows from the one before; rows that
   * were removed because of their age are not missed.
   */
  public AuditVerification verify() {
    // One transaction, so that rows a bot adds meanwhile are not half seen.
    return database.inTransaction(AuditTrail::verify);
  }

  private static AuditVerification verify(Sql sql) throws SQLException {
    AuditChain.Head head = AuditChain.head(sql);
    AuditChain.Head anchor = AuditChain.anchor(sql);
    Optional<Long> back =
        sql.first(
            "select seq from audit where seq <= ? order by seq limit 1",
            row -> row.number("seq"),
            anchor.seq());
    if (back.isPresent()) {
      return new AuditVerification.Broken(
          back.get(), "the row had been removed, and is there again");
    }
    AuditChain.Head last = anchor;
    for (List<Link> page = AuditChain.after(sql, last.seq());
        !page.isEmpty();
        page = AuditChain.after(sql, last.seq())) {
      for (Link link : page) {
        String fault = link.fault(last);
        if (!fault.isEmpty()) {
          return new AuditVerification.Broken(last.seq() + 1, fault);
        }
        last = link.place();
      }
    }
    return last.equals(head)
        ? new AuditVerification.Intact(anchor.seq() + 1, last.seq() - anchor.seq(), last.hash())
        : new AuditVerification.Broken(
            last.seq() + 1, "the log ends here, and was longer: its last row was " + head.seq());
  }

  private static Line line(Row row) throws SQLException {
    long seq = row.number("seq");
    try {
      return new Line(seq, auditRow(row), row.text("hash"));
    } catch (IllegalArgumentException e) {
      throw new SQLException("row " + seq + " of the audit log is not as the bot wrote it", e);
    }
  }

  private static AuditRow auditRow(Row row) throws SQLException {
    return new AuditRow(
        row.instant("at"),
        row.text("step"),
        new ReviewId(row.text("review_id")),
        row.text("session"),
        row.text("connection"),
        new SlackUserId(row.text("slack_user")),
        row.text("email"),
        Verdict.Kind.valueOf(row.text("verdict")),
        row.text("group_name"),
        row.text("credential"),
        row.text("outcome"));
  }

  @Override
  public void close() {
    database.close();
  }
}
