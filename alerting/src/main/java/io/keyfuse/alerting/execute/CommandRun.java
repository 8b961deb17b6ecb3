package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.KillSwitchCommand;
import java.time.Instant;
import java.util.Map;

/** One genuine command on its way through the worker. Changed by the worker's thread only. */
final class CommandRun {
  private final CommandSource source;
  private final KillSwitchCommand command;
  private Phase phase = Phase.QUEUED;
  private int attempt;
  private boolean called;
  private boolean checkOnly;
  private Map<String, String> before = Map.of();
  private Instant due = Instant.EPOCH;

  /** Where a command is. */
  enum Phase {
    /** Not judged yet. */
    QUEUED,
    /** The key's state is being read. */
    LOOKING,
    /** The intent waits for its commit. */
    INTENDING,
    /** The provider is being called. */
    CALLING,
    /** Waits for the next try. */
    WAITING,
    /** The last outcome waits for its commit. */
    ENDING
  }

  CommandRun(CommandSource source, KillSwitchCommand command) {
    this.source = source;
    this.command = command;
  }

  CommandSource source() {
    return source;
  }

  KillSwitchCommand command() {
    return command;
  }

  Phase phase() {
    return phase;
  }

  void enter(Phase next) {
    phase = next;
  }

  /** Takes over what the ledger knows of earlier tries. */
  void resume(Judgement.Execute known) {
    attempt = known.attempts();
    called = known.called();
    before = known.before();
    checkOnly = known.checkOnly();
  }

  /** Begins the next try. */
  void look() {
    attempt++;
    phase = Phase.LOOKING;
  }

  /** Keeps the state before the first call only; a later look sees what that call did. */
  void intend(Map<String, String> state) {
    before = called ? before : Map.copyOf(state);
    called = true;
    phase = Phase.INTENDING;
  }

  void waitUntil(Instant time) {
    due = time;
    phase = Phase.WAITING;
  }

  /** From now on only finds out whether an earlier try took effect. */
  void checkOnly() {
    checkOnly = true;
  }

  boolean isCheckOnly() {
    return checkOnly;
  }

  boolean isDue(Instant now) {
    return phase == Phase.WAITING && !now.isBefore(due);
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(command.getExpiresAt());
  }

  int attempt() {
    return attempt;
  }

  boolean called() {
    return called;
  }

  Map<String, String> before() {
    return before;
  }
}
