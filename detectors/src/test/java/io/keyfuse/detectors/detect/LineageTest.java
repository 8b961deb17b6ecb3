package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.Heirs.HEIR_ID;
import static io.keyfuse.detectors.detect.Heirs.arrive;
import static io.keyfuse.detectors.detect.Heirs.heir;
import static io.keyfuse.detectors.detect.Heirs.heirs;
import static io.keyfuse.detectors.detect.Heirs.legacy;
import static io.keyfuse.detectors.detect.Heirs.rotate;
import static io.keyfuse.detectors.detect.Heirs.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.schemas.v1.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that follows another by rotation. */
class LineageTest {
  private static final int DAYS = 14;
  private static final long T0 = DAYS * DAY + 3 * HOUR;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldRaiseAThiefOnTheHeirFromItsFirstCall(long seed) {
    // Given an heir that was never used, and one without lineage
    OwnedKey owned = new OwnedKey(seed).providerDays(DAYS);
    OwnedKey stranger = new OwnedKey(seed).providerDays(DAYS);
    rotate(owned, T0);

    // When a thief is the first to use each
    for (int minute = 0; minute < 3; minute++) {
      Call theft = ForeignUsageDetectorTest.longContext(T0 + minute * MINUTE);
      arrive(owned, theft);
      arrive(stranger, theft);
    }

    // Then
    assertThat(heirs(owned))
        .as("seed %d", seed)
        .isNotEmpty()
        .allMatch(each -> each.getSignal() == Signal.FOREIGN_USAGE)
        .anyMatch(each -> each.getProbability() >= 0.9);
    assertThat(heirs(stranger)).as("cold start").isEmpty();
  }

  @Test
  void shouldLetTheHeirSpendWhatItsPredecessorDid() {
    // Given a key of $70 in each minute, and its heirs with and without lineage
    OwnedKey owned = new OwnedKey(1);
    for (long at = 0; at < DAYS * DAY; at += OwnedKey.SLOT) {
      owned.key.at(dear(owned, at));
    }
    rotate(owned, T0);

    // When both heirs go on as it did
    for (long at = T0; at < T0 + 2 * DAY; at += OwnedKey.SLOT) {
      arrive(owned, dear(owned, at));
      owned.key.at(dear(owned, at).with("key-3"));
    }

    // Then
    assertThat(heirs(owned)).isEmpty();
    assertThat(said(owned, "key-3"))
        .isNotEmpty()
        .allMatch(each -> each.getSignal() == Signal.COLD_START_BURST);
  }

  @Test
  void shouldLeaveAKeyWithAHistoryOfItsOwnAsItIs() {
    // Given an heir of four days beside an older key
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    for (long at = T0 - 4 * DAY; at < T0; at += HOUR) {
      arrive(owned, DetectorFixture.bucket(at).usd(0.02).model("other"));
    }
    long days = heir(owned).baseline().activeDays();

    // When
    rotate(owned, T0);

    // Then
    assertThat(heir(owned).context().hasInherited()).isFalse();
    assertThat(heir(owned).baseline().activeDays()).isEqualTo(days).isBetween(3L, 5L);
  }

  @Test
  void shouldInheritOnce() {
    // Given an heir of a key of one day
    OwnedKey young = new OwnedKey(1).providerDays(1);
    young.key.at(young.bucket(DAY, 1));
    OwnedKey old = new OwnedKey(2).providerDays(DAYS);
    rotate(young, T0);
    assertThat(heir(young).context().hasInherited()).isTrue();
    assertThat(heir(young).baseline().activeDays()).isEqualTo(1);

    // When another bequeaths to it
    young.key.replay.tell(heirs(T0), legacy(old));

    // Then
    assertThat(heir(young).baseline().activeDays()).isEqualTo(1);
  }

  @Test
  void shouldHaveNothingToBequeathBeforeADayIsOver() {
    OwnedKey owned = new OwnedKey(1);
    owned.key.at(owned.bucket(0, 1));

    owned.key.told(new KeyMessage.Bequeath(HEIR_ID));

    assertThat(owned.key.replay.messages()).isEmpty();
  }

  @Test
  void shouldLeaveThePredecessorAsItIs() {
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);
    rotate(owned, T0);

    for (long at = T0; at < T0 + 3 * DAY; at += OwnedKey.SLOT) {
      arrive(owned, DetectorFixture.bucket(at).usd(0.01).model("other"));
    }
    owned.key.at(ForeignUsageDetectorTest.longContext(T0 + 3 * DAY));
    owned.key.at(ForeignUsageDetectorTest.longContext(T0 + 3 * DAY + MINUTE));
    owned.key.at(ForeignUsageDetectorTest.longContext(T0 + 3 * DAY + 2 * MINUTE));

    assertThat(said(owned, "key-1")).anyMatch(each -> each.getProbability() >= 0.9);
  }

  /** Seventy dollars in 600 of the owner's calls. */
  private static Call dear(OwnedKey owned, long at) {
    return owned.bucket(at, 600).nanos(70_000_000_000L);
  }
}
