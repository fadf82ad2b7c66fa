package dev.hoop.slackbot.store.audit;

import java.util.function.Function;

/** Whether the audit log is as it was written. */
public sealed interface AuditVerification {

  <R> R match(Function<Intact, R> intact, Function<Broken, R> broken);

  /**
   * Every row is there and unchanged.
   *
   * @param from the first row's place: above 1 once older rows were removed because of their age
   * @param head the last row's hash: kept elsewhere, it also shows a log that was made up anew
   */
  record Intact(long from, long rows, String head) implements AuditVerification {
    @Override
    public <R> R match(Function<Intact, R> intact, Function<Broken, R> broken) {
      return intact.apply(this);
    }
  }

  /**
   * A row was changed, added or removed.
   *
   * @param seq the first place at which the log cannot be believed
   */
  record Broken(long seq, String how) implements AuditVerification {
    @Override
    public <R> R match(Function<Intact, R> intact, Function<Broken, R> broken) {
      return broken.apply(this);
    }
  }
}
