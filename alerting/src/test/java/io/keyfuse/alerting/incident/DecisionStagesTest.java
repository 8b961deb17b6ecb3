package io.keyfuse.alerting.incident;

import static io.keyfuse.alerting.incident.Proofs.KEY_ID;
import static io.keyfuse.alerting.incident.Proofs.START;
import static io.keyfuse.alerting.incident.Proofs.afterBlock;
import static io.keyfuse.alerting.incident.Proofs.theft;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.policy.PolicyBook;
import io.keyfuse.alerting.policy.PolicyConfig;
import io.keyfuse.alerting.policy.RungConfig;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Decision;
import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.PolicyMode;
import io.keyfuse.schemas.v1.Severity;
import io.keyfuse.schemas.v1.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DecisionStagesTest {
  private static final RungConfig SUSPEND = RungConfig.of(CommandAction.SUSPEND);
  private static final RungConfig REVOKE = RungConfig.of(CommandAction.REVOKE);

  @Test
  void shouldCommandWithAllThatAnExecutorNeeds() {
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, SUSPEND);
    bench.see(
        inventory(
            START,
            Map.of(
                "project_id",
                "proj_a",
                "limit_usd",
                "0",
                "base_url",
                "http://evil",
                "owner",
                "x")));

    bench.see(theft(START));

    KillSwitchCommand command = bench.lastCommand();
    assertThat(command.getAction()).isEqualTo(CommandAction.SUSPEND);
    assertThat(command.getParameters()).containsExactly(Map.entry("project_id", "proj_a"));
    assertThat(command.getRung()).isZero();
    assertThat(command.getTenant()).isEqualTo("acme");
    assertThat(command.getDryRun()).isFalse();
    assertThat(command.getPolicy()).isEqualTo("p");
    assertThat(command.getPolicyVersion()).isEqualTo(7);
    assertThat(command.getEvidenceDigest()).matches("[0-9a-f]{64}");
    assertThat(command.getExpiresAt()).isEqualTo(START.plusSeconds(900));
    assertThat(command.getReason()).startsWith("THEFT at probability 0.970: Spend of $50.00");
    assertThat(bench.reasons()).startsWith(DecisionReason.COMMANDED);
    assertThat(bench.decisions().get(0).getCommandId()).isEqualTo(command.getCommandId());
  }

  @Test
  void shouldKeepTheNewerInventoryWhateverTheOrder() {
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, SUSPEND);
    bench.see(inventory(START, Map.of("project_id", "new")));
    bench.see(inventory(START.minusSeconds(1), Map.of("project_id", "old")));

    bench.see(theft(START));

    assertThat(bench.lastCommand().getParameters()).containsEntry("project_id", "new");
  }

  @Test
  void shouldSayNothingWasDoneBecauseItOnlyObserves() {
    DeskBench bench = new DeskBench(PolicyMode.OBSERVE, SUSPEND);
    for (int i = 0; i < 50; i++) {
      bench.see(theft(START.plusSeconds(i)));
    }

    assertThat(bench.commands()).isEmpty();
    assertThat(bench.reasons()).containsExactly(DecisionReason.MODE_OBSERVE);
  }

  @Test
  void shouldRehearseOnceInDryRunAndActWhenEnforced() {
    DeskBench bench = new DeskBench(PolicyMode.DRY_RUN, SUSPEND, REVOKE);
    bench.see(theft(START)).hear(OutcomeStatus.DRY_RUN);
    bench.see(theft(START.plusSeconds(5)));
    assertThat(bench.commands()).extracting(KillSwitchCommand::getDryRun).containsExactly(true);
    assertThat(bench.reasons()).startsWith(DecisionReason.COMMANDED_DRY_RUN);
    assertThat(bench.keyStates()).hasSize(1);

    bench.restartWith(DeskBench.desk(DeskBench.policy(PolicyMode.ENFORCE, List.of(SUSPEND))));
    bench.see(theft(START.plusSeconds(9)));

    assertThat(bench.commands())
        .extracting(KillSwitchCommand::getDryRun)
        .containsExactly(true, false);
    assertThat(bench.commands())
        .extracting(KillSwitchCommand::getCommandId)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldNeverActOnAProtectedKey() {
    PolicyConfig policy = DeskBench.policy(PolicyMode.ENFORCE, List.of(SUSPEND));
    IncidentDesk desk =
        new IncidentDesk(
            new PolicyBook(List.of(policy.toPolicy("p"))),
            List.of("openai:proj_a:*"),
            DeskConfig.defaults());
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, SUSPEND);
    bench.restartWith(desk);

    bench.see(theft(START));

    assertThat(bench.commands()).isEmpty();
    assertThat(bench.reasons()).containsExactly(DecisionReason.PROTECTED_KEY);
    assertThat(bench.alerts()).hasSize(1);
  }

  @Test
  void shouldOnlyAlertWhereNoPolicyCoversTheKey() {
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, SUSPEND);
    bench.restartWith(
        new IncidentDesk(new PolicyBook(List.of()), List.of(), DeskConfig.defaults()));

    bench.see(theft(START)).tickWhenDue();

    assertThat(bench.commands()).isEmpty();
    assertThat(bench.reasons())
        .containsExactly(DecisionReason.NO_POLICY, DecisionReason.INCIDENT_CLOSED);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"THEFT", "RUNAWAY", "CAP"},
      mode = EnumSource.Mode.EXCLUDE)
  void shouldOnlyAlertForACauseThatJustifiesNothing(Cause cause) {
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, SUSPEND, REVOKE);

    bench.see(theft(START, e -> e.setCause(cause).setProbability(1)));

    assertThat(bench.commands()).isEmpty();
    assertThat(bench.alerts()).hasSize(1);
    assertThat(bench.reasons()).containsExactly(DecisionReason.CAUSE_NOT_ACTIONABLE);
    assertThat(bench.keyStates()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Signal.class,
      names = {"BILL_MISMATCH", "DETECTOR_ERROR", "UNPRICED_MODEL", "UNSPECIFIED"})
  void shouldNeverKillForASignalOfOurOwnFaultWhateverItsCause(Signal signal) {
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, SUSPEND);

    bench.see(theft(START, e -> e.setSignal(signal).setProbability(1)));

    assertThat(bench.commands()).isEmpty();
    assertThat(bench.alerts()).hasSize(1);
  }

  @Test
  void shouldShoutAboutAFailedDetector() {
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, SUSPEND);

    bench.see(theft(START, e -> e.setSignal(Signal.DETECTOR_ERROR).setCause(Cause.INTERNAL)));

    assertThat(bench.alerts()).extracting(Alert::getSeverity).containsExactly(Severity.CRITICAL);
  }

  @Test
  void shouldTakeAProbabilityThatIsNoneForZero() {
    for (double wrong : new double[] {Double.NaN, -1, 1.5, Double.POSITIVE_INFINITY}) {
      DeskBench bench = new DeskBench(PolicyMode.ENFORCE, SUSPEND);
      bench.see(theft(START, e -> e.setProbability(wrong)));
      assertThat(bench.commands()).isEmpty();
      assertThat(bench.reasons()).containsExactly(DecisionReason.NO_RUNG);
    }
  }

  @Test
  void shouldWaitForARungThatIsNotDueAndThenClimb() {
    RungConfig late = new RungConfig(CommandAction.SUSPEND, Duration.ofSeconds(30), 0.9, Map.of());
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, late);
    bench.see(theft(START));
    assertThat(bench.reasons()).containsExactly(DecisionReason.RUNG_NOT_DUE);
    assertThat(bench.nextTick()).isEqualTo(START.plusSeconds(30));

    bench.tickWhenDue();

    assertThat(bench.commands()).hasSize(1);
  }

  @Test
  void shouldRevokeOnlyAfterALeakThatASecondSignalProves() {
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, SUSPEND, REVOKE);
    bench.see(theft(START)).hear(OutcomeStatus.APPLIED);
    assertThat(bench.commands()).hasSize(1);

    bench.at(Duration.ofSeconds(70)).see(afterBlock(START.plusSeconds(70)));

    assertThat(bench.commands())
        .extracting(KillSwitchCommand::getAction)
        .containsExactly(CommandAction.SUSPEND, CommandAction.REVOKE);
    assertThat(bench.commands().get(1).getEpoch())
        .isGreaterThan(bench.commands().get(0).getEpoch());

    bench.hear(OutcomeStatus.APPLIED).tickWhenDue();
    assertThat(bench.keyStates()).endsWith(KeyState.REVOKED);
    assertThat(bench.judged()).containsExactly(OutcomeStatus.LEAKING, OutcomeStatus.VERIFIED);
  }

  @Test
  void shouldNotRevokeOnOneSourceSaidTwice() {
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, REVOKE);
    bench.see(theft(START));
    bench.see(theft(START.plusSeconds(1), e -> e.setSignal(Signal.COLD_START_BURST)));

    assertThat(bench.commands()).isEmpty();
    assertThat(bench.reasons()).containsExactly(DecisionReason.NO_RUNG);
    assertThat(bench.decisions().get(0).getDetail()).contains("two independent signals");
  }

  @Test
  void shouldClimbFromALimitThatDoesNotStopTheSpending() {
    RungConfig cap =
        new RungConfig(CommandAction.CAP, Duration.ZERO, 0.5, Map.of("limit_usd", "5"));
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, cap, SUSPEND);
    bench.see(theft(START)).hear(OutcomeStatus.APPLIED);
    bench.at(Duration.ofSeconds(59)).see(theft(START.plusSeconds(59)));
    assertThat(bench.commands()).hasSize(1);

    bench.at(Duration.ofSeconds(61)).see(theft(START.plusSeconds(61)));

    assertThat(bench.commands()).hasSize(2);
  }

  @Test
  void shouldTryTheNextRungWhenOneFailsAndEvidenceGoesOn() {
    DeskBench bench =
        new DeskBench(PolicyMode.ENFORCE, RungConfig.of(CommandAction.THROTTLE), SUSPEND);
    bench.see(theft(START));
    bench.hear(bench.lastCommand(), OutcomeStatus.REFUSED, OutcomeReason.UNSUPPORTED_ACTION);
    assertThat(bench.commands()).hasSize(1);

    bench.at(Duration.ofSeconds(5)).see(theft(START.plusSeconds(5)));

    assertThat(bench.lastCommand().getAction()).isEqualTo(CommandAction.SUSPEND);
  }

  @Test
  void shouldSayEachReasonOnceAndKeepAQuota() {
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, SUSPEND);
    RungConfig late = new RungConfig(CommandAction.SUSPEND, Duration.ofHours(2), 0.9, Map.of());
    bench.restartWith(DeskBench.desk(DeskBench.policy(PolicyMode.ENFORCE, List.of(late))));
    for (int i = 0; i < 500; i++) {
      double probability = i % 2 == 0 ? 0.95 : 0.5;
      bench.see(theft(START.plusSeconds(i), e -> e.setProbability(probability)));
    }

    assertThat(bench.decisions()).hasSizeLessThanOrEqualTo(64);
    assertThat(bench.decisions()).extracting(Decision::getDecisionId).doesNotHaveDuplicates();
  }

  private static ContextEvent inventory(Instant at, Map<String, String> attributes) {
    return ContextEvent.newBuilder()
        .setContextId("c")
        .setKind(ContextKind.INVENTORY)
        .setScope(KEY_ID)
        .setCredential(Proofs.KEY)
        .setAt(at)
        .setAttributes(attributes)
        .setSource("test")
        .build();
  }
}
