package io.keyfuse.alerting.execute;

import io.keyfuse.alerting.execute.ProviderThreads.Finished;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's loop: polls, moves lanes on, publishes, hands work to provider threads. It always
 * polls, however slow a provider is. Used by the worker's thread.
 */
final class CommandLoop implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);
  private static final Duration BUSY = Duration.ofMillis(2);
  private static final Duration IDLE = Duration.ofMillis(50);
  private static final Duration REVOKE_PATIENCE = Duration.ofSeconds(15);

  private final LoopParts parts;
  private final LaneRules rules;
  private final CrashPoints hook;
  private final InstantSource clock;
  private final int maxQueued;
  private final Map<TopicPartition, PartitionLane> lanes = new HashMap<>();
  private final Set<TopicPartition> fresh = new HashSet<>();
  private final LanePublishing publishing;
  private boolean joined;

  CommandLoop(
      LoopParts parts,
      CommandWorkerConfig config,
      CommandWorkerParts worker,
      RandomGenerator random) {
    this.parts = parts;
    this.clock = worker.clock();
    this.hook = worker.crashPoints();
    this.maxQueued = config.maxQueued();
    this.publishing =
        new LanePublishing(
            parts,
            lanes,
            new WorkerMetrics(worker.meters(), worker.executors().keySet()),
            worker.crashPoints());
    Map<String, ExecutorCapabilities> capabilities = new TreeMap<>();
    worker.executors().forEach((name, each) -> capabilities.put(name, each.capabilities()));
    this.rules =
        new LaneRules(
            new CommandJudge(capabilities, worker.protectedKeys(), config.memory()),
            new Outcomes(worker.clock()),
            new RetrySchedule(config.firstRetry(), config.maxRetry(), random),
            config.maxAttempts());
  }

  /** Goes round once. */
  void step() {
    open();
    boolean busy = lanes.values().stream().anyMatch(PartitionLane::isBusy);
    for (ConsumerRecord<byte[], byte[]> record : parts.consumer().poll(busy ? BUSY : IDLE)) {
      PartitionLane lane = lanes.get(new TopicPartition(record.topic(), record.partition()));
      if (lane != null) {
        lane.admit(parts.intake().read(record));
      }
    }
    takeResults();
    Instant now = clock.instant();
    lanes.values().forEach(lane -> lane.advance(now));
    publishing.publish();
    dispatch();
    pace();
  }

  /**
   * Rebuilds the ledgers of new partitions; outside the rebalance, so that it may take its time.
   */
  private void open() {
    for (TopicPartition partition : List.copyOf(fresh)) {
      // The position is known only once no open transaction holds offsets of the partition.
      long position = parts.consumer().position(partition);
      CommandLedger ledger = parts.ledgers().read(partition.partition());
      LOG.info("{}: {} commands known, going on at {}", partition, ledger.size(), position);
      lanes.put(partition, new PartitionLane(rules, ledger, position));
      fresh.remove(partition);
      parts.consumer().resume(List.of(partition));
    }
  }

  private void takeResults() {
    Instant now = clock.instant();
    Finished next = parts.threads().take();
    while (next != null) {
      CommandRun run = next.run();
      PartitionLane lane = lanes.get(run.source().partition());
      Preparation preparation = next.preparation();
      ExecutionResult result = next.result();
      if (lane != null && preparation != null) {
        lane.looked(run, preparation, now);
      } else if (lane != null && result != null) {
        hook.at(CrashPoint.AFTER_RESULT, run.command());
        lane.settled(run, result, now);
      }
      next = parts.threads().take();
    }
  }

  private void dispatch() {
    for (PartitionLane lane : lanes.values()) {
      lane.tasks().removeIf(parts.threads()::start);
    }
  }

  private void pace() {
    Consumer<byte[], byte[]> consumer = parts.consumer();
    lanes.forEach(
        (partition, lane) -> {
          boolean paused = consumer.paused().contains(partition);
          if (!paused && lane.size() >= maxQueued) {
            consumer.pause(List.of(partition));
          } else if (paused && lane.size() <= maxQueued / 2) {
            consumer.resume(List.of(partition));
          }
        });
  }

  /** Returns true when every assigned partition is open; an instance to spare has none. */
  boolean isReady() {
    return joined && fresh.isEmpty();
  }

  /** Ends calls under way and publishes their outcomes. */
  void finish(Duration patience) {
    settle(lanes.keySet(), patience);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    joined = true;
    fresh.addAll(partitions);
    parts.consumer().pause(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    settle(partitions, REVOKE_PATIENCE);
    forget(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    joined = false;
    forget(partitions);
  }

  private void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(fresh::remove);
    partitions.forEach(lanes::remove);
  }

  /** The next owner must not meet a call of ours that is still under way. */
  private void settle(Collection<TopicPartition> partitions, Duration patience) {
    List<PartitionLane> leaving =
        lanes.entrySet().stream()
            .filter(entry -> partitions.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    leaving.forEach(PartitionLane::close);
    Instant end = clock.instant().plus(patience);
    do {
      takeResults();
      publishing.publish();
      parts.threads().awaitResult(BUSY);
    } while (leaving.stream().anyMatch(PartitionLane::isCalling) && clock.instant().isBefore(end));
    takeResults();
    publishing.publish();
  }
}
