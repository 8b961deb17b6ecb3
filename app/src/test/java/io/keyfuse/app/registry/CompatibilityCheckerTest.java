package io.keyfuse.app.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityCheckerTest {
  private static final Schema A = SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
  private static final Schema A_AND_B =
      SchemaBuilder.record("R").fields().requiredInt("a").requiredInt("b").endRecord();
  private static final Schema A_OPTIONAL_B =
      SchemaBuilder.record("R").fields().requiredInt("a").optionalInt("b").endRecord();
  private static final Schema B = SchemaBuilder.record("R").fields().requiredInt("b").endRecord();

  /** Past is A then A_AND_B; the candidate is named. */
  @ParameterizedTest
  @CsvSource({
    "NONE,                A_AND_B,      true",
    "NONE,                B,            true",
    "BACKWARD,            A,            true",
    "BACKWARD,            A_AND_B,      true",
    "BACKWARD,            B,            true",
    "BACKWARD_TRANSITIVE, A,            true",
    "BACKWARD_TRANSITIVE, A_OPTIONAL_B, true",
    "BACKWARD_TRANSITIVE, B,            false",
    "FORWARD,             A,            false",
    "FORWARD,             A_AND_B,      true",
    "FORWARD_TRANSITIVE,  A_AND_B,      true",
    "FORWARD_TRANSITIVE,  B,            false",
    "FULL,                A,            false",
    "FULL,                A_AND_B,      true",
    "FULL_TRANSITIVE,     A_AND_B,      false",
    "FULL_TRANSITIVE,     A_OPTIONAL_B, false",
  })
  void shouldJudgeByLevel(CompatibilityLevel level, String candidate, boolean compatible) {
    Schema schema =
        switch (candidate) {
          case "A" -> A;
          case "B" -> B;
          case "A_AND_B" -> A_AND_B;
          default -> A_OPTIONAL_B;
        };

    List<String> faults = CompatibilityChecker.faults(level, schema, List.of(A, A_AND_B));

    assertThat(faults.isEmpty()).as("%s", faults).isEqualTo(compatible);
  }

  @ParameterizedTest
  @CsvSource({"FULL_TRANSITIVE", "BACKWARD"})
  void shouldHaveNothingAgainstAFirstSchema(CompatibilityLevel level) {
    assertThat(CompatibilityChecker.faults(level, A, List.of())).isEmpty();
  }
}
