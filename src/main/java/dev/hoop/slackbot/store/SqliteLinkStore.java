package dev.hoop.slackbot.store;

import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.store.sqlite.Database;
import dev.hoop.slackbot.store.sqlite.Micros;
import dev.hoop.slackbot.store.sqlite.Sql;
import dev.hoop.slackbot.sync.LinkStore;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Thread-safe: the links that were seen, in SQLite. */
final class SqliteLinkStore implements LinkStore {
  private final Database database;
  private final Clock clock;

  SqliteLinkStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Pair(SlackUserId slackId, String subject) {}

  @Override
  public int see(List<Link> links, Set<String> subjects) {
    Instant now = clock.instant();
    return database.inTransaction(
        sql -> {
          if (subjects.isEmpty()) {
            return known(sql).size();
          }
          boolean first = start(sql, now);
          Set<Pair> gone = known(sql);
          Set<Pair> known = new HashSet<>(gone);
          Map<String, Link> bySubject = new HashMap<>();
          for (Link link : links) {
            Pair pair = pair(link);
            gone.remove(pair);
            bySubject.put(link.subject(), link);
            if (known.add(pair)) {
              insert(sql, pair, now);
              if (!first) {
                tell(sql, "link", pair, link.message(), now);
              }
            }
          }
          int missing = 0;
          // Forgotten, so that a link that comes back is told again.
          for (Pair pair : gone) {
            if (!subjects.contains(pair.subject())) {
              missing++;
              continue;
            }
            Link successor = bySubject.get(pair.subject());
            if (successor != null) {
              tell(sql, "unlink", pair, successor.moved(), now);
            }
            sql.update(
                "delete from link where slack_id = ? and subject = ?",
                pair.slackId(),
                pair.subject());
          }
          return missing;
        });
  }

  @Override
  public List<Link> unseen(List<Link> links) {
    return database.inTransaction(
        sql -> {
          if (!sql.any("select 1 from link_state")) {
            return List.of();
          }
          Set<Pair> known = known(sql);
          return links.stream().filter(link -> !known.contains(pair(link))).toList();
        });
  }

  private static Pair pair(Link link) {
    return new Pair(link.slackId(), link.subject());
  }

  /** Whether this is the first call ever. */
  private static boolean start(Sql sql, Instant now) throws SQLException {
    return sql.update(
            "insert into link_state (id, started_at) values (1, ?) on conflict (id) do nothing",
            now)
        > 0;
  }

  private static Set<Pair> known(Sql sql) throws SQLException {
    return new HashSet<>(
        sql.list(
            "select slack_id, subject from link",
            row -> new Pair(new SlackUserId(row.text("slack_id")), row.text("subject"))));
  }

  private static void insert(Sql sql, Pair pair, Instant now) throws SQLException {
    sql.update(
        "insert into link (slack_id, subject, seen_at) values (?, ?, ?)",
        pair.slackId(),
        pair.subject(),
        now);
  }

  /** The instant is part of the key, since the same link can be made anew and is told anew. */
  private static void tell(
      Sql sql, String what, Pair pair, Supplier<SlackMessage> message, Instant now)
      throws SQLException {
    String key = what + ":" + pair.slackId() + ":" + pair.subject() + ":" + Micros.of(now);
    MessageRows.enqueue(
        sql, new OutboxMessage(key, new Recipient.Direct(pair.slackId()), message.get()), now);
  }
}
