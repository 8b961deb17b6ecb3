package io.keyfuse.console.model;

import io.keyfuse.console.ConsoleConfig;
import io.keyfuse.console.model.Overview.Versions;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Decision;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.SpendWindow;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the console knows, folded from the output topics. Every part is bounded, and every {@code
 * apply} may be repeated: reading a topic again changes nothing. Thread-safe; views are immutable
 * and never change after they are returned.
 */
public final class ReadModel {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final IncidentBoard incidents;
  private final CommandBoard commands;
  private final DecisionTail decisions;
  private final KeyBoard keys;
  private final SpendBoard spend;
  private final InstantSource clock;
  private long incidentVersion;
  private long keyVersion;
  private long spendVersion;
  private long version;
  private boolean caughtUp;

  /** Makes an empty model with the bounds of the settings. */
  public ReadModel(ConsoleConfig config, InstantSource clock) {
    this.incidents = new IncidentBoard(config.maxIncidents());
    this.commands = new CommandBoard(config.maxIncidents() * 2);
    this.decisions = new DecisionTail(config.maxIncidents() * 4);
    this.keys = new KeyBoard(config.maxKeys());
    this.spend = new SpendBoard(config.maxKeys());
    this.clock = clock;
  }

  /** Folds an incident transition. */
  public void apply(Alert alert) {
    onIncidents(() -> incidents.apply(alert));
  }

  /** Folds a command. Its signature is not checked here; executors do, and say so in outcomes. */
  public void apply(KillSwitchCommand command) {
    onIncidents(() -> commands.apply(command));
  }

  /** Folds a step of a command's life. */
  public void apply(CommandOutcome outcome) {
    onIncidents(() -> commands.apply(outcome));
  }

  /** Folds a decision. */
  public void apply(Decision decision) {
    onIncidents(() -> decisions.apply(decision));
  }

  /** Folds a key's state; null forgets the key of that credential id. */
  public void applyKey(String credentialId, @Nullable KeyStatus status) {
    changing(
        () -> {
          keys.apply(credentialId, status);
          keyVersion++;
        });
  }

  /** Folds a spend window; only minute windows count. */
  public void apply(SpendWindow window) {
    locked(
        () -> {
          boolean news = spend.apply(window, clock.instant());
          spendVersion += news ? 1 : 0;
          return news && signal();
        });
  }

  /** Says whether all that was in the topics at the start has been read. */
  public void caughtUp(boolean now) {
    changing(() -> caughtUp = now);
  }

  /** Returns the top line. */
  public Overview overview() {
    return locked(
        () -> {
          Versions versions = new Versions(incidentVersion, keyVersion, spendVersion);
          return Overview.of(spend, keys, incidents, versions, caughtUp);
        });
  }

  /** Returns incidents, those not closed first. */
  public List<IncidentView> incidents(int limit) {
    return locked(
        () -> {
          Map<String, CommandView> newest = commands.newestByIncident();
          return incidents.sorted(limit).stream()
              .map(entry -> entry.row().with(newest.get(entry.row().incidentId())))
              .toList();
        });
  }

  /** Returns one incident with its evidence and story; null where it is not known. */
  public @Nullable IncidentDetail incident(String incidentId) {
    return locked(
        () -> {
          IncidentEntry entry = incidents.find(incidentId);
          if (entry == null) {
            return null;
          }
          List<CommandView> own = commands.ofIncident(incidentId);
          return new IncidentDetail(
              entry.row().with(own.isEmpty() ? null : own.get(0)),
              entry.evidence(),
              Timeline.of(entry.transitions(), decisions.ofIncident(incidentId), own),
              own);
        });
  }

  /** Returns commands, last touched first. */
  public List<CommandView> commands(int limit) {
    return locked(() -> commands.newestFirst(limit));
  }

  /** Returns decisions, newest first. */
  public List<DecisionView> decisions(int limit) {
    return locked(() -> decisions.newestFirst(limit));
  }

  /** Returns key states, those with something open about them first. */
  public List<KeyView> keys(int limit) {
    return locked(() -> keys.sorted(limit));
  }

  /** Returns spend per minute. */
  public SpendView spend() {
    return locked(spend::view);
  }

  /**
   * Waits until something changed after the version seen, or the time is over.
   *
   * @return the present version; equal to the one seen when nothing changed
   */
  public long awaitChange(long seen, long timeoutNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = timeoutNanos;
      while (version == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
      return version;
    } finally {
      lock.unlock();
    }
  }

  private void onIncidents(Runnable fold) {
    changing(
        () -> {
          fold.run();
          incidentVersion++;
        });
  }

  private void changing(Runnable fold) {
    locked(
        () -> {
          fold.run();
          return signal();
        });
  }

  private boolean signal() {
    version++;
    changed.signalAll();
    return true;
  }

  private <T extends @Nullable Object> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }
}
