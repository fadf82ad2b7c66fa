package dev.hoop.slackbot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of ARCHITECTURE in the README: what breaks them breaks the build. */
final class ArchitectureTest {

  private static final String ROOT = "dev.hoop.slackbot.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  /** Each room and the rooms that it may know, besides its own. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.of(
          "review", Set.of(),
          "outbox", Set.of("review"),
          "sync", Set.of("review", "outbox"),
          "decision", Set.of("review", "outbox", "sync"),
          "commands", Set.of("review", "outbox", "sync"),
          "gateway", Set.of("review", "sync", "decision"),
          "slack", Set.of("review", "outbox", "sync", "decision", "commands"),
          "store", Set.of("review", "outbox", "sync", "decision"));

  @ParameterizedTest
  @ValueSource(
      strings = {"review", "outbox", "sync", "decision", "commands", "gateway", "slack", "store"})
  void aRoomKnowsOnlyTheRoomsBelowIt(String room) {
    Set<String> known = MAY_KNOW.getOrDefault(room, Set.of());
    String[] unknown =
        Stream.concat(MAY_KNOW.keySet().stream(), Stream.of("app"))
            .filter(other -> !other.equals(room) && !known.contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(unknown)
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "review, review.rules",
    "gateway, gateway.keys",
    "slack.message, slack",
    "slack.socket, slack",
    "slack.socket, slack.message",
    "slack.message, slack.socket",
    "store.sqlite, store",
    "store.sqlite, store.audit",
    "store.audit, store",
    "app.cli, app",
    "app.settings, app",
    "app.startup, app",
    "app.health, app"
  })
  void aPartOfARoomDoesNotKnow(String part, String other) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + part)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + other)
        .check(CLASSES);
  }

  @Test
  void theSocketKnowsNoBolt() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "slack.socket")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.slack.api.bolt..")
        .check(CLASSES);
  }

  @Test
  void whatPeopleReadIsMadeWithoutNetworkClockOrThreads() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "slack.message")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "java.net.http..", "okhttp3..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }

  @Test
  void noFileNameStandsTwice() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      Map<String, Long> twice =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
              .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
      twice.values().removeIf(count -> count == 1);
      assertThat(twice).isEmpty();
    }
  }

  @Test
  void noPackageIsPartOfACycle() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void slackStaysInSlackAndApp() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "slack..", ROOT + "app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.slack..", "org.java_websocket..", "okhttp3..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void sqlStaysInTheStore() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
        .check(CLASSES);
  }

  @Test
  void httpAndJsonStayInTheAdapters() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.net.http..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "gateway..", ROOT + "slack..", ROOT + "store..")
        .and()
        // What the command line prints for programs goes to no other package.
        .doNotHaveFullyQualifiedName(ROOT + "app.cli.AuditJson")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..", "com.google.gson..")
        .check(CLASSES);
  }

  @Test
  void onlyAppReadsTheEnvironmentAndEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "app..")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  @Test
  void nobodySleepsNorAsksTheWallClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalTime.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "app..")
        .should()
        .callMethod(Clock.class, "systemUTC")
        .check(CLASSES);
  }

  @Test
  void theFieldKnowsNoThreads() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "review..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "java.io..", "java.net.http..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }
}
