package io.keyfuse.detectors.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Arrival;
import io.keyfuse.detectors.scenario.BenignTraffic;
import io.keyfuse.detectors.scenario.KeyProfile;
import io.keyfuse.detectors.scenario.Replay;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenignTrafficTest {
  private static final int KEYS = 50;
  private static final int DAYS = 14;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20_260_302})
  void shouldFindNoTheftInTwoWeeksOfFiftyOrdinaryKeys(long seed) {
    // Given daily and weekly curves, noise, nightly batches and both feeds
    Random random = new Random(seed);
    BenignTraffic traffic = new BenignTraffic(seed);
    for (int key = 0; key < KEYS; key++) {
      traffic.add(KeyProfile.random("key-" + key, random), DAYS);
    }
    List<Arrival> arrivals = traffic.arrivals();

    // When
    Replay replay = Replay.of(arrivals);

    // Then
    System.out.printf(
        "seed %d: %d events, %d windows%n", seed, arrivals.size(), replay.windows().size());
    assertThat(replay.thefts(0.5).stream().map(Replay.Said::text)).isEmpty();
    assertThat(replay.windows()).hasSizeGreaterThan(KEYS * DAYS * 24);
  }
}
