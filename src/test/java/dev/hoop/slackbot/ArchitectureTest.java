package dev.hoop.slackbot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** The arrows of ARCHITECTURE in the README: what breaks them breaks the build. */
final class ArchitectureTest {

  private static final String ROOT = "dev.hoop.slackbot.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void everyPackageLeansOnReviewOnlyAndAppOnAll() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("app")
        .definedBy(ROOT + "app..")
        .layer("announce")
        .definedBy(ROOT + "announce..")
        .layer("decision")
        .definedBy(ROOT + "decision..")
        .layer("gateway")
        .definedBy(ROOT + "gateway..")
        .layer("slack")
        .definedBy(ROOT + "slack..")
        .layer("store")
        .definedBy(ROOT + "store..")
        .layer("review")
        .definedBy(ROOT + "review..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("announce")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("decision")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("gateway")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("slack")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("app")
        .check(CLASSES);
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
        .resideOutsideOfPackages(ROOT + "gateway..", ROOT + "slack..")
        .and()
        // What the command line prints for programs goes to no other package.
        .doNotHaveFullyQualifiedName(ROOT + "app.AuditJson")
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
        .check(CLASSES);
  }
}
