package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.scenario.Replay;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DarkUsageDetectorTest {
  private static final int DAYS = 3;
  private static final long T0 = DAYS * DAY + 3 * HOUR;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldRaiseAThiefWhoDoesTheSameAsTheOwner(long seed) {
    // Given both feeds
    OwnedKey owned = new OwnedKey(seed).bothDays(DAYS, 0.005);

    // When calls of the same model, shape and price come on top
    for (int minute = 0; minute < 60; minute++) {
      long at = T0 + minute * MINUTE;
      owned.telemetry(at, 2).key.arriving(at + 4 * MINUTE, owned.bucket(at, 12));
    }

    // Then
    Evidence first = raised(owned).get(0);
    assertThat(first.getCause()).isEqualTo(Cause.THEFT);
    assertThat(first.getProbability()).isGreaterThanOrEqualTo(0.9);
    assertThat(first.getObservedAt().toEpochMilli() - DetectorFixture.START - T0)
        .as("seed %d", seed)
        .isBetween(3 * MINUTE, 10 * MINUTE);
    assertThat(first.getSummary()).contains("that no telemetry shows");
  }

  @Test
  void shouldRaiseWhenTelemetryProvesTheLastReportDark() {
    // Given dark reports after which no telemetry is seen yet
    OwnedKey owned = new OwnedKey(9).bothDays(DAYS, 0).slot(T0, 0);
    for (int minute = 1; minute <= 5; minute++) {
      dark(owned, minute);
    }
    assertThat(raised(owned)).as("it may be an outage of telemetry").isEmpty();

    // When
    owned.telemetry(T0 + 10 * MINUTE, 1);

    // Then
    assertThat(raised(owned)).hasSize(1);
    assertThat(raised(owned).get(0).getObservedAt().toEpochMilli() - DetectorFixture.START - T0)
        .isEqualTo(10 * MINUTE);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldDecideTheSameWhicheverOfReportAndProofArrivesFirst(long seed) {
    // Given one dark report too few
    OwnedKey proofLast = new OwnedKey(seed).bothDays(DAYS, 0).slot(T0, 0);
    OwnedKey reportLast = new OwnedKey(seed).bothDays(DAYS, 0).slot(T0, 0);
    for (int minute = 1; minute <= 3; minute++) {
      dark(proofLast, minute);
      dark(reportLast, minute);
    }

    // When
    dark(proofLast, 4);
    proofLast.telemetry(T0 + 10 * MINUTE, 1);
    reportLast.telemetry(T0 + 10 * MINUTE, 1);
    assertThat(raised(reportLast)).as("three reports of seed %d", seed).isEmpty();
    dark(reportLast, 4);

    // Then
    assertThat(raised(proofLast)).as("seed %d", seed).hasSize(1);
    assertThat(raised(reportLast)).as("seed %d", seed).hasSize(1);
    Evidence first = raised(proofLast).get(0);
    Evidence second = raised(reportLast).get(0);
    assertThat(first.getProbability()).isGreaterThanOrEqualTo(0.9);
    assertThat(second.getProbability()).isCloseTo(first.getProbability(), within(0.001));
    assertThat(second.getSummary()).isEqualTo(first.getSummary());
  }

  @Test
  void shouldFindALowAndSlowThiefOfOneReportAnHour() {
    OwnedKey owned = new OwnedKey(6).bothDays(DAYS, 0);

    for (long at = T0; at < T0 + 2 * DAY; at += OwnedKey.SLOT) {
      owned.slot(at, 0);
      if (at % HOUR == 0) {
        owned.key.arriving(at + 4 * MINUTE, owned.bucket(at + MINUTE, 10));
      }
    }

    assertThat(raised(owned)).isNotEmpty();
    assertThat(raised(owned).get(0).getObservedAt().toEpochMilli() - DetectorFixture.START - T0)
        .isLessThan(DAY);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldSayNothingOfAnOutageOfTelemetry(long seed) {
    OwnedKey owned = new OwnedKey(seed).bothDays(DAYS, 0);

    // A call in each minute, and no telemetry of it for 40 minutes
    for (int minute = 0; minute < 120; minute++) {
      boolean out = minute >= 40 && minute < 80;
      owned.slot(T0 + minute * MINUTE, out ? 1 : 0);
    }
    for (long at = T0 + 3 * HOUR; at < T0 + DAY; at += OwnedKey.SLOT) {
      owned.slot(at, 0);
    }

    assertThat(thefts(owned)).as("seed %d", seed).isEmpty();
  }

  @Test
  void shouldSayNothingOfOneLostCallInAHundredOverThirtyDays() {
    for (long seed = 1; seed <= 20; seed++) {
      OwnedKey owned = new OwnedKey(seed).bothDays(30, 0.01);

      assertThat(thefts(owned)).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} lost")
  @ValueSource(doubles = {0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9})
  void shouldSayNothingOfSampledTelemetry(double lost) {
    for (long seed = 1; seed <= 10; seed++) {
      OwnedKey owned = new OwnedKey(seed).bothDays(30, lost);

      assertThat(thefts(owned)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void shouldSayNothingOfAKeyWithOneFeed() {
    OwnedKey provider = new OwnedKey(7).providerDays(DAYS);
    OwnedKey telemetry = new OwnedKey(7).telemetryDays(DAYS);
    for (int minute = 0; minute < 60; minute++) {
      provider.key.at(provider.bucket(T0 + minute * MINUTE, 12));
      telemetry.telemetry(T0 + minute * MINUTE, 12);
    }

    assertThat(provider.key.said(Signal.DARK_USAGE)).isEmpty();
    assertThat(telemetry.key.said(Signal.DARK_USAGE)).isEmpty();
  }

  @Test
  void shouldSayNothingWhereTelemetryNamesModelsOtherwise() {
    OwnedKey owned = new OwnedKey(8);
    for (long at = 0; at < DAYS * DAY; at += OwnedKey.SLOT) {
      Call named = owned.bucket(at, 1).model("claude-haiku-20260101");
      owned.telemetry(at, 1).key.arriving(at + 4 * MINUTE, named);
    }

    assertThat(raised(owned)).isEmpty();
  }

  /** Twenty calls of the minute that the provider reports four minutes later. */
  private static void dark(OwnedKey owned, int minute) {
    long at = T0 + minute * MINUTE;
    owned.key.arriving(at + 4 * MINUTE, owned.bucket(at, 20));
  }

  private static List<String> thefts(OwnedKey owned) {
    return owned.key.replay.thefts(0.5).stream().map(Replay.Said::text).toList();
  }

  private static List<Evidence> raised(OwnedKey owned) {
    return owned.key.said(Signal.DARK_USAGE).stream()
        .filter(each -> each.getState() == EvidenceState.RAISED)
        .toList();
  }
}
