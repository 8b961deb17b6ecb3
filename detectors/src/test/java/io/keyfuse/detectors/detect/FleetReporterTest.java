package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.state.Suspect;
import io.keyfuse.detectors.state.UsageShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key with 14 days of its owner tells the fleet. */
class FleetReporterTest {
  private static final int DAYS = 14;
  private static final long T0 = DAYS * DAY + 3 * HOUR;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldTellNothingOfUsualReports(long seed) {
    OwnedKey owned = new OwnedKey(seed).providerDays(DAYS);
    int before = suspects(owned).size();

    for (long at = T0; at < T0 + HOUR; at += MINUTE) {
      owned.key.at(owned.bucket(at, owned.calls()));
    }

    assertThat(suspects(owned)).as("seed %d", seed).hasSize(before);
  }

  @Test
  void shouldTellOncePerFiveMinutesWhatIsNoTheft() {
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    int before = suspects(owned).size();

    for (int minute = 0; minute <= 10; minute++) {
      owned.key.at(longPrompts(owned, T0 + minute * MINUTE));
    }

    List<Suspect> told = suspects(owned).subList(before, suspects(owned).size());
    assertThat(told).noneMatch(Suspect::isTheft);
    assertThat(told.stream().map(Suspect::atMs))
        .containsExactly(START + T0, START + T0 + 5 * MINUTE, START + T0 + 10 * MINUTE);
  }

  @Test
  void shouldTellANewTheftAtOnce() {
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    int before = suspects(owned).size();

    int reports = 0;
    while (owned.key.replay.thefts(0.9).isEmpty()) {
      owned.key.at(ForeignUsageDetectorTest.longContext(T0 + reports++ * MINUTE));
    }
    owned.key.at(ForeignUsageDetectorTest.longContext(T0 + reports * MINUTE));

    UsageShape shape = new UsageShape((float) Math.log(150_001), (float) Math.log(3_001), 0);
    assertThat(reports).as("within the five minutes").isBetween(2, 4);
    assertThat(suspects(owned).subList(before, suspects(owned).size()))
        .containsExactly(
            new Suspect("anthropic:default:key-1", shape, START + T0, false),
            new Suspect(
                "anthropic:default:key-1", shape, START + T0 + (reports - 1) * MINUTE, true));
  }

  @Test
  void shouldTellNothingWithoutInput() {
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    int before = suspects(owned).size();

    owned.key.at(DetectorFixture.bucket(T0).model("opus").refused("403"));

    assertThat(owned.key.replay.state(owned.call(T0).build()).ownership().foreign().rows())
        .as("strange it is")
        .isEqualTo(1);
    assertThat(suspects(owned)).hasSize(before);
  }

  /** The owner's model and cache, with far longer calls: strange in one aspect, 30 cents. */
  static Call longPrompts(OwnedKey owned, long at) {
    return owned.bucket(at, 3).tokens(450_000, 225_000, 9_000).nanos(300_000_000);
  }

  private static List<Suspect> suspects(OwnedKey owned) {
    return owned.key.replay.suspects();
  }
}
