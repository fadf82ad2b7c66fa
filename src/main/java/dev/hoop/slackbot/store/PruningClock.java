package dev.hoop.slackbot.store;

import dev.hoop.slackbot.store.sqlite.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Whether a clock can be believed when it says that something is old. */
final class PruningClock {

  /** The bot asks daily; where it was stopped for longer, it waits like after a jump. */
  private static final Duration LONGEST_GAP = Duration.ofDays(2);

  /** A little less than a day, so that the next daily question is past it. */
  private static final Duration DISTRUST = Duration.ofHours(23);

  private PruningClock() {}

  private record State(Instant askedAt, Instant notBefore) {

    State at(Instant now) {
      Instant trusted = now.plus(DISTRUST);
      boolean jumped = now.isAfter(askedAt.plus(LONGEST_GAP));
      // Set back meanwhile, it would otherwise be waited for until it is there again.
      return new State(now, jumped || notBefore.isAfter(trusted) ? trusted : notBefore);
    }
  }

  static boolean trusts(Sql sql, Instant now) throws SQLException {
    State state =
        sql.first(
                "select asked_at, not_before from pruning_clock",
                row -> new State(row.instant("asked_at"), row.instant("not_before")))
            .orElse(new State(now, now))
            .at(now);
    sql.update(
        """
        insert into pruning_clock (id, asked_at, not_before) values (1, ?, ?)
        on conflict (id) do update
        set asked_at = excluded.asked_at, not_before = excluded.not_before
        """,
        state.askedAt(),
        state.notBefore());
    return !now.isBefore(state.notBefore());
  }
}
