package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.SECOND;
import static io.keyfuse.detectors.detect.DetectorFixture.START;
import static io.keyfuse.detectors.detect.DetectorFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A planned change raises what counts as usual, up to its factor and until its end. */
class ChangeWindowTest {
  private static final int DAYS = 14;
  private static final long T0 = DAYS * DAY + 10 * HOUR;

  @Test
  void shouldAllowABurstWithinTheFactor() {
    assertThat(bursts(3, unplanned())).as("without a change").isNotEmpty();

    assertThat(bursts(3, planned(4, T0 + DAY))).isEmpty();
  }

  @Test
  void shouldRaiseABurstBeyondTheFactor() {
    assertThat(bursts(6, planned(4, T0 + DAY))).isNotEmpty();
  }

  @Test
  void shouldRaiseABurstAfterTheEnd() {
    assertThat(bursts(3, planned(4, T0))).isNotEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldAskForOneAspectMoreOfForeignUsage(long seed) {
    OwnedKey without = new OwnedKey(seed).providerDays(DAYS);
    OwnedKey two = new OwnedKey(seed).providerDays(DAYS);
    OwnedKey three = new OwnedKey(seed).providerDays(DAYS);
    two.key.told(change(2, T0 + DAY));
    three.key.told(change(2, T0 + DAY));

    for (int minute = 0; minute < 10; minute++) {
      without.key.at(newModelUncached(without, T0 + minute * MINUTE));
      two.key.at(newModelUncached(two, T0 + minute * MINUTE));
      three.key.at(ForeignUsageDetectorTest.longContext(T0 + minute * MINUTE));
    }

    assertThat(foreign(without))
        .first()
        .extracting(Evidence::getSummary)
        .asString()
        .endsWith("unlike the owner's in model, cache");
    assertThat(foreign(two)).as("seed %d", seed).isEmpty();
    assertThat(foreign(three)).as("seed %d", seed).isNotEmpty();
  }

  @Test
  void shouldAskForTwoAspectsAgainAfterTheEnd() {
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    owned.key.told(change(2, T0));

    for (int minute = 0; minute < 10; minute++) {
      owned.key.at(newModelUncached(owned, T0 + minute * MINUTE));
    }

    assertThat(foreign(owned)).isNotEmpty();
  }

  @Test
  void shouldLetANewcomerSpendTheFactorOfItsAllowance() {
    DetectorFixture key = DetectorFixture.withAllowances("25", "500", "1000");
    key.told(0, change(4, HOUR));

    key.at(call(0).usd(99));
    assertThat(key.raised(Signal.COLD_START_BURST)).isEmpty();
    key.at(call(SECOND).usd(2));

    assertThat(key.raised(Signal.COLD_START_BURST)).hasSize(1);
  }

  @Test
  void shouldHoldANewcomerToItsAllowanceAfterTheEnd() {
    DetectorFixture key = DetectorFixture.withAllowances("25", "500", "1000");
    key.told(0, change(4, HOUR));

    key.at(call(HOUR).usd(26));

    assertThat(key.raised(Signal.COLD_START_BURST)).hasSize(1);
  }

  /** A dollar in ten minutes for the days, in calls of 20 cents. */
  private static DetectorFixture unplanned() {
    DetectorFixture key = DetectorFixture.withAllowances("0.50", "2", "15");
    for (long at = 0; at < T0; at += 2 * MINUTE) {
      key.at(call(at).usd(0.2));
    }
    return key;
  }

  private static DetectorFixture planned(int factor, long untilAfterStartMs) {
    return unplanned().told(change(factor, untilAfterStartMs));
  }

  /** What an hour of so many times the calls raises. */
  private static List<Evidence> bursts(int times, DetectorFixture key) {
    for (long at = T0; at < T0 + HOUR; at += 2 * MINUTE) {
      for (int each = 0; each < times; each++) {
        key.at(call(at + each * SECOND).usd(0.2));
      }
    }
    return key.raised(Signal.SPEND_BURST);
  }

  private static List<Evidence> foreign(OwnedKey owned) {
    return owned.key.raised(Signal.FOREIGN_USAGE);
  }

  private static Call newModelUncached(OwnedKey owned, long at) {
    return owned.bucket(at, 3).tokens(3_000, 750).model("opus").nanos(300_000_000);
  }

  private static KeyMessage change(int factor, long untilAfterStartMs) {
    return new KeyMessage.Change(factor, START + untilAfterStartMs);
  }
}
