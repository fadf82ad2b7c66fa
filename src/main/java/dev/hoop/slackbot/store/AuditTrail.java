package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.AuditRow;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  public record Filter(Instant since, @Nullable ReviewId review, @Nullable String email) {}

  /** One row, its place in the log and the hash that seals it. */
  public record Line(long seq, AuditRow row, String hash) {}

  /** What the chain needs of a row. */
  private record Link(long seq, String previous, String hash, String hashAsItStands) {}

  private final Database database;

  private AuditTrail(Database database) {
    this.database = database;
  }

  /**
   * Opens the log of an existing store.
   *
   * @throws StoreUnusableException when there is none, or it cannot be read
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

  /** The rows that match, oldest first. */
  public List<Line> read(Filter filter) {
    StringBuilder where = new StringBuilder("at >= ?");
    List<Object> values = new ArrayList<>(List.of(Micros.of(filter.since())));
    ReviewId review = filter.review();
    if (review != null) {
      where.append(" and review_id = ?");
      values.add(review.value());
    }
    String email = filter.email();
    if (email != null) {
      where.append(" and lower(email) = ?");
      values.add(email.toLowerCase(Locale.ROOT));
    }
    return database.inTransaction(
        sql ->
            sql.list(
                "select * from audit where " + where + " order by seq",
                AuditTrail::line,
                values.toArray()));
  }

  /** Goes through the whole log and checks that every row follows from the one before. */
  public Verification verify() {
    // One transaction, so that rows a bot adds meanwhile are not half seen.
    return database.inTransaction(
        sql -> {
          AuditChain.Head head = AuditChain.head(sql);
          AuditChain.Head last = new AuditChain.Head(0, AuditChain.START);
          for (List<Link> page = page(sql, last); !page.isEmpty(); page = page(sql, last)) {
            for (Link link : page) {
              String fault = fault(last, link);
              if (!fault.isEmpty()) {
                return new Verification.Broken(last.seq() + 1, fault);
              }
              last = new AuditChain.Head(link.seq(), link.hash());
            }
          }
          return last.equals(head)
              ? new Verification.Intact(last.seq(), last.hash())
              : new Verification.Broken(
                  last.seq() + 1,
                  "the log ends here, and was longer: its last row was " + head.seq());
        });
  }

  private static String fault(AuditChain.Head last, Link link) {
    if (link.seq() != last.seq() + 1) {
      return "the row is missing";
    }
    if (!link.previous().equals(last.hash())) {
      return "the row does not follow from the one before";
    }
    return link.hashAsItStands().equals(link.hash()) ? "" : "the row was changed";
  }

  private static List<Link> page(Sql sql, AuditChain.Head last) throws SQLException {
    return sql.list(
        "select * from audit where seq > ? order by seq limit ?",
        AuditTrail::link,
        last.seq(),
        PAGE);
  }

  private static Link link(Row row) throws SQLException {
    String previous = row.text("prev_hash");
    return new Link(row.number("seq"), previous, row.text("hash"), AuditChain.hash(previous, row));
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
