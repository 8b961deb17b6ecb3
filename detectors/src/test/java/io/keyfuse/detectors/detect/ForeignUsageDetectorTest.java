package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.DAY;
import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.OwnershipConfig;
import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thefts that look otherwise than the owner, at their time after 14 days of the owner alone. */
class ForeignUsageDetectorTest {
  private static final int DAYS = 14;
  private static final long T0 = DAYS * DAY + 3 * HOUR;
  private static final double KILL = 0.9;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldRaiseANewModelWithLongContextWithinThreeReports(long seed) {
    OwnedKey owned = new OwnedKey(seed).providerDays(DAYS);

    int reports = reportsUntilKill(owned);

    assertThat(reports).as("seed %d", seed).isBetween(2, 3);
    Evidence first = raised(owned).get(0);
    assertThat(first.getCause()).isEqualTo(Cause.THEFT);
    assertThat(first.getSummary()).contains("unlike the owner's in model, shape");
    assertThat(first.getFacts().stream().map(Fact::getName))
        .contains("model_nats", "shape_nats", "false_alarm_threshold_nats");
  }

  @Test
  void shouldNotRaiseOnTheSameUsageOfAYoungKey() {
    OwnedKey owned = new OwnedKey(1).providerDays(1);

    for (int minute = 0; minute < 10; minute++) {
      owned.key.at(longContext(DAY + minute * MINUTE));
    }

    assertThat(raised(owned)).isEmpty();
  }

  @Test
  void shouldNotRaiseOnAspectsThatAreLeftOut() {
    OwnershipConfig off =
        new OwnershipConfig(null, null, null, null, null, List.of("shape", "cache", "pace"));
    OwnedKey owned = new OwnedKey(1, off).providerDays(DAYS);

    for (int minute = 0; minute < 10; minute++) {
      owned.key.at(longContext(T0 + minute * MINUTE));
    }

    assertThat(raised(owned)).isEmpty();
  }

  @Test
  void shouldNotRaiseUnderTheLeastSpend() {
    OwnedKey owned = new OwnedKey(1).providerDays(DAYS);

    for (int minute = 0; minute < 9; minute++) {
      owned.key.at(longContext(T0 + minute * MINUTE).nanos(50_000_000));
    }

    assertThat(raised(owned)).isEmpty();
  }

  @Test
  void shouldClearWhenTheForeignUsageEnds() {
    OwnedKey owned = new OwnedKey(2).providerDays(DAYS);
    reportsUntilKill(owned);

    for (long at = T0 + OwnedKey.SLOT; at < T0 + 2 * DAY; at += OwnedKey.SLOT) {
      owned.key.at(owned.bucket(at, owned.calls()));
    }

    assertThat(owned.key.said(Signal.FOREIGN_USAGE))
        .last()
        .matches(each -> each.getState() == EvidenceState.CLEARED);
  }

  @Test
  void shouldRaiseAStrangerThroughTheGatewayWhoNamesNoUser() {
    // Given the gateway's telemetry of the owner
    OwnedKey owned = new OwnedKey(3).telemetryDays(DAYS);

    // When calls of the same model and shape come from elsewhere
    for (int call = 0; call < 60; call++) {
      owned.key.at(stranger(owned, T0 + call * 10L * SECOND).usd(0.02));
    }

    // Then
    Evidence first = raised(owned).get(0);
    assertThat(first.getProbability()).isGreaterThanOrEqualTo(KILL);
    assertThat(first.getSummary()).contains("place, client");
    assertThat(first.getObservedAt().toEpochMilli() - DetectorFixture.START - T0)
        .as("50 cents are spent")
        .isBetween(4 * MINUTE - 10 * SECOND, 5 * MINUTE);
  }

  @Test
  void shouldArmAfterThreeProbes() {
    OwnedKey owned = new OwnedKey(4).providerDays(DAYS);
    OwnedKey unprobed = new OwnedKey(4).providerDays(DAYS);

    for (int probe = 0; probe < 3; probe++) {
      Call refused = DetectorFixture.bucket(T0 + probe * MINUTE).model("opus");
      owned.key.at(refused.refused("403"));
    }
    assertThat(raised(owned)).as("probes cost nothing").isEmpty();
    owned.key.at(longContext(T0 + HOUR));
    unprobed.key.at(longContext(T0 + HOUR));

    assertThat(raised(owned)).hasSize(1);
    assertThat(raised(unprobed)).as("one report alone").isEmpty();
  }

  @Test
  void shouldTakeRefusalsOfAnOutageForNothing() {
    OwnedKey owned = new OwnedKey(4).providerDays(DAYS);

    for (int minute = 0; minute < 30; minute++) {
      owned.key.at(DetectorFixture.bucket(T0 + minute * MINUTE).requests(50).refused("529"));
    }

    assertThat(owned.key.replay.state(longContext(T0).build()).ownership().foreign().isArmed(T0))
        .isFalse();
    assertThat(owned.key.replay.thefts(0)).isEmpty();
  }

  @Test
  void shouldTrustAKeyThatItsOwnerReleased() {
    // Given a theft that the owner says was none
    OwnedKey owned = new OwnedKey(5).providerDays(DAYS);
    reportsUntilKill(owned);
    int raised = raised(owned).size();
    owned.key.status(KeyState.SUSPENDED, T0 + 5 * MINUTE).status(KeyState.ACTIVE, T0 + HOUR);

    // When the same usage goes on for a day
    for (long at = T0 + HOUR; at < T0 + DAY; at += OwnedKey.SLOT) {
      owned.key.at(longContext(at));
    }
    assertThat(raised(owned).size()).isEqualTo(raised);

    // Then only another stranger after it is raised
    for (int minute = 0; minute < 5; minute++) {
      Call other = longContext(T0 + DAY + HOUR + minute * MINUTE).model("image-xl");
      owned.key.at(other.tokens(20, 30_000).region("me-south-1"));
    }
    assertThat(raised(owned).size()).isGreaterThan(raised);
  }

  /** 150 thousand tokens in and nothing cached, on a model that the owner does not use. */
  static Call longContext(long at) {
    return DetectorFixture.bucket(at).usd(0.9).tokens(150_000, 3_000).model("opus");
  }

  private static Call stranger(OwnedKey owned, long at) {
    return owned.call(at).from("203.0.113.9", "python-requests/2.32", null);
  }

  private static int reportsUntilKill(OwnedKey owned) {
    for (int report = 0; report < 10; report++) {
      owned.key.at(longContext(T0 + report * MINUTE));
      if (!owned.key.replay.thefts(KILL).isEmpty()) {
        return report + 1;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static List<Evidence> raised(OwnedKey owned) {
    return owned.key.said(Signal.FOREIGN_USAGE).stream()
        .filter(each -> each.getState() == EvidenceState.RAISED)
        .toList();
  }
}
