package dev.hoop.slackbot.chaos;

import static java.util.Map.entry;

import dev.hoop.slackbot.sandbox.TestEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The people, connections and channels of the endurance test. */
final class WorkloadPeople {

  static final String EVE = "U0EVE";

  static final List<WorkloadPerson> PEOPLE =
      List.of(
          new WorkloadPerson("U0ANN", "Ann", "ann@acme.io", true, List.of("dba")),
          new WorkloadPerson("U0SUE", "Sue", "sue@acme.io", true, List.of("dba", "sre")),
          new WorkloadPerson("U0DAN", "Dan", "dan@acme.io", true, List.of("sre")),
          new WorkloadPerson("U0INA", "Ina", "ina@acme.io", false, List.of("dba")),
          new WorkloadPerson(EVE, "Eve", "", true, List.of()),
          new WorkloadPerson("U0BOB", "Bob", "bob@acme.io", true, List.of("dev")),
          new WorkloadPerson("U0KIM", "Kim", "kim@acme.io", true, List.of("dev", "dba")),
          new WorkloadPerson("U0LEE", "Lee", "lee@acme.io", true, List.of("dev")));

  /** Asks in Hoop, and was removed from Slack. */
  static final WorkloadPerson GONE =
      new WorkloadPerson("U0GUS", "Gus", "gus@acme.io", true, List.of("dev"));

  /** Decides in the web page at the same instants as others in Slack; in every group. */
  static final String OVERWRITER = "sue@acme.io";

  static final List<WorkloadPerson> REVIEWERS = PEOPLE.subList(0, 3);
  static final List<WorkloadPerson> REQUESTERS =
      Stream.concat(PEOPLE.subList(5, 8).stream(), Stream.of(GONE)).toList();

  /** Some of its reviews wait among many that are announced nowhere, on either page of the list. */
  static final String ONE_OF_MANY = "warehouse";

  /** Each connection's reviewer groups. */
  static final Map<String, List<String>> GROUPS =
      Map.ofEntries(
          entry("billing-db", List.of("dba")),
          entry("orders-db", List.of("dba", "sre")),
          entry("bastion", List.of("sre")),
          entry("vault", List.of("sre")),
          entry(ONE_OF_MANY, List.of("sre")));

  /** Each connection's channels. */
  static final Map<String, List<String>> CHANNELS =
      Map.ofEntries(
          entry("billing-db", List.of(TestEnvironment.CHANNEL)),
          entry("orders-db", List.of("C0ORDERS")),
          entry("bastion", List.of("C0OPS")),
          entry("vault", List.of("C0OPS", TestEnvironment.CHANNEL)),
          entry(ONE_OF_MANY, List.of("C0MANY")));

  /** Is announced nowhere. */
  static final String ELSEWHERE = "attic";

  static final List<String> CONNECTIONS = GROUPS.keySet().stream().sorted().toList();
  static final List<String> ALL_CHANNELS =
      List.of(TestEnvironment.CHANNEL, "C0ORDERS", "C0OPS", "C0MANY");

  private static final Duration POLL = Duration.ofMillis(500);

  private WorkloadPeople() {}

  static List<String> groupsOf(String connection) {
    return GROUPS.getOrDefault(connection, List.of());
  }

  /** Whether a key that is in use bears the name of somebody. */
  static boolean isPersons(String key) {
    return PEOPLE.stream().anyMatch(person -> person.linked() && key.equals(person.email()));
  }

  static void moveInto(TestEnvironment env) {
    env.slack().addChannel("C0ORDERS", "orders", false, true);
    env.slack().addChannel("C0OPS", "ops", true, true);
    env.slack().addChannel("C0MANY", "many", false, true);
    for (WorkloadPerson person : PEOPLE) {
      env.slack().addUser(person.slack(), person.name(), person.name() + "@acme.io");
      if (person.linked()) {
        env.gateway()
            .addUser(person.name(), person.slack(), person.groups().toArray(String[]::new));
        env.gateway().setStatus(person.email(), person.active() ? "active" : "inactive");
      }
    }
    env.gateway().addUser(GONE.name(), GONE.slack(), GONE.groups().toArray(String[]::new));
    GROUPS.forEach(
        (name, groups) -> env.gateway().addConnection(name, groups.toArray(String[]::new)));
    env.gateway().addConnection(ELSEWHERE, "sre");
    env.gateway().slackPlugin(CHANNELS);
    env.slack().enforceRateLimits(true);
    env.environment().remove("SLACK_CHANNEL");
    env.environment().put("HOOP_POLL_INTERVAL", POLL.toMillis() + "ms");
  }
}
