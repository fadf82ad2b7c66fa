package dev.hoop.slackbot.store.audit;

import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.store.sqlite.Micros;
import dev.hoop.slackbot.store.sqlite.Row;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** How the rows of the audit log hang together: each hash covers the row and the hash before. */
public final class AuditChain {

  /** What stands before the first row. */
  static final String START = "0".repeat(64);

  private AuditChain() {}

  private static final int PAGE = 1_000;

  /** A place in the log and the hash of the row that stands there, or stood. */
  record Head(long seq, String hash) {}

  /** What the chain needs of a row. */
  record Link(Head place, long at, String previous, String hashAsItStands) {

    /** Why this cannot be the row after a place; empty when it can. */
    String fault(Head before) {
      if (place.seq() != before.seq() + 1) {
        return "the row is missing";
      }
      if (!previous.equals(before.hash())) {
        return "the row does not follow from the one before";
      }
      return hashAsItStands.equals(place.hash()) ? "" : "the row was changed";
    }
  }

  static Head head(Sql sql) throws SQLException {
    return sql.first(
            "select seq, hash from audit_head where id = 1",
            row -> new Head(row.number("seq"), row.text("hash")))
        .orElseThrow(() -> new SQLException("the audit log has no head"));
  }

  /** The last row that was removed on purpose; what stands before the first where none was. */
  static Head anchor(Sql sql) throws SQLException {
    return sql.first(
            "select seq, hash from audit_anchor where id = 1",
            row -> new Head(row.number("seq"), row.text("hash")))
        .orElseThrow(() -> new SQLException("the audit log has no anchor"));
  }

  /** Some rows after a place; none when it was the last. */
  static List<Link> after(Sql sql, long seq) throws SQLException {
    return sql.list(
        "select * from audit where seq > ? order by seq limit ?", AuditChain::link, seq, PAGE);
  }

  private static Link link(Row row) throws SQLException {
    String previous = row.text("prev_hash");
    return new Link(
        new Head(row.number("seq"), row.text("hash")),
        row.number("at"),
        previous,
        hash(previous, row));
  }

  static String hash(String previous, long seq, AuditRow row) {
    return hash(
        previous,
        List.of(
            Long.toString(seq),
            Long.toString(Micros.of(row.at())),
            row.step(),
            row.review().value(),
            row.session(),
            row.connection(),
            row.slackUser().value(),
            row.email(),
            row.verdict().name(),
            row.group(),
            row.credential(),
            row.outcome()));
  }

  /** The hash of a row as it stands in the table, whatever was made of it. */
  static String hash(String previous, Row row) throws SQLException {
    return hash(
        previous,
        List.of(
            row.text("seq"),
            row.text("at"),
            row.text("step"),
            row.text("review_id"),
            row.text("session"),
            row.text("connection"),
            row.text("slack_user"),
            row.text("email"),
            row.text("verdict"),
            row.text("group_name"),
            row.text("credential"),
            row.text("outcome")));
  }

  /** Every field is led by its length, so that no two rows have the same text. */
  private static String hash(String previous, List<String> fields) {
    StringBuilder text = new StringBuilder(previous).append('\n');
    for (String field : fields) {
      text.append(field.length()).append(':').append(field).append(',');
    }
    return HexFormat.of().formatHex(digest(text.toString()));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds a row after the last one; part of somebody's transaction. */
  public static void append(Sql sql, AuditRow row) throws SQLException {
    Head head = head(sql);
    long seq = head.seq() + 1;
    String hash = hash(head.hash(), seq, row);
    insert(sql, seq, row, head.hash(), hash);
    sql.update("update audit_head set seq = ?, hash = ? where id = 1", seq, hash);
  }

  private static void insert(Sql sql, long seq, AuditRow row, String previous, String hash)
      throws SQLException {
    sql.update(
        """
        insert into audit (seq, at, step, review_id, session, connection, slack_user, email,
                           verdict, group_name, credential, outcome, prev_hash, hash)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        seq,
        Micros.of(row.at()),
        row.step(),
        row.review().value(),
        row.session(),
        row.connection(),
        row.slackUser().value(),
        row.email(),
        row.verdict().name(),
        row.group(),
        row.credential(),
        row.outcome(),
        previous,
        hash);
  }
}
