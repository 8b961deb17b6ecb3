package io.keyfuse.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.bench.detection.Victim.Minute;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScorecardTableTest {
  private static final long DAY = 86_400_000;

  @Test
  void shouldCompareEachRunWithTheFirst() {
    ScorecardTable.Row all = new ScorecardTable.Row("all", score(120_000));
    ScorecardTable.Row less = new ScorecardTable.Row("less", score(150_000));

    assertThat(ScorecardTable.runs(List.of(all, less)).lines().skip(2))
        .containsExactly(
            "| all | 1.000 (1/1) | 0.00 | 0.00 | 100.00 | 100.0 | +0.0 | 0 (0.000) | 0 (0.000) |"
                + " 0 (0.000) | 0/0 |",
            "| less | 1.000 (1/1) | 30.00 | 30.00 | 50.00 | 50.0 | -50.0 | 0 (0.000) | 0 (0.000)"
                + " | 0 (0.000) | 0/0 |");
  }

  @Test
  void shouldShowEachKindAndEachLookAlike() {
    Scorecard card = score(150_000);

    assertThat(ScorecardTable.kinds(card)).contains("| A4 | 1 | 1.000 | 30.00 | 1.00 | 2.00 | 50");
    assertThat(ScorecardTable.lookAlikes(card)).contains("| B9 | 1 | 0 | 0 | 0 |", "| none | all");
  }

  @Test
  void shouldReadARangeOfSeeds() {
    assertThat(SeedRange.parse("1..3").stream()).containsExactly(1L, 2L, 3L);
    assertThat(SeedRange.parse("7").stream()).containsExactly(7L);
    assertThatThrownBy(() -> SeedRange.parse("a..b")).hasMessageContaining("write for example");
    assertThatThrownBy(() -> SeedRange.parse("3..1")).hasMessageContaining("write the smaller");
  }

  private static Scorecard score(long killMillis) {
    Victim victim =
        new Victim(
            "atk-001",
            "A4",
            "key",
            "telemetry",
            120_000,
            180_000,
            120_000,
            List.of(new Minute(120_000, 2_000_000_000)));
    Harmless rotation = new Harmless("B9", Set.of("key"), 0, 1, false);
    Truth truth = new Truth("set", 0, DAY, List.of(victim), List.of(rotation), Map.of("key", 0L));
    return DetectionScorer.score(
        truth, List.of(new SentCommand(killMillis, "key", "suspend", Long.MAX_VALUE)), Map.of());
  }
}
