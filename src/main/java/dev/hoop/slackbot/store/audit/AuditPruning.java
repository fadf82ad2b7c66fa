package dev.hoop.slackbot.store.audit;

import dev.hoop.slackbot.store.audit.AuditChain.Head;
import dev.hoop.slackbot.store.audit.AuditChain.Link;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.Micros;
import dev.hoop.slackbot.store.sqlite.Sql;
import dev.hoop.slackbot.store.sqlite.SqliteErrors;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Removes the oldest audit rows and leaves an anchor, from which the rest can be verified. */
public final class AuditPruning {
  private AuditPruning() {}

  /** How far one transaction came, and why it can go no further; empty when nothing is wrong. */
  private record Step(int removed, long next, String fault) {}

  /** Page by page, so that no click has to wait for long. */
  public static int prune(Database database, Instant before) {
    long limit = Micros.of(before);
    int removed = 0;
    Step step;
    do {
      step = database.inTransaction(sql -> step(sql, limit));
      removed += step.removed();
    } while (step.removed() > 0 && step.fault().isEmpty());
    if (!step.fault().isEmpty()) {
      throw SqliteErrors.of(
          database.file(),
          "has an audit log that is broken at row %d: %s. It and later rows are kept; see audit --verify."
              .formatted(step.next(), step.fault()));
    }
    return removed;
  }

  private static Step step(Sql sql, long limit) throws SQLException {
    Head anchor = AuditChain.anchor(sql);
    Head last = anchor;
    String fault = "";
    List<Link> page = AuditChain.after(sql, anchor.seq());
    for (Link link : page) {
      // What shows that somebody changed the log must outlive every limit.
      fault = link.fault(last);
      if (link.at() >= limit || !fault.isEmpty()) {
        break;
      }
      last = link.place();
    }
    if (last.seq() > anchor.seq()) {
      sql.update("update audit_anchor set seq = ?, hash = ? where id = 1", last.seq(), last.hash());
      sql.update("delete from audit where seq <= ?", last.seq());
    }
    return new Step(Math.toIntExact(last.seq() - anchor.seq()), last.seq() + 1, fault);
  }
}
