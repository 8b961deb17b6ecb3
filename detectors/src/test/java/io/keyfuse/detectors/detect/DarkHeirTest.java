package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.SECOND;
import static io.keyfuse.detectors.detect.Heirs.arrive;
import static io.keyfuse.detectors.detect.Heirs.heir;
import static io.keyfuse.detectors.detect.Heirs.heirs;
import static io.keyfuse.detectors.detect.Heirs.rotate;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heir of a key with telemetry: telemetry is due from its first report on. */
class DarkHeirTest {
  private static final int DAYS = 14;
  private static final long T0 = DAYS * DAY + 3 * HOUR;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldCountReportsWithoutTelemetryAsDarkFromTheFirstOn(long seed) {
    // Given heirs of a key with telemetry and of one without
    OwnedKey both = new OwnedKey(seed).bothDays(DAYS, 0);
    OwnedKey provider = new OwnedKey(seed).providerDays(DAYS);
    rotate(both, T0);
    rotate(provider, T0);

    for (int report = 1; report <= 3; report++) {
      // When only the provider tells of them
      arrive(both, both.bucket(T0 + report * MINUTE, 1));
      arrive(provider, provider.bucket(T0 + report * MINUTE, 1));

      // Then
      assertThat(heir(both).ownership().dark().silentReports()).isEqualTo(report);
      assertThat(heir(provider).ownership().dark().silentReports()).isZero();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldRaiseAStrangeDarkThiefSooner(long seed) {
    // Given
    OwnedKey both = new OwnedKey(seed).bothDays(DAYS, 0);
    OwnedKey provider = new OwnedKey(seed).providerDays(DAYS);
    rotate(both, T0);
    rotate(provider, T0);

    // When long answers of the owner's model are the first use of each
    for (int minute = 0; minute < 2; minute++) {
      arrive(both, both.bucket(T0 + minute * MINUTE, 40).tokens(40_000, 20_000, 36_000));
      arrive(provider, provider.bucket(T0 + minute * MINUTE, 40).tokens(40_000, 20_000, 36_000));
    }

    // Then
    assertThat(heirs(both))
        .as("seed %d", seed)
        .anyMatch(each -> each.getProbability() >= 0.9 && each.getSummary().contains("dark"));
    assertThat(heirs(provider)).as("seed %d, two aspects of two reports", seed).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldBeQuietWithTelemetryOfItsOwn(long seed) {
    OwnedKey owned = new OwnedKey(seed).bothDays(DAYS, 0);
    rotate(owned, T0);

    for (long at = T0; at < T0 + 2 * DAY; at += OwnedKey.SLOT) {
      int calls = owned.calls();
      for (int call = 0; call < calls; call++) {
        arrive(owned, owned.call(at + call * SECOND));
      }
      arrive(owned, owned.bucket(at, calls));
      assertThat(heir(owned).ownership().dark().silentReports()).as("seed %d", seed).isZero();
    }

    assertThat(heirs(owned)).as("seed %d", seed).isEmpty();
  }
}
