package io.keyfuse.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.registry.ContractSchema;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The check that guards the contracts refuses what breaks a reader, and nothing else. */
class EvolutionRuleTest {
  private static final int SEEDS = 10;

  @ParameterizedTest
  @EnumSource(SchemaChange.class)
  void shouldRefuseExactlyWhatBreaksAReader(SchemaChange change) {
    int tried = 0;
    for (Class<?> type : SeededRecords.types().toList()) {
      Schema present = ContractSchema.of(SeededRecords.schemaOf(type));
      List<Schema> past = GoldenSample.of(type).stream().map(GoldenSample::schema).toList();
      for (long seed = 1; seed <= SEEDS; seed++) {
        Schema next = change.of(present, seed).orElse(present);
        if (!next.toString().equals(present.toString())) {
          tried++;
          assertThat(passes(next, past))
              .as("%s, seed %d: %s", type.getSimpleName(), seed, next)
              .isEqualTo(change.isAllowed());
        }
      }
    }
    assertThat(tried).as("contracts and seeds with a place for it").isGreaterThan(4 * SEEDS);
  }

  private static boolean passes(Schema next, List<Schema> past) {
    try {
      EvolutionRule.check(next, past);
      return true;
    } catch (SchemaValidationException e) {
      return false;
    }
  }
}
