package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.OwnershipConfig;
import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.state.FleetState;
import io.keyfuse.detectors.state.FleetWarning;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.Suspect;
import io.keyfuse.detectors.state.UsageShape;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key whose usage is strange in one aspect only, and what the fleet says about it. */
class FleetAspectTest {
  private static final int DAYS = 14;
  private static final long T0 = DAYS * DAY + 3 * HOUR;
  private static final int REPORTS = 6;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldRaiseWhatIsStrangeInOneAspectOnceTheKeyIsWarned(long seed) {
    // Given reports that are strange in one aspect
    OwnedKey owned = new OwnedKey(seed).providerDays(DAYS);
    long at = strange(owned, T0);
    assertThat(raised(owned)).as("seed %d", seed).isEmpty();

    // When
    owned.key.told(warning(lastShape(owned), at + 6 * HOUR));

    // Then
    Evidence evidence = raised(owned).get(0);
    assertThat(evidence.getProbability()).isGreaterThanOrEqualTo(0.9);
    assertThat(evidence.getSummary()).endsWith("unlike the owner's in shape, fleet");
    assertThat(evidence.getFacts()).contains(new Fact("fleet_nats", "5.00", 5.0));
  }

  @Test
  void shouldRaiseTheFirstSuchReportOfAKeyWarnedBefore() {
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    strange(owned, T0);
    UsageShape shape = lastShape(owned);
    OwnedKey warned = new OwnedKey(1).providerDays(DAYS);
    warned.key.told(warning(shape, T0 + 6 * HOUR));
    assertThat(raised(warned)).isEmpty();

    strange(warned, T0);

    assertThat(raised(warned)).isNotEmpty();
  }

  @Test
  void shouldNotRaiseWhenTheWarningIsAboutOtherCalls() {
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    owned.key.told(warning(new UsageShape(11.9f, 8, 0), T0 + 6 * HOUR));

    strange(owned, T0);

    assertThat(owned.key.replay.suspects()).as("strange they are").isNotEmpty();
    assertThat(raised(owned)).isEmpty();
  }

  @Test
  void shouldNotRaiseWhenTheWarningHasExpired() {
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    strange(owned, T0);
    UsageShape shape = lastShape(owned);
    OwnedKey warned = new OwnedKey(1).providerDays(DAYS);
    warned.key.told(warning(shape, T0));

    strange(warned, T0);

    assertThat(raised(warned)).isEmpty();
  }

  @Test
  void shouldNotRaiseUsualReportsOfAWarnedKey() {
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    UsageShape usual = new UsageShape((float) Math.log(1_000), (float) Math.log(250), 4);
    owned.key.told(warning(usual, T0 + 6 * HOUR));

    for (long at = T0; at < T0 + 6 * HOUR; at += OwnedKey.SLOT) {
      owned.key.at(owned.bucket(at, owned.calls()));
    }

    assertThat(raised(owned)).isEmpty();
  }

  @Test
  void shouldNotRaiseAReleasedKey() {
    // Given strange reports, then a block that the owner takes back
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    long at = strange(owned, T0);
    UsageShape shape = lastShape(owned);
    owned.key.status(KeyState.SUSPENDED, at).status(KeyState.ACTIVE, at + MINUTE);

    // When
    owned.key.told(warning(shape, at + 6 * HOUR));
    strange(owned, at + 2 * MINUTE);

    // Then
    assertThat(raised(owned)).isEmpty();
  }

  @Test
  void shouldNotCountOneWarningTwice() {
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    long at = strange(owned, T0);
    owned.key.told(warning(lastShape(owned), at + 6 * HOUR));

    owned.key.told(warning(lastShape(owned), at + 6 * HOUR + MINUTE));

    assertThat(raised(owned)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldWarnNobodyOfAChangeOnAllKeysAtOnce(boolean isNewModel) {
    // Given ten keys that their owner moves to a new model, or to longer prompts
    FleetState fleet = new FleetState();
    List<Suspect> told = new ArrayList<>();
    for (int key = 0; key < 10; key++) {
      OwnedKey owned = new OwnedKey(key).providerDays(DAYS);
      for (long at = T0; at < T0 + 6 * HOUR; at += OwnedKey.SLOT) {
        Call usual = owned.bucket(at, owned.calls());
        owned.key.at(isNewModel ? usual.model("opus") : FleetReporterTest.longPrompts(owned, at));
      }
      assertThat(owned.key.replay.thefts(0)).isEmpty();
      String id = "anthropic:default:key-" + key;
      owned.key.replay.suspects().stream()
          .map(each -> new Suspect(id, each.shape(), each.atMs(), each.isTheft()))
          .forEach(told::add);
    }

    // When the fleet hears of it
    List<KeyMessage> answers =
        told.stream().map(each -> new FleetMonitor().suspect(fleet, each)).toList();

    // Then
    assertThat(told.isEmpty()).as("a new model alone is not even strange").isEqualTo(isNewModel);
    assertThat(answers).allMatch(Objects::isNull);
  }

  @Test
  void shouldSayNothingWhereTheAspectIsLeftOut() {
    OwnershipConfig off = new OwnershipConfig(null, null, null, null, null, List.of("fleet"));
    OwnedKey owned = new OwnedKey(1, off).providerDays(DAYS);
    long at = strange(owned, T0);

    owned.key.told(warning(lastShape(owned), at + 6 * HOUR));
    strange(owned, at);

    assertThat(raised(owned)).isEmpty();
  }

  /** Some reports, a minute apart; returns the minute after. */
  private static long strange(OwnedKey owned, long fromMs) {
    for (int report = 0; report < REPORTS; report++) {
      owned.key.at(FleetReporterTest.longPrompts(owned, fromMs + report * MINUTE));
    }
    return fromMs + REPORTS * MINUTE;
  }

  private static UsageShape lastShape(OwnedKey owned) {
    List<Suspect> suspects = owned.key.replay.suspects();
    return suspects.get(suspects.size() - 1).shape();
  }

  private static KeyMessage warning(UsageShape shape, long untilAfterStartMs) {
    return new KeyMessage.Warned(new FleetWarning(shape, 2, START + untilAfterStartMs));
  }

  private static List<Evidence> raised(OwnedKey owned) {
    return owned.key.raised(Signal.FOREIGN_USAGE);
  }
}
