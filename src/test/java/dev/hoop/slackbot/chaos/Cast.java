package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.Town;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Who is who in the storm. */
final class Cast {

  static final List<String> CHANNELS = List.of(Town.CHANNEL, "C0ORDERS");

  /** Decides in Hoop's web page alone. */
  static final Player WEB = new Player("U0WEB", "wes@acme.io", Set.of("dba", "sre"), true);

  static final List<Player> REVIEWERS =
      List.of(
          new Player(Town.ANN, "ann@acme.io", Set.of("dba"), true),
          new Player(Town.SUE, "sue@acme.io", Set.of("dba", "sre"), true),
          new Player("U0KIM", "kim@acme.io", Set.of("sre"), true));

  /** They ask, and one of them could approve what the others ask for. */
  static final List<Player> REQUESTERS =
      List.of(
          new Player(Town.BOB, "bob@acme.io", Set.of("dev", "dba"), true),
          new Player("U0ROB", "rob@acme.io", Set.of("dev"), true),
          new Player("U0ROY", "roy@acme.io", Set.of("dev"), true));

  /** They press although most of them may not. */
  static final List<Player> OTHERS =
      List.of(
          REQUESTERS.get(0),
          REQUESTERS.get(1),
          new Player(Town.EVE, "eve@acme.io", Set.of(), false));

  private Cast() {}

  /**
   * Somebody.
   *
   * @param linked whether a Hoop user carries their Slack id
   */
  record Player(String slackId, String email, Set<String> groups, boolean linked) {

    /** Whether the rules let them, as long as the review waits. */
    boolean may(String requester, String group, boolean approves) {
      boolean own = requester.equals(email);
      return linked && (own ? !approves : groups.contains(group));
    }
  }

  static void enter(Town town) {
    town.slack().addChannel("C0ORDERS", "orders", true, true);
    town.gateway().slackPlugin(Map.of("orders-db", List.of("C0ORDERS")));
    town.slack().addUser("U0KIM", "Kim", "kim@acme.io");
    town.slack().addUser("U0ROB", "Rob", "rob@acme.io");
    town.slack().addUser("U0ROY", "Roy", "roy@acme.io");
    town.gateway().addUser("Kim", "U0KIM", "sre");
    town.gateway().addUser("Rob", "U0ROB", "dev");
    town.gateway().addUser("Roy", "U0ROY", "dev");
    town.gateway().addUser("Wes", "", "dba", "sre");
    town.gateway().setGroups("bob@acme.io", "dev", "dba");
  }

  static Player any(Random random, List<Player> players) {
    return players.get(random.nextInt(players.size()));
  }

  static Player bySlackId(String slackId) {
    return List.of(REVIEWERS, REQUESTERS, OTHERS).stream()
        .flatMap(List::stream)
        .filter(player -> player.slackId().equals(slackId))
        .findFirst()
        .orElse(WEB);
  }
}
