package io.keyfuse.alerting.incident;

import static io.keyfuse.alerting.incident.Proofs.START;
import static io.keyfuse.alerting.incident.Proofs.afterBlock;
import static io.keyfuse.alerting.incident.Proofs.cleared;
import static io.keyfuse.alerting.incident.Proofs.theft;
import static io.keyfuse.schemas.v1.IncidentState.CLOSED;
import static io.keyfuse.schemas.v1.IncidentState.ESCALATED;
import static io.keyfuse.schemas.v1.IncidentState.MITIGATED;
import static io.keyfuse.schemas.v1.IncidentState.OPEN;
import static io.keyfuse.schemas.v1.IncidentState.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keyfuse.alerting.policy.RungConfig;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.PolicyMode;
import io.keyfuse.schemas.v1.Severity;
import io.keyfuse.schemas.v1.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class IncidentLifeTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-02T00:00:00Z");

  private final DeskBench bench =
      new DeskBench(PolicyMode.ENFORCE, RungConfig.of(CommandAction.SUSPEND));

  @Test
  void shouldGoFromEvidenceToProvedQuiet() {
    bench.at(seconds(5)).see(theft(START.plusSeconds(5)));
    bench.at(seconds(6)).hear(OutcomeStatus.ATTEMPTING);
    bench.at(seconds(7)).hear(OutcomeStatus.APPLIED);

    assertThat(bench.alertStates()).containsExactly(OPEN, MITIGATED);
    assertThat(bench.keyStates()).containsExactly(KeyState.WATCHED, KeyState.SUSPENDED);
    // Applied at 7 s, 60 s of lag, 10 min of quiet.
    assertThat(bench.nextTick()).isEqualTo(START.plusSeconds(7 + 60 + 600));

    bench.at(seconds(7 + 60 + 599)).tick();
    assertThat(bench.judged()).isEmpty();

    bench.tickWhenDue();
    assertThat(bench.alertStates()).containsExactly(OPEN, MITIGATED, VERIFIED, CLOSED);
    assertThat(bench.judged()).containsExactly(OutcomeStatus.VERIFIED);
    assertThat(bench.nextTick()).isEqualTo(Instant.MAX);
    // A dead key stays on the deny list after its incident.
    assertThat(bench.keyStates()).endsWith(KeyState.SUSPENDED);
  }

  @Test
  void shouldNumberTransitionsAndNameThemForEver() {
    bench.see(theft(START)).hear(OutcomeStatus.APPLIED).tickWhenDue();

    assertThat(bench.alerts()).extracting(Alert::getTransition).containsExactly(1, 2, 3, 4);
    assertThat(bench.alerts()).extracting(Alert::getAlertId).doesNotHaveDuplicates();
    assertThat(bench.alerts())
        .extracting(Alert::getIncidentId)
        .containsOnly(bench.alerts().get(0).getIncidentId());
  }

  @Test
  void shouldNotOpenASecondIncidentForTheSameEpisode() {
    for (int i = 0; i < 200; i++) {
      bench.at(seconds(i)).see(theft(START.plusSeconds(i)));
      bench.see(theft(START.plusSeconds(i)));
    }

    assertThat(bench.alertStates().stream().filter(OPEN::equals)).hasSize(1);
    assertThat(bench.commands()).hasSize(1);
  }

  @Test
  void shouldKeepOneIncidentPerCause() {
    bench.see(theft(START));
    bench.see(theft(START.plusSeconds(1), e -> e.setCause(Cause.CAP)));

    assertThat(bench.alerts()).extracting(Alert::getCause).containsExactly(Cause.THEFT, Cause.CAP);
    assertThat(bench.alerts()).extracting(Alert::getIncidentId).doesNotHaveDuplicates();
    // The second incident leaves the killing to the first.
    assertThat(bench.commands()).hasSize(1);
  }

  @Test
  void shouldCloseAnObservedIncidentWhenItsEvidencePasses() {
    DeskBench observing = new DeskBench(PolicyMode.OBSERVE, RungConfig.of(CommandAction.SUSPEND));

    observing.see(theft(START)).at(seconds(30)).see(cleared(START.plusSeconds(30), e -> e));

    assertThat(observing.alertStates()).containsExactly(OPEN, CLOSED);
    assertThat(observing.keyStates()).containsExactly(KeyState.WATCHED, KeyState.ACTIVE);
  }

  @Test
  void shouldCloseAnObservedIncidentThatFallsSilent() {
    DeskBench observing = new DeskBench(PolicyMode.OBSERVE, RungConfig.of(CommandAction.SUSPEND));

    observing.see(theft(START)).tickWhenDue();

    assertThat(observing.now()).isEqualTo(START.plus(Duration.ofHours(2)));
    assertThat(observing.alertStates()).containsExactly(OPEN, CLOSED);
  }

  @Test
  void shouldStayOpenWhileOneOfTwoCapsStands() {
    DeskBench observing = new DeskBench(PolicyMode.OBSERVE, RungConfig.of(CommandAction.SUSPEND));
    UnaryOperator<Evidence.Builder> day =
        e -> e.setSignal(Signal.SPEND_CAP).setCause(Cause.CAP).setEpisodeStartedAt(MIDNIGHT);
    UnaryOperator<Evidence.Builder> minute = e -> e.setSignal(Signal.SPEND_CAP).setCause(Cause.CAP);
    observing.see(theft(START, day)).see(theft(START.plusSeconds(1), minute));

    observing.see(cleared(START.plusSeconds(60), minute));
    assertThat(observing.alertStates()).containsExactly(OPEN);

    observing.see(cleared(START.plusSeconds(61), day));
    assertThat(observing.alertStates()).containsExactly(OPEN, CLOSED);
  }

  @Test
  void shouldNotLoseStrongerEvidenceOfAnEarlierEvent() {
    bench.see(theft(START.plusSeconds(5), e -> e.setProbability(0.6)));
    bench.see(theft(START.plusSeconds(4)));

    assertThat(bench.commands()).hasSize(1);
  }

  @Test
  void shouldSayWhenTheBlockBeganNotWhenItHeardOfIt() {
    bench.see(theft(START));
    bench.at(seconds(30));
    CommandOutcome applied =
        DeskBench.outcome(
            bench.lastCommand(), OutcomeStatus.APPLIED, OutcomeReason.NONE, START.plusSeconds(2));

    bench.see(applied);

    assertThat(bench.keys().get(1).getSince()).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void shouldNotCloseWhileACommandIsPending() {
    bench.see(theft(START)).at(seconds(30)).see(cleared(START.plusSeconds(30), e -> e));

    assertThat(bench.alertStates()).containsExactly(OPEN);
  }

  @Test
  void shouldReopenTheSameIncidentWithinTheWindow() {
    DeskBench observing = new DeskBench(PolicyMode.OBSERVE, RungConfig.of(CommandAction.SUSPEND));
    observing.see(theft(START)).see(cleared(START.plusSeconds(9), e -> e));

    Instant again = START.plusSeconds(1_800);
    observing.at(seconds(1_800)).see(theft(again, e -> e.setEpisodeStartedAt(again)));

    assertThat(observing.alertStates()).containsExactly(OPEN, CLOSED, OPEN);
    assertThat(observing.alerts())
        .extracting(Alert::getIncidentId)
        .containsOnly(observing.alerts().get(0).getIncidentId());
  }

  @Test
  void shouldOpenANewIncidentAfterTheWindow() {
    DeskBench observing = new DeskBench(PolicyMode.OBSERVE, RungConfig.of(CommandAction.SUSPEND));
    observing.see(theft(START)).see(cleared(START.plusSeconds(9), e -> e));

    Instant again = START.plusSeconds(4_000);
    observing.at(seconds(4_000)).see(theft(again, e -> e.setEpisodeStartedAt(again)));

    assertThat(observing.alerts().get(2).getIncidentId())
        .isNotEqualTo(observing.alerts().get(0).getIncidentId());
    assertThat(observing.alerts().get(2).getTransition()).isEqualTo(1);
  }

  @Test
  void shouldEscalateWhenTheEvidenceGetsLouder() {
    bench.see(theft(START, e -> e.setProbability(0.6)));
    bench.at(seconds(5)).see(theft(START.plusSeconds(5)));

    assertThat(bench.alerts())
        .extracting(Alert::getState, Alert::getSeverity)
        .containsExactly(tuple(OPEN, Severity.WARNING), tuple(ESCALATED, Severity.CRITICAL));
  }

  @Test
  void shouldEscalateOncePerTenfoldSpendWhenItMayNotAct() {
    DeskBench observing = new DeskBench(PolicyMode.OBSERVE, RungConfig.of(CommandAction.SUSPEND));
    for (int minute = 0; minute < 200; minute++) {
      Duration after = Duration.ofMinutes(minute);
      observing.at(after).see(theft(START.plus(after)));
    }

    // $49 a minute: told at 49, at 490 and at 4,900.
    assertThat(observing.alertStates()).containsExactly(OPEN, ESCALATED, ESCALATED);
  }

  @Test
  void shouldCallAPersonWhenTheProviderRefuses() {
    bench.see(theft(START));
    bench.hear(bench.lastCommand(), OutcomeStatus.FAILED, OutcomeReason.ADMIN_CREDENTIAL_REFUSED);
    bench.hear(bench.lastCommand(), OutcomeStatus.FAILED, OutcomeReason.ADMIN_CREDENTIAL_REFUSED);

    assertThat(bench.alertStates()).containsExactly(OPEN, ESCALATED);
    assertThat(bench.alerts().get(1).getSeverity()).isEqualTo(Severity.CRITICAL);
    assertThat(bench.alerts().get(1).getSummary()).contains("a person is needed");
  }

  @Test
  void shouldCallAPersonWhenNoExecutorAnswers() {
    bench.see(theft(START)).tickWhenDue();

    assertThat(bench.now()).isEqualTo(START.plusSeconds(900 + 60));
    assertThat(bench.alertStates()).contains(ESCALATED);
    assertThat(bench.alerts().get(1).getSummary()).contains("no executor answered");
  }

  @Test
  void shouldBelieveALateSuccessOverAFailure() {
    bench.see(theft(START));
    bench.hear(bench.lastCommand(), OutcomeStatus.FAILED, OutcomeReason.PROVIDER_UNAVAILABLE);
    bench.at(seconds(20)).hear(OutcomeStatus.APPLIED);
    bench.hear(bench.lastCommand(), OutcomeStatus.REFUSED, OutcomeReason.EXPIRED);

    assertThat(bench.alertStates()).containsExactly(OPEN, ESCALATED, MITIGATED);
  }

  @Test
  void shouldNotTakeAReplayedCopyForAFailure() {
    bench.see(theft(START));
    bench.hear(bench.lastCommand(), OutcomeStatus.REFUSED, OutcomeReason.REPLAYED);

    assertThat(bench.alertStates()).containsExactly(OPEN);
  }

  @Test
  void shouldStartQuietAnewWhenEvidenceGoesOnAfterTheBlock() {
    bench.see(theft(START)).hear(OutcomeStatus.APPLIED);
    bench.at(seconds(300)).see(theft(START.plusSeconds(300)));

    bench.tickWhenDue();

    assertThat(bench.now()).isEqualTo(START.plusSeconds(300 + 600));
    assertThat(bench.judged()).containsExactly(OutcomeStatus.VERIFIED);
  }

  @Test
  void shouldCountLateUsageAsMoneyButNeverAsALeak() {
    bench.see(theft(START)).hear(OutcomeStatus.APPLIED);
    long before = spend();

    // Happened before the block and within the lag, arrived minutes later.
    bench.at(seconds(300)).see(afterBlock(START.minusSeconds(20)));
    bench.see(afterBlock(START.plusSeconds(60)));
    bench.see(afterBlock(START.plusSeconds(60)));

    assertThat(bench.judged()).isEmpty();
    assertThat(bench.alertStates()).containsExactly(OPEN, MITIGATED);
    assertThat(spend() - before).isEqualTo(4 * NanoUsd.PER_USD);
  }

  @Test
  void shouldSayLeakingOnceAndVerifyWhenItFallsQuietAfterAll() {
    bench.see(theft(START)).hear(OutcomeStatus.APPLIED);
    bench.at(seconds(61)).see(afterBlock(START.plusSeconds(61)));
    bench.at(seconds(62)).see(afterBlock(START.plusSeconds(62)));

    assertThat(bench.judged()).containsExactly(OutcomeStatus.LEAKING);
    assertThat(bench.alertStates()).containsExactly(OPEN, MITIGATED, ESCALATED);

    bench.tickWhenDue();
    assertThat(bench.now()).isEqualTo(START.plusSeconds(62 + 600));
    assertThat(bench.judged()).containsExactly(OutcomeStatus.LEAKING, OutcomeStatus.VERIFIED);
  }

  @Test
  void shouldReopenAClosedIncidentWhenItsKeyIsUsedDaysLater() {
    bench.see(theft(START)).hear(OutcomeStatus.APPLIED).tickWhenDue();
    assertThat(bench.alertStates()).endsWith(CLOSED);

    Instant later = START.plus(Duration.ofDays(3));
    bench.at(Duration.ofDays(3)).see(afterBlock(later));

    assertThat(bench.alertStates()).endsWith(CLOSED, OPEN, ESCALATED);
    assertThat(bench.judged()).containsExactly(OutcomeStatus.VERIFIED, OutcomeStatus.LEAKING);
    assertThat(bench.commands()).hasSize(1);
  }

  private long spend() {
    return bench.state().incidents().get(0).dossier().spendNanos();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
