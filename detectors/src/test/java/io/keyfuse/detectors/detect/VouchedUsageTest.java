package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.Signal;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an owner vouched for by a release, a week after the release. */
class VouchedUsageTest {
  private static final int DAYS = 14;
  private static final long T0 = DAYS * DAY + 3 * HOUR;
  private static final long RELEASED = T0 + HOUR;
  private static final long LATER = RELEASED + 7 * DAY;
  private static final int REPORTS = 5;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldNotRaiseAgainAWeekLaterWhatWasStrangeOnTheDayOfTrust(long seed) {
    OwnedKey owned = released(seed, VouchedUsageTest::image);
    int raised = raised(owned);

    arrive(owned, LATER, VouchedUsageTest::image);

    assertThat(raised(owned)).as("seed %d", seed).isEqualTo(raised);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldRaiseAWeekLaterWhatIsStrangeInAnotherShape(long seed) {
    OwnedKey owned = released(seed, VouchedUsageTest::image);
    int raised = raised(owned);

    arrive(owned, LATER, ForeignUsageDetectorTest::longContext);

    assertThat(raised(owned)).as("seed %d", seed).isGreaterThan(raised);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldRaiseAWeekLaterAnotherModelAndRegionOfAVouchedShape(long seed) {
    OwnedKey owned = released(seed, VouchedUsageTest::image);
    int raised = raised(owned);

    arrive(owned, LATER, at -> image(at).model("agent-x").region("eu-north-7"));

    assertThat(raised(owned)).as("seed %d", seed).isGreaterThan(raised);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldRaiseAWeekLaterWhatWasNotSeenOnTheDayOfTrust(long seed) {
    OwnedKey owned = released(seed, at -> owner(seed, at));
    int raised = raised(owned);

    arrive(owned, LATER, VouchedUsageTest::image);

    assertThat(raised(owned)).as("seed %d", seed).isGreaterThan(raised);
  }

  /** Robbed by long contexts, suspended, released; the usage is that of the day of trust. */
  private static OwnedKey released(long seed, LongFunction<Call> usage) {
    OwnedKey owned = new OwnedKey(seed).providerDays(DAYS);
    arrive(owned, T0, VouchedUsageTest::other);
    assertThat(raised(owned)).as("raised before its release, seed %d", seed).isPositive();
    owned.key.status(KeyState.SUSPENDED, T0 + REPORTS * MINUTE);
    owned.key.status(KeyState.ACTIVE, RELEASED);
    arrive(owned, RELEASED + HOUR, usage);
    for (long at = RELEASED + 2 * HOUR; at < LATER; at += OwnedKey.SLOT) {
      owned.key.at(owned.bucket(at, owned.calls()));
    }
    return owned;
  }

  private static void arrive(OwnedKey owned, long from, LongFunction<Call> usage) {
    for (int report = 0; report < REPORTS; report++) {
      owned.key.at(usage.apply(from + report * MINUTE));
    }
  }

  private static Call owner(long seed, long at) {
    return new OwnedKey(seed).bucket(at, 1);
  }

  private static Call image(long at) {
    return strange(at, "image-xl").tokens(20, 30_000);
  }

  private static Call other(long at) {
    return strange(at, "agent-pro").tokens(20_000, 19_000, 8_000);
  }

  private static Call strange(long at, String model) {
    return DetectorFixture.bucket(at).usd(0.9).model(model).region("me-south-1");
  }

  private static int raised(OwnedKey owned) {
    return owned.key.raised(Signal.FOREIGN_USAGE).size();
  }
}
