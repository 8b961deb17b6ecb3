package io.keyfuse.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDifferenceTest {
  private static final Instant EIGHT = Instant.parse("2026-05-04T08:00:00Z");

  @Test
  void shouldTellWhatIsGoneNewAndMoved() {
    PolicyDifference difference =
        PolicyDifference.between(
            List.of(kill("gone", 1), kill("same", 2), kill("moved", 3), kill("moved", 9)),
            List.of(kill("moved", 5), kill("new", 1), kill("same", 2)));

    assertThat(difference.gone()).extracting(PaperAct::credentialId).containsExactly("gone");
    assertThat(difference.added()).extracting(PaperAct::credentialId).containsExactly("new");
    assertThat(difference.moved())
        .singleElement()
        .satisfies(moved -> assertThat(moved.later()).isEqualTo(Duration.ofMinutes(2)));
    assertThat(difference.isEmpty()).isFalse();
  }

  @Test
  void shouldCompareKillsOnly() {
    PaperAct throttle = act("k", 1, PaperDecision.Action.THROTTLE);

    PolicyDifference difference =
        PolicyDifference.between(List.of(kill("k", 4)), List.of(throttle, kill("k", 4)));

    assertThat(difference.isEmpty()).isTrue();
  }

  private static PaperAct kill(String key, int minute) {
    return act(key, minute, PaperDecision.Action.SUSPEND);
  }

  private static PaperAct act(String key, int minute, PaperDecision.Action action) {
    Instant at = EIGHT.plusSeconds(60L * minute);
    PaperDecision decision =
        new PaperDecision(
            at,
            new Credential("openai", "a", key),
            null,
            action,
            Cause.THEFT,
            0.95,
            List.of("SPEND_BURST"),
            "incident",
            EIGHT,
            0,
            "because");
    return new PaperAct(decision, key, Duration.ofMinutes(minute), 1, 2);
  }
}
