package io.keyfuse.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.keyfuse.console",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule KAFKA_STAYS_IN_THE_READER =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.keyfuse.console.read")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule THE_MODEL_KNOWS_NEITHER_SIDE =
      noClasses()
          .that()
          .resideInAPackage("io.keyfuse.console.model")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.keyfuse.console.http", "io.keyfuse.console.read", "io.javalin..");

  @ArchTest
  static final ArchRule NOTHING_IS_CALLED_A_MANAGER =
      classes().should().haveNameNotMatching(".*(Manager|Helper|Utils|Impl)");
}
