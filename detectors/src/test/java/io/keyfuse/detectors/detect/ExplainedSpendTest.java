package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.scenario.Replay;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Much spend, and what explains it: with a past of $5 every ten minutes, and without a past. */
class ExplainedSpendTest {
  private static final int DAYS = 7;
  private static final long T0 = DAYS * DAY + 3 * HOUR;
  private static final double KILL = 0.9;

  @Test
  void shouldOnlyNotifyOfALaunch() {
    DetectorFixture key = providerPast();

    for (int slot = 0; slot < 12; slot++) {
      key.at(report(T0 + slot * OwnedKey.SLOT, 15));
    }

    assertThat(key.replay.thefts(0.5)).isNotEmpty();
    assertThat(key.replay.thefts(KILL).stream().map(Replay.Said::text)).isEmpty();
  }

  @Test
  void shouldTakeAFloodForATheft() {
    DetectorFixture key = providerPast().at(report(T0, 100)).at(report(T0 + MINUTE, 100));

    assertThat(key.said(Signal.SPEND_BURST).stream().map(Evidence::getProbability))
        .anyMatch(probability -> probability >= KILL);
  }

  @Test
  void shouldSayNothingOfDearerTokens() {
    DetectorFixture key = providerPast();

    for (int minute = 0; minute < 10; minute++) {
      key.at(report(T0 + minute * MINUTE, 1).nanos(500_000_000_000L));
    }

    assertThat(key.replay.thefts(0).stream().map(Replay.Said::text)).isEmpty();
  }

  @Test
  void shouldCallAFloodOfTheOwnersOwnCallsALaunchAndEndIt() {
    DetectorFixture key = DetectorFixture.withDefaults();
    for (long at = 0; at < DAYS * DAY; at += OwnedKey.SLOT) {
      key.at(owners(at, 1));
    }

    for (int minute = 0; minute < 10; minute++) {
      key.at(owners(T0 + minute * MINUTE, 100));
    }

    assertThat(key.replay.said()).anyMatch(each -> each.evidence().getProbability() >= 0.5);
    assertThat(causes(key)).containsOnly(Cause.LAUNCH);
    key.replay.idle(owners(T0 + 9 * MINUTE, 100).build(), 3 * 3_600_000);
    Evidence end = key.replay.said().get(key.replay.said().size() - 1).evidence();
    assertThat(end.getState()).isEqualTo(EvidenceState.CLEARED);
    assertThat(end.getCause()).isEqualTo(Cause.LAUNCH);
  }

  @Test
  void shouldCallAFloodOfLongerCallsARunawayAndALeapOfPricesPricing() {
    DetectorFixture runaway = DetectorFixture.withDefaults();
    DetectorFixture pricing = DetectorFixture.withDefaults();
    for (long at = 0; at < DAYS * DAY; at += OwnedKey.SLOT) {
      runaway.at(owners(at, 1).tokens(1_000, 100));
      pricing.at(owners(at, 1).tokens(1_000, 100));
    }

    for (int minute = 0; minute < 10; minute++) {
      runaway.at(owners(T0 + minute * MINUTE, 100).tokens(1_000_000, 100_000));
      pricing.at(owners(T0 + minute * MINUTE, 1).usd(500).tokens(1_000, 100));
    }

    assertThat(causes(runaway)).containsOnly(Cause.RUNAWAY);
    assertThat(causes(pricing)).containsOnly(Cause.PRICING);
  }

  private static List<Cause> causes(DetectorFixture key) {
    return key.said(Signal.SPEND_BURST).stream().map(Evidence::getCause).toList();
  }

  @Test
  void shouldNotJudgeANewcomerWhoseTelemetryCoversTheReport() {
    DetectorFixture covered = DetectorFixture.withDefaults();
    DetectorFixture alone = DetectorFixture.withDefaults();
    for (int minute = 0; minute < 5; minute++) {
      covered.at(owners(minute * MINUTE, 20)).at(report(minute * MINUTE, 20));
      alone.at(report(minute * MINUTE, 20));
    }

    assertThat(covered.said(Signal.COLD_START_BURST)).isEmpty();
    assertThat(alone.said(Signal.COLD_START_BURST)).isNotEmpty();
  }

  @Test
  void shouldAllowANewcomerAQuarterWhereTelemetryFallsSilent() {
    // Given a newcomer whose telemetry covered its first reports
    DetectorFixture silent = DetectorFixture.withDefaults();
    DetectorFixture without = DetectorFixture.withDefaults();
    for (int minute = 0; minute < 5; minute++) {
      silent.at(owners(minute * MINUTE, 0.01)).at(report(minute * MINUTE, 0.01));
    }

    // When $40 in four reports are in none
    for (int minute = 10; minute < 14; minute++) {
      silent.at(report(minute * MINUTE, 2));
      without.at(report(minute * MINUTE, 2));
    }

    // Then
    assertThat(silent.said(Signal.COLD_START_BURST)).isNotEmpty();
    assertThat(without.said(Signal.COLD_START_BURST)).isEmpty();
  }

  private static DetectorFixture providerPast() {
    DetectorFixture key = DetectorFixture.withDefaults();
    for (long at = 0; at < DAYS * DAY; at += OwnedKey.SLOT) {
      key.at(report(at, 1));
    }
    return key;
  }

  /** So many times $5 in as many times ten calls. */
  private static Call report(long at, double times) {
    return DetectorFixture.bucket(at).usd(5 * times).requests((long) Math.ceil(10 * times));
  }

  private static Call owners(long at, double times) {
    return DetectorFixture.call(at)
        .usd(5 * times)
        .requests((long) Math.ceil(10 * times))
        .from("198.51.100.7", OwnedKey.OWN_AGENT, "user-7");
  }
}
