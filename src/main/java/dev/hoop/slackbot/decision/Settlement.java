package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.sync.ReviewUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a click led to.
 *
 * @param audit what is written into the audit log
 * @param decision null when nothing counted
 * @param update what the review's cards must show from now on; null when that is found out later
 * @param owed what the reviewer must be told
 * @param lost whether a verdict was sent that may still count, though nothing shows it
 */
public record Settlement(
    List<AuditRow> audit,
    @Nullable Decision decision,
    @Nullable ReviewUpdate update,
    List<OutboxMessage> owed,
    boolean lost) {

  public Settlement {
    audit = List.copyOf(audit);
    owed = List.copyOf(owed);
  }

  /** Of a click that counts, or surely does not. */
  public Settlement(
      List<AuditRow> audit,
      @Nullable Decision decision,
      @Nullable ReviewUpdate update,
      List<OutboxMessage> owed) {
    this(audit, decision, update, owed, false);
  }
}
