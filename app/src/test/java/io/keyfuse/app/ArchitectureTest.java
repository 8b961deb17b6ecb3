package io.keyfuse.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The arrows and bans of design.md that Maven cannot see. */
@AnalyzeClasses(packages = "io.keyfuse", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule roomsMeetInSchemasOnly =
      noClasses()
          .that()
          .resideInAnyPackage("io.keyfuse.ingest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.keyfuse.detectors..",
              "io.keyfuse.alerting..",
              "io.keyfuse.console..",
              "io.keyfuse.app..",
              "io.keyfuse.testkit..");

  @ArchTest
  static final ArchRule detectorsMeetOthersInSchemasOnly =
      noClasses()
          .that()
          .resideInAnyPackage("io.keyfuse.detectors..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.keyfuse.ingest..",
              "io.keyfuse.alerting..",
              "io.keyfuse.console..",
              "io.keyfuse.app..",
              "io.keyfuse.testkit..");

  @ArchTest
  static final ArchRule alertingMeetsOthersInSchemasOnly =
      noClasses()
          .that()
          .resideInAnyPackage("io.keyfuse.alerting..", "io.keyfuse.console..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.keyfuse.ingest..",
              "io.keyfuse.detectors..",
              "io.keyfuse.app..",
              "io.keyfuse.testkit..");

  @ArchTest
  static final ArchRule schemasKnowNobody =
      noClasses()
          .that()
          .resideInAPackage("io.keyfuse.schemas..")
          .should()
          .dependOnClassesThat(
              are(
                  resideInAnyPackage(
                      "io.keyfuse.ingest..",
                      "io.keyfuse.detectors..",
                      "io.keyfuse.alerting..",
                      "io.keyfuse.console..",
                      "io.keyfuse.app..",
                      "io.keyfuse.testkit..")));

  @ArchTest
  static final ArchRule kafkaStaysInItsPackages =
      noClasses()
          .that()
          .resideInAPackage("io.keyfuse..")
          .and()
          .resideOutsideOfPackages(
              "io.keyfuse..stream..",
              "io.keyfuse.schemas.topic..",
              "io.keyfuse.schemas.serde..",
              "io.keyfuse.alerting.execute..",
              "io.keyfuse.alerting.notify..",
              "io.keyfuse.console.read..",
              "io.keyfuse.testkit..",
              "io.keyfuse.bench..",
              "io.keyfuse.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule onlyTheDemoTouchesTheStandIns =
      noClasses()
          .that()
          .resideInAPackage("io.keyfuse.app..")
          .and()
          .resideOutsideOfPackages("io.keyfuse.app.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.keyfuse.testkit..");

  @ArchTest
  static final ArchRule theDemoTouchesNothingElseOfTheTestkit =
      noClasses()
          .that()
          .resideInAPackage("io.keyfuse.app..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.keyfuse.testkit..")
                  .and(not(resideInAPackage("io.keyfuse.testkit.provider.."))));

  @ArchTest
  static final ArchRule clocksAreInjected =
      noClasses()
          .that()
          .resideInAPackage("io.keyfuse..")
          .and()
          .resideOutsideOfPackages("io.keyfuse.app..", "io.keyfuse.bench..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule namesSayTheRole =
      classes()
          .that()
          .resideInAPackage("io.keyfuse..")
          .and()
          .resideOutsideOfPackage("io.keyfuse.schemas.v1..")
          .should()
          .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl)$");
}
