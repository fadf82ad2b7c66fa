package dev.hoop.slackbot.store.audit;

import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.store.sqlite.Micros;
import dev.hoop.slackbot.store.sqlite.Row;
import dev.hoop.slackbot.store.sqlite.Sql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** How the rows of the audit log hang together: each hash covers the row and the hash before. */
public final class AuditChain {

  /** What stands before the first row. */
  static final String START = "0".repeat(64);

  private static final int PAGE = 1_000;

  /** What a hash covers, in this order. */
  private static final List<String> COLUMNS =
      List.of(
          "seq",
          "at",
          "step",
          "review_id",
          "session",
          "connection",
          "slack_user",
          "email",
          "verdict",
          "group_name",
          "credential",
          "outcome");

  private static final String INSERT =
      "insert into audit (%s, prev_hash, hash) values (?, ?%s)"
          .formatted(String.join(", ", COLUMNS), ", ?".repeat(COLUMNS.size()));

  private AuditChain() {}

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
    List<String> columns = new ArrayList<>();
    for (String column : COLUMNS) {
      columns.add(row.text(column));
    }
    return new Link(
        new Head(row.number("seq"), row.text("hash")),
        row.number("at"),
        previous,
        // Of the row as it stands in the table, whatever was made of it.
        hash(previous, columns));
  }

  static String hash(String previous, long seq, AuditRow row) {
    return hash(previous, values(seq, row));
  }

  /** What stands in {@link #COLUMNS}. */
  private static List<Object> values(long seq, AuditRow row) {
    return List.of(
        seq,
        Micros.of(row.at()),
        row.step(),
        row.review(),
        row.session(),
        row.connection(),
        row.slackUser(),
        row.email(),
        row.verdict(),
        row.group(),
        row.credential(),
        row.outcome());
  }

  /** Every value is led by its length, so that no two rows have the same text. */
  private static String hash(String previous, List<?> values) {
    StringBuilder text = new StringBuilder(previous).append('\n');
    for (Object value : values) {
      String field = value.toString();
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
    List<Object> values = new ArrayList<>(values(seq, row));
    values.add(head.hash());
    values.add(hash);
    sql.update(INSERT, values.toArray());
    sql.update("update audit_head set seq = ?, hash = ? where id = 1", seq, hash);
  }
}
