package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.HOUR;
import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryDetectorTest {
  private final DetectorFixture key = DetectorFixture.withDefaults();

  @Test
  void shouldRaiseOnTheFirstCall() {
    canary(true);
    assertThat(said()).isEmpty();

    key.at(call(HOUR).usd(0.01));

    Evidence evidence = said().get(0);
    assertThat(evidence.getState()).isEqualTo(EvidenceState.RAISED);
    assertThat(evidence.getCause()).isEqualTo(Cause.THEFT);
    assertThat(evidence.getProbability()).isEqualTo(0.99);
    assertThat(evidence.getSummary()).isEqualTo("canary key is used");
    assertThat(evidence.getFacts()).extracting(Fact::getName).containsExactly("canary");
  }

  @Test
  void shouldRaiseOnARefusedCall() {
    canary(true);

    key.at(call(HOUR).refused("401"));

    assertThat(key.raised(Signal.CANARY_USED)).hasSize(1);
  }

  @Test
  void shouldNotTakeAReportWithoutCallsForUse() {
    canary(true);

    key.at(call(HOUR).usd(0.01).requests(0));

    assertThat(said()).isEmpty();
  }

  @Test
  void shouldClearAfterSilenceAndRaiseTheNextCall() {
    canary(true);
    key.at(call(HOUR).usd(0.01));

    key.idle(Duration.ofMinutes(50));
    assertThat(said()).as("within the hour").hasSize(1);
    key.idle(Duration.ofMinutes(60));
    assertThat(said()).last().matches(each -> each.getState() == EvidenceState.CLEARED);
    key.at(call(4 * HOUR).usd(0.01));

    assertThat(key.raised(Signal.CANARY_USED)).hasSize(2);
    assertThat(said().stream().map(Evidence::getEvidenceId)).doesNotHaveDuplicates();
  }

  @Test
  void shouldStandAsLongAsItIsUsed() {
    canary(true);

    for (long at = 0; at < 5 * 24 * HOUR; at += 30 * MINUTE) {
      key.at(call(at).usd(0.01));
    }

    assertThat(said()).hasSizeGreaterThan(2);
    assertThat(said()).allMatch(each -> each.getState() == EvidenceState.RAISED);
  }

  @Test
  void shouldSayNoMoreOnceItIsNone() {
    canary(true);
    key.at(call(HOUR).usd(0.01));

    canary(false);
    key.at(call(HOUR + 20 * MINUTE).usd(10)).at(call(3 * HOUR).usd(10));

    assertThat(key.raised(Signal.CANARY_USED)).hasSize(1);
    assertThat(said()).last().matches(each -> each.getState() == EvidenceState.CLEARED);
  }

  private void canary(boolean isOne) {
    key.told(new KeyMessage.Canary(isOne));
  }

  private List<Evidence> said() {
    return key.said(Signal.CANARY_USED);
  }
}
