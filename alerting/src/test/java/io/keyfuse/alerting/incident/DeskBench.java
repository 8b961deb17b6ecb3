package io.keyfuse.alerting.incident;

import io.keyfuse.alerting.policy.PolicyBook;
import io.keyfuse.alerting.policy.PolicyConfig;
import io.keyfuse.alerting.policy.PolicyMatchConfig;
import io.keyfuse.alerting.policy.RungConfig;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Decision;
import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.PolicyMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One credential's desk on a clock of its own; every state goes through the codec. */
final class DeskBench {
  static final Duration LAG = Duration.ofSeconds(60);
  static final Duration QUIET = Duration.ofMinutes(10);

  private final DeskStateCodec codec = new DeskStateCodec();
  private final List<DeskOutput> said = new ArrayList<>();
  private IncidentDesk desk;
  private DeskState state = DeskState.EMPTY;
  private Instant now = Proofs.START;

  DeskBench(PolicyMode mode, RungConfig... ladder) {
    this.desk = desk(policy(mode, List.of(ladder)));
  }

  static PolicyConfig policy(PolicyMode mode, List<RungConfig> ladder) {
    return new PolicyConfig(
        "p",
        7,
        1,
        mode,
        PolicyMatchConfig.defaults(),
        List.of(),
        ladder,
        Duration.ofMinutes(15),
        QUIET);
  }

  static IncidentDesk desk(PolicyConfig policy) {
    return new IncidentDesk(
        new PolicyBook(List.of(policy.toPolicy("p"))), List.of(), DeskConfig.defaults());
  }

  void restartWith(IncidentDesk other) {
    desk = other;
  }

  Instant now() {
    return now;
  }

  DeskState state() {
    return state;
  }

  DeskBench at(Duration sinceStart) {
    now = Proofs.START.plus(sinceStart);
    return this;
  }

  DeskBench see(Evidence evidence) {
    return step(new DeskInput.EvidenceSeen(evidence));
  }

  DeskBench see(ContextEvent event) {
    return step(new DeskInput.ContextSeen(event));
  }

  DeskBench tick() {
    return step(new DeskInput.Tick());
  }

  /** Jumps to the time at which the desk asked for a tick, and ticks. */
  DeskBench tickWhenDue() {
    now = desk.nextTick(Proofs.KEY_ID, state);
    return tick();
  }

  Instant nextTick() {
    return desk.nextTick(Proofs.KEY_ID, state);
  }

  DeskBench hear(OutcomeStatus status) {
    return hear(lastCommand(), status, OutcomeReason.NONE);
  }

  DeskBench hear(KillSwitchCommand command, OutcomeStatus status, OutcomeReason reason) {
    return see(outcome(command, status, reason, now));
  }

  DeskBench see(CommandOutcome outcome) {
    return step(new DeskInput.OutcomeSeen(outcome));
  }

  static CommandOutcome outcome(
      KillSwitchCommand command, OutcomeStatus status, OutcomeReason reason, Instant at) {
    return CommandOutcome.newBuilder()
        .setCommandId(command.getCommandId())
        .setIncidentId(command.getIncidentId())
        .setEpoch(command.getEpoch())
        .setCredential(command.getCredential())
        .setAction(command.getAction())
        .setStatus(status)
        .setReason(reason)
        .setDetail("said by a test")
        .setAttempt(1)
        .setBefore(Map.of())
        .setAfter(Map.of())
        .setAt(at)
        .build();
  }

  KillSwitchCommand lastCommand() {
    List<KillSwitchCommand> all = commands();
    return all.get(all.size() - 1);
  }

  List<KillSwitchCommand> commands() {
    return of(DeskOutput.CommandIssued.class).map(DeskOutput.CommandIssued::command).toList();
  }

  List<Alert> alerts() {
    return of(DeskOutput.AlertRaised.class).map(DeskOutput.AlertRaised::alert).toList();
  }

  List<IncidentState> alertStates() {
    return alerts().stream().map(Alert::getState).toList();
  }

  List<Decision> decisions() {
    return of(DeskOutput.Decided.class).map(DeskOutput.Decided::decision).toList();
  }

  List<DecisionReason> reasons() {
    return decisions().stream().map(Decision::getReason).toList();
  }

  List<KeyStatus> keys() {
    return of(DeskOutput.KeyChanged.class).map(DeskOutput.KeyChanged::status).toList();
  }

  List<KeyState> keyStates() {
    return keys().stream().map(KeyStatus::getState).toList();
  }

  List<OutcomeStatus> judged() {
    return of(DeskOutput.OutcomeJudged.class)
        .map(DeskOutput.OutcomeJudged::outcome)
        .map(CommandOutcome::getStatus)
        .toList();
  }

  private DeskBench step(DeskInput input) {
    DeskStep step = desk.step(Proofs.KEY_ID, state, input, now);
    state = codec.decode(codec.encode(step.state()));
    if (!state.equals(step.state())) {
      throw new AssertionError("the codec lost something of " + step.state());
    }
    said.addAll(step.outputs());
    return this;
  }

  private <T extends DeskOutput> Stream<T> of(Class<T> type) {
    return said.stream().filter(type::isInstance).map(type::cast);
  }
}
