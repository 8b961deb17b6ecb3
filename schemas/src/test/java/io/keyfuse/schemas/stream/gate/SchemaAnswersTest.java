package io.keyfuse.schemas.stream.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.schemas.registry.RegistryException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SchemaAnswersTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final SwitchedRegistry registry = new SwitchedRegistry();
  private final SchemaAnswers answers = new SchemaAnswers(registry, now::get);

  @Test
  void shouldGoOnAnsweringForAFoundSchemaWhileTheRegistryIsAway() {
    registry.known.add(7);
    answers.schemaById(7);
    registry.away = true;

    assertThat(answers.isSettled(7)).isTrue();
    assertThat(answers.schemaById(7)).isEqualTo(SwitchedRegistry.SCHEMA);
    assertThat(registry.calls).hasValue(1);
  }

  @Test
  void shouldAskOnceInTwoSecondsForAnIdThatTheRegistryRefuses() {
    for (int i = 0; i < 1_000; i++) {
      assertThatThrownBy(() -> answers.schemaById(9)).hasMessageContaining("not found");
    }

    assertThat(registry.calls).hasValue(1);
    assertThat(answers.isSettled(9)).isTrue();
  }

  @Test
  void shouldFindASchemaThatIsRegisteredAfterItsRefusal() {
    assertThatThrownBy(() -> answers.schemaById(9)).isInstanceOf(RegistryException.class);
    registry.known.add(9);
    now.set(Instant.EPOCH.plus(SchemaAnswers.REFUSAL_HOLDS));

    assertThat(answers.isSettled(9)).isFalse();
    assertThat(answers.schemaById(9)).isEqualTo(SwitchedRegistry.SCHEMA);
  }

  @Test
  void shouldSettleNothingByAnUnavailableRegistry() {
    registry.away = true;
    assertThatThrownBy(() -> answers.schemaById(3))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.isUnavailable()).isTrue());

    assertThat(answers.isSettled(3)).isFalse();
    registry.away = false;
    registry.known.add(3);
    assertThat(answers.schemaById(3)).isEqualTo(SwitchedRegistry.SCHEMA);
  }
}
