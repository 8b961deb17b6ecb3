package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.money.NanoUsd;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class AttackPlanTest {
  private final AttackPlan burst = new ProbeThenBurst(Stories.SEED);
  private final AttackPlan flood = new ResaleFlood(Stories.SEED);

  @Test
  void shouldPlayThePublishedSumsOfScenarioA4() {
    List<AttackCall> hour = calls(burst, 50);

    assertThat(input(hour, "claude-opus-4-8")).isCloseTo(12_800_000L, Percentage.withPercentage(6));
    assertThat(input(hour, "claude-fable-5")).isEqualTo(1_300_000L);
    assertThat(hour)
        .filteredOn(call -> call.model().equals("claude-fable-5"))
        .extracting(call -> call.tokens().output())
        .satisfies(
            outputs ->
                assertThat(outputs.stream().mapToLong(Long::longValue).sum()).isEqualTo(287_000L));
    assertThat(hour)
        .allSatisfy(call -> assertThat(call.tokens().input()).isBetween(180_000L, 364_000L));
  }

  @Test
  void shouldNameThePaceOfScenarioA4() {
    assertThat(burst.interval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(burst.pace()).contains("36 times faster");
    assertThat(burst.unstoppedNanos())
        .isEqualTo(2 * calls(burst, 50).stream().mapToLong(AttackCall::costNanos).sum())
        .isBetween(160 * NanoUsd.PER_USD, 400 * NanoUsd.PER_USD);
  }

  @Test
  void shouldPlayThePublishedRateOfScenarioA1() {
    int perMinute = (int) (Duration.ofMinutes(1).toMillis() / flood.interval().toMillis());
    List<AttackCall> minute = calls(flood, perMinute);

    assertThat(input(minute, "gpt-5.5")).isCloseTo(1_500_000L, Percentage.withPercentage(8));
    assertThat(flood.unstoppedNanos()).isEqualTo(24 * 3_150 * NanoUsd.PER_USD);
    assertThat(minute.stream().mapToLong(AttackCall::costNanos).sum() * 60 / NanoUsd.PER_USD)
        .isBetween(1_900L, 4_200L);
  }

  @Test
  void shouldMakeTheSameCallsAgain() {
    assertThat(calls(new ProbeThenBurst(Stories.SEED), 60)).isEqualTo(calls(burst, 60));
    assertThat(calls(new ResaleFlood(Stories.SEED), 60)).isEqualTo(calls(flood, 60));
  }

  private static List<AttackCall> calls(AttackPlan plan, int count) {
    return IntStream.range(0, count).mapToObj(plan::call).toList();
  }

  private static long input(List<AttackCall> calls, String model) {
    return calls.stream()
        .filter(call -> call.model().equals(model))
        .mapToLong(call -> call.tokens().input())
        .sum();
  }
}
