package io.keyfuse.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.Severity;
import io.keyfuse.schemas.v1.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionLogTest {
  private static final Instant EIGHT = Instant.parse("2026-05-04T08:00:00Z");
  private static final Credential KEY = new Credential("openai", "a", "k");

  private final DecisionLog log = new DecisionLog();

  @Test
  void shouldNotTellOfAnIncidentWhoseOpeningCameWithItsCommand() {
    log.decided(
        List.of(alert("one", IncidentState.OPEN), alert("two", IncidentState.OPEN)),
        List.of(command("one", false)));

    assertThat(log.decisions())
        .extracting(PaperDecision::incidentId, PaperDecision::action)
        .containsExactly(
            tuple("two", PaperDecision.Action.ALERT), tuple("one", PaperDecision.Action.SUSPEND));
  }

  @Test
  void shouldTellOfOpeningsOnly() {
    log.decided(
        List.of(
            alert("one", IncidentState.ESCALATED),
            alert("one", IncidentState.MITIGATED),
            alert("one", IncidentState.CLOSED)),
        List.of());

    assertThat(log.decisions()).isEmpty();
  }

  @Test
  void shouldCountDryRunsAndStillTellAPerson() {
    log.decided(List.of(alert("one", IncidentState.OPEN)), List.of(command("one", true)));

    assertThat(log.dryRuns()).isEqualTo(1);
    assertThat(log.decisions())
        .singleElement()
        .extracting(PaperDecision::action)
        .isEqualTo(PaperDecision.Action.ALERT);
  }

  @Test
  void shouldNameTheStandingSignalsOfTheCauseStrongestFirst() {
    log.evidence(evidence(Signal.SPEND_BURST, Cause.THEFT, 0.8, EvidenceState.RAISED));
    log.evidence(evidence(Signal.SPEND_BURST, Cause.THEFT, 0.92, EvidenceState.RAISED));
    log.evidence(evidence(Signal.COLD_START_BURST, Cause.THEFT, 0.95, EvidenceState.RAISED));
    log.evidence(evidence(Signal.USAGE_AFTER_BLOCK, Cause.THEFT, 0.99, EvidenceState.CLEARED));
    log.evidence(evidence(Signal.SPEND_CAP, Cause.CAP, 1, EvidenceState.RAISED));

    log.decided(List.of(alert("one", IncidentState.OPEN)), List.of(command("one", false)));

    PaperDecision kill = log.decisions().get(0);
    assertThat(kill.signals()).containsExactly("COLD_START_BURST", "SPEND_BURST");
    assertThat(kill.probability()).isEqualTo(0.95);
    assertThat(kill.cause()).isEqualTo(Cause.THEFT);
    assertThat(kill.episodeStartedAt()).isEqualTo(EIGHT);
    assertThat(kill.tenant()).isEqualTo("acme");
  }

  private static Alert alert(String incident, IncidentState state) {
    return Alert.newBuilder()
        .setAlertId("alert")
        .setIncidentId(incident)
        .setTransition(0)
        .setState(state)
        .setSeverity(Severity.WARNING)
        .setCredential(KEY)
        .setTenant("acme")
        .setCause(Cause.THEFT)
        .setOpenedAt(EIGHT)
        .setAt(EIGHT)
        .setSpendNanos(1)
        .setBurnNanosPerHour(1)
        .setSummary("why")
        .build();
  }

  private static KillSwitchCommand command(String incident, boolean dryRun) {
    return KillSwitchCommand.newBuilder()
        .setCommandId("command")
        .setIncidentId(incident)
        .setRung(0)
        .setEpoch(1)
        .setCredential(KEY)
        .setTenant("acme")
        .setAction(CommandAction.SUSPEND)
        .setParameters(Map.of())
        .setReason("why")
        .setEvidenceDigest("")
        .setIssuedAt(EIGHT)
        .setExpiresAt(EIGHT.plusSeconds(900))
        .setPolicy("p")
        .setDryRun(dryRun)
        .build();
  }

  private static Evidence evidence(
      Signal signal, Cause cause, double probability, EvidenceState state) {
    return Evidence.newBuilder()
        .setEvidenceId(signal.name())
        .setCredential(KEY)
        .setSignal(signal)
        .setCause(cause)
        .setState(state)
        .setProbability(probability)
        .setEpisodeStartedAt(EIGHT)
        .setObservedAt(EIGHT)
        .setWindowMs(60_000)
        .setSpendNanos(1)
        .setExpectedNanos(1)
        .setBurnNanosPerHour(1)
        .setSummary("why")
        .build();
  }
}
