package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands from {@code keyfuse.commands.v1}, has them carried out at their providers, and
 * publishes what became of them on {@code keyfuse.outcomes.v1}, together with the consumer's offset
 * in one transaction. An effect happens once over crashes and rebalances: an intent is committed
 * before each call, and after a crash the key's state is read before anything is sent again.
 *
 * <p>One worker runs on one thread; providers are called on others. {@link #run} ends with an
 * exception when Kafka or the registry can no longer be used: its owner then makes a new worker,
 * which goes on from the topics. {@link #close} may be called from any thread.
 */
public final class CommandWorker implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandWorker.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CommandWorkerConfig config;
  private final CommandWorkerParts parts;
  private final CommandClients clients;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean ready;

  /** Makes a worker; nothing is connected before {@link #run}. */
  public CommandWorker(
      CommandWorkerConfig config, CommandWorkerParts parts, CommandClients clients) {
    this.config = config;
    this.parts = parts;
    this.clients = clients;
  }

  /**
   * Works until {@link #close}.
   *
   * @throws org.apache.kafka.common.KafkaException when Kafka can no longer be used
   */
  @Override
  public void run() {
    ProviderThreads threads =
        new ProviderThreads(parts.executors(), config.parallelCalls(), parts.crashPoints());
    try (Consumer<byte[], byte[]> consumer = clients.commands();
        Producer<byte[], byte[]> producer = clients.outcomes()) {
      producer.initTransactions();
      CommandLoop loop = loop(consumer, producer, threads);
      consumer.subscribe(List.of(Topics.COMMANDS.name()), loop);
      LOG.info("executors ready for {}", parts.executors().keySet());
      while (!stopping) {
        loop.step();
        ready = loop.isReady();
      }
      loop.finish(PATIENCE);
    } finally {
      ready = false;
      threads.close(PATIENCE);
      ended.countDown();
    }
  }

  private CommandLoop loop(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      ProviderThreads threads) {
    ToIntFunction<byte[]> partitioner = partitioner(consumer);
    LedgerReader ledgers =
        new TopicLedgerReader(clients::ledger, parts.serdes(), parts.clock(), config.memory());
    LoopParts loopParts =
        new LoopParts(
            consumer,
            new OutcomePublisher(producer, parts.serdes(), partitioner, parts.crashPoints()),
            new CommandIntake(parts.verifier(), parts.serdes(), partitioner),
            ledgers,
            threads);
    return new CommandLoop(loopParts, config, parts, new Random());
  }

  /** Kafka's default partitioning of keyed records, which every producer of commands uses. */
  private static ToIntFunction<byte[]> partitioner(Consumer<byte[], byte[]> consumer) {
    int commands = count(consumer, Topics.COMMANDS.name());
    int outcomes = count(consumer, Topics.OUTCOMES.name());
    if (commands != outcomes) {
      throw new IllegalStateException(
          "%s has %d partitions and %s has %d; they must have the same number"
              .formatted(Topics.COMMANDS, commands, Topics.OUTCOMES, outcomes));
    }
    return key -> Utils.toPositive(Utils.murmur2(key)) % commands;
  }

  private static int count(Consumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      throw new IllegalStateException("topic " + topic + " does not exist; create it first");
    }
    return partitions.size();
  }

  /** Returns true while partitions are assigned and what was done before is known. */
  public boolean isReady() {
    return ready;
  }

  /** Stops taking commands, waits for calls under way, and publishes their outcomes. */
  @Override
  public void close() {
    stopping = true;
    try {
      if (!ended.await(PATIENCE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the command worker did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
