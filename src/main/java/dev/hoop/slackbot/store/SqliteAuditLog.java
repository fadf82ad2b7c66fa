package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.AuditLog;
import dev.hoop.slackbot.review.AuditRow;
import java.sql.SQLException;

/** Thread-safe: the audit log in SQLite, each row chained to the one before. */
final class SqliteAuditLog implements AuditLog {
  private final Database database;

  SqliteAuditLog(Database database) {
    this.database = database;
  }

  @Override
  public void append(AuditRow row) {
    database.change(
        sql -> {
          AuditChain.Head head = AuditChain.head(sql);
          long seq = head.seq() + 1;
          String hash = AuditChain.hash(head.hash(), seq, row);
          insert(sql, seq, row, head.hash(), hash);
          sql.update("update audit_head set seq = ?, hash = ? where id = 1", seq, hash);
        });
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
