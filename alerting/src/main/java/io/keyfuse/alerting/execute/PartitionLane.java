package io.keyfuse.alerting.execute;

import io.keyfuse.alerting.execute.CommandRun.Phase;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one partition under way. Commands of one credential run one after the other, in
 * the topic's order; those of different credentials run side by side. No clock, no network, no
 * Kafka calls: it is told what happened and keeps what is to be done. Used by one thread.
 */
final class PartitionLane {
  private static final int CHECKS = 3;

  private final LaneRules rules;
  private final CommandLedger ledger;
  private final OffsetTracker offsets;
  private final Map<String, Deque<CommandRun>> queues = new HashMap<>();
  private final Map<CommandRun, Supplier<ExecutionResult>> intents = new HashMap<>();
  private final List<Publication> outbox = new ArrayList<>();
  private final Deque<ProviderTask> tasks = new ArrayDeque<>();
  private boolean closing;

  /**
   * Makes a lane.
   *
   * @param ledger rebuilt from the outcomes of the same partition
   * @param position offset of the first record to come
   */
  PartitionLane(LaneRules rules, CommandLedger ledger, long position) {
    this.rules = rules;
    this.ledger = ledger;
    this.offsets = new OffsetTracker(position);
  }

  OffsetTracker offsets() {
    return offsets;
  }

  /** Takes a record in. */
  void admit(Intake intake) {
    offsets.admit(intake.source().offset());
    if (intake instanceof Intake.Rejected rejected) {
      Credential credential = rejected.credential();
      CommandOutcome outcome =
          credential == null ? null : rules.outcomes().rejected(rejected, credential);
      outbox.add(new Publication(intake.source(), outcome, null, rejected));
      return;
    }
    Intake.Genuine genuine = (Intake.Genuine) intake;
    String credential = CredentialId.of(genuine.command().getCredential());
    queues
        .computeIfAbsent(credential, ignored -> new ArrayDeque<>())
        .add(new CommandRun(genuine.source(), genuine.command()));
  }

  /** Moves on whatever can move at this time. */
  void advance(Instant now) {
    if (closing) {
      return;
    }
    Iterator<Deque<CommandRun>> each = queues.values().iterator();
    while (each.hasNext()) {
      Deque<CommandRun> queue = each.next();
      advance(queue, now);
      if (queue.isEmpty()) {
        each.remove();
      }
    }
  }

  private void advance(Deque<CommandRun> queue, Instant now) {
    CommandRun head = queue.peek();
    while (head != null && head.phase() == Phase.QUEUED) {
      if (!begin(head, now)) {
        return;
      }
      offsets.finish(head.source().offset());
      queue.poll();
      head = queue.peek();
    }
    if (head == null || head.phase() != Phase.WAITING) {
      return;
    }
    if (queue.stream().anyMatch(next -> isNewer(next, queue.peek()))) {
      end(head, OutcomeStatus.FAILED, OutcomeReason.STALE_EPOCH, "a newer command took its place");
    } else if (head.isDue(now)) {
      look(head);
    }
  }

  /** Returns true when the command needs nothing more. */
  private boolean begin(CommandRun run, Instant now) {
    long offset = run.source().offset();
    Judgement judgement = rules.judge().judge(run.command(), offset, ledger, now);
    if (judgement instanceof Judgement.Execute execute) {
      run.resume(execute);
      look(run);
    } else if (judgement instanceof Judgement.Refuse refuse) {
      end(run, OutcomeStatus.REFUSED, refuse.reason(), refuse.detail());
    } else if (judgement instanceof Judgement.DryRun dryRun) {
      end(run, OutcomeStatus.DRY_RUN, OutcomeReason.NONE, dryRun.detail());
    }
    return judgement instanceof Judgement.Done;
  }

  private void look(CommandRun run) {
    run.look();
    tasks.add(new ProviderTask(run, null));
  }

  /** Takes the result of a look in. */
  void looked(CommandRun run, Preparation preparation, Instant now) {
    if (!owns(run)) {
      return;
    }
    if (preparation instanceof Preparation.Settled settled) {
      settled(run, settled.result(), now);
      return;
    }
    if (run.isCheckOnly() || run.isExpired(now)) {
      end(run, OutcomeStatus.FAILED, OutcomeReason.EXPIRED, "expired before it took effect");
      return;
    }
    Preparation.Ready ready = (Preparation.Ready) preparation;
    run.intend(ready.before());
    intents.put(run, ready.call());
    outbox.add(publication(run, rules.outcomes().attempting(run)));
  }

  /** Takes the result of a look or call in that led to one. */
  void settled(CommandRun run, ExecutionResult result, Instant now) {
    if (!owns(run)) {
      return;
    }
    if (result instanceof ExecutionResult.Retry retry) {
      again(run, retry, now);
    } else {
      finish(run, rules.outcomes().of(run, result));
    }
  }

  private void again(CommandRun run, ExecutionResult.Retry retry, Instant now) {
    Duration delay = rules.retries().delay(run.attempt(), retry.after());
    boolean late = !now.plus(delay).isBefore(run.command().getExpiresAt());
    // Finding out is worth a few tries; an outcome of "nobody knows" is due after them.
    boolean checked = run.isCheckOnly() && run.attempt() % CHECKS == 0;
    if (run.attempt() >= rules.maxAttempts() || checked || (late && !run.called())) {
      OutcomeReason reason = late ? OutcomeReason.EXPIRED : retry.reason();
      end(run, OutcomeStatus.FAILED, reason, "gave up: " + retry.detail());
      return;
    }
    if (late) {
      run.checkOnly();
    }
    run.waitUntil(now.plus(delay));
    outbox.add(publication(run, rules.outcomes().of(run, retry)));
  }

  private void end(CommandRun run, OutcomeStatus status, OutcomeReason reason, String detail) {
    finish(run, rules.outcomes().without(run, status, reason, detail));
  }

  private void finish(CommandRun run, CommandOutcome outcome) {
    run.enter(Phase.ENDING);
    outbox.add(publication(run, outcome));
  }

  /** Takes note that a publication is committed. */
  void published(Publication publication) {
    CommandRun run = publication.run();
    CommandOutcome outcome = publication.outcome();
    if (run == null || outcome == null) {
      return;
    }
    ledger.apply(outcome, publication.source().offset());
    if (publication.isIntent()) {
      Supplier<ExecutionResult> call = intents.remove(run);
      if (call != null && !closing) {
        run.enter(Phase.CALLING);
        tasks.add(new ProviderTask(run, call));
      }
    } else if (publication.isFinal()) {
      leave(run);
    }
  }

  /** Marks the record finished before its last outcome is sent, so that both commit at once. */
  void finishing(Publication publication) {
    if (publication.isFinal()) {
      offsets.finish(publication.source().offset());
    }
  }

  /** A result may belong to an earlier life of the partition on this instance. */
  private boolean owns(CommandRun run) {
    Deque<CommandRun> queue = queues.get(CredentialId.of(run.command().getCredential()));
    return queue != null && queue.peek() == run;
  }

  private void leave(CommandRun run) {
    Deque<CommandRun> queue = queues.get(CredentialId.of(run.command().getCredential()));
    if (queue != null) {
      queue.remove(run);
    }
  }

  private Publication publication(CommandRun run, CommandOutcome outcome) {
    return new Publication(run.source(), outcome, run, null);
  }

  private static boolean isNewer(CommandRun next, @Nullable CommandRun head) {
    return head != null && next.command().getEpoch() > head.command().getEpoch();
  }

  /** Returns what waits for its commit. */
  List<Publication> outbox() {
    return outbox;
  }

  /** Returns what waits for a thread. */
  Deque<ProviderTask> tasks() {
    return tasks;
  }

  /** Starts nothing new; calls under way may still end. */
  void close() {
    closing = true;
    tasks.clear();
  }

  boolean isCalling() {
    return queues.values().stream()
        .map(Deque::peek)
        .anyMatch(head -> head != null && head.phase() == Phase.CALLING);
  }

  /** Returns true when something may happen at once, and not only when time has passed. */
  boolean isBusy() {
    boolean moving =
        queues.values().stream()
            .map(Deque::peek)
            .anyMatch(head -> head != null && head.phase() != Phase.WAITING);
    return moving || !outbox.isEmpty() || !tasks.isEmpty();
  }

  int size() {
    return offsets.size();
  }
}
