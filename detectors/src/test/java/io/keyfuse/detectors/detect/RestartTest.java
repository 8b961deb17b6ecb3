package io.keyfuse.detectors.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.scenario.Arrival;
import io.keyfuse.detectors.scenario.Attacks;
import io.keyfuse.detectors.scenario.BenignTraffic;
import io.keyfuse.detectors.scenario.KeyProfile;
import io.keyfuse.detectors.scenario.Replay;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restart between any two events changes nothing. */
class RestartTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldSayTheSameWhenTheStateIsStoredAndReadBackAfterEveryEvent(long seed) {
    // Given ordinary days, a flood, a quiet day and long-context calls
    long floodMs = BenignTraffic.START.plus(Duration.ofDays(8).plusHours(5)).toEpochMilli();
    long callsMs = BenignTraffic.START.plus(Duration.ofDays(9).plusHours(9)).toEpochMilli();
    Random random = new Random(seed);
    List<Arrival> arrivals =
        new BenignTraffic(seed)
            .add(KeyProfile.random("victim", random), 10)
            .add(KeyProfile.smallDeveloperKey("small"), 10)
            .with(Attacks.floodInTelemetry("victim", floodMs, 4_200, 20, seed))
            .with(Attacks.floodInProviderUsage("victim", floodMs, 4_200, 20, seed))
            .with(Attacks.longContext("small", callsMs, 30, seed))
            .arrivals();

    // When
    Replay kept = new Replay(DetectionConfig.defaults(), false);
    Replay restarted = new Replay(DetectionConfig.defaults(), true);
    arrivals.forEach(kept::arrive);
    arrivals.forEach(restarted::arrive);

    // Then
    assertThat(kept.thefts(0.9)).isNotEmpty();
    assertThat(restarted.said()).isEqualTo(kept.said());
    assertThat(restarted.windows()).isEqualTo(kept.windows());
  }
}
