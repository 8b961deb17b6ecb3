package io.keyfuse.alerting.execute;

import io.keyfuse.alerting.sign.CommandHeaders;
import io.keyfuse.alerting.sign.CommandSignature;
import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.Ed25519CommandVerifier;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The worker's loop over Kafka's mock clients; topics and providers outlive each of its lives. */
final class LoopHarness {
  static final TopicPartition PLACE = new TopicPartition(Topics.COMMANDS.name(), 0);

  /** Ends a life as kill -9 does. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  final TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
  final SigningKeys keys = SigningKeys.generate();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<ConsumerRecord<byte[], byte[]>> commands = new ArrayList<>();
  final List<ProducerRecord<byte[], byte[]>> published = new ArrayList<>();
  final Map<String, KeyExecutor> executors = new HashMap<>();
  Instant now = TestCommands.NOW;
  long committed;
  MockProducer<byte[], byte[]> producer = newProducer();
  private CrashPoints hook = CrashPoints.NONE;
  private volatile boolean killed;
  private @Nullable CommandLoop loop;
  private @Nullable MockConsumer<byte[], byte[]> consumer;
  private @Nullable ProviderThreads threads;
  private int delivered;
  private int kept;

  LoopHarness(KeyExecutor... all) {
    for (KeyExecutor executor : all) {
      executors.put(executor.capabilities().provider(), executor);
    }
  }

  /** Appends a record, signed by the trusted key. */
  void send(KillSwitchCommand command) {
    byte[] value = serdes.value(Topics.COMMANDS).serializer().serialize(PLACE.topic(), command);
    CommandSignature signature = new Ed25519CommandSigner(keys).sign(value);
    send(CredentialId.of(command.getCredential()), value, signature);
  }

  void send(@Nullable String key, byte @Nullable [] value, @Nullable CommandSignature signature) {
    RecordHeaders headers = new RecordHeaders();
    if (signature != null) {
      headers.add(CommandHeaders.SIGNATURE, signature.base64().getBytes(StandardCharsets.UTF_8));
      headers.add(CommandHeaders.KEY_ID, signature.keyId().getBytes(StandardCharsets.UTF_8));
    }
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    commands.add(
        new ConsumerRecord<>(
            PLACE.topic(),
            PLACE.partition(),
            commands.size(),
            7L,
            TimestampType.CREATE_TIME,
            0,
            0,
            keyBytes,
            value,
            headers,
            Optional.empty()));
  }

  /** Kills the process the n-th time a command reaches the point. */
  void killAt(CrashPoint point, int times) {
    int[] left = {times};
    hook =
        (reached, command) -> {
          synchronized (left) {
            if (killed || (reached == point && --left[0] == 0)) {
              killed = true;
              throw new Killed();
            }
          }
        };
  }

  void noKill() {
    hook = CrashPoints.NONE;
  }

  /** Begins a new life from what is committed. */
  void start() {
    if (threads != null) {
      // A dead process has no threads left.
      threads.close(Duration.ofSeconds(5));
    }
    ProviderThreads calls =
        new ProviderThreads(executors, 4, (point, command) -> hook.at(point, command));
    threads = calls;
    killed = false;
    producer = newProducer();
    kept = 0;
    MockConsumer<byte[], byte[]> mock = new MockConsumer<>("earliest");
    consumer = mock;
    delivered = (int) committed;
    CommandWorkerParts worker =
        new CommandWorkerParts(
            executors,
            List.of("fake:acme:key_vip"),
            new Ed25519CommandVerifier(List.of(keys.publicKey())),
            serdes,
            () -> now,
            meters,
            (point, command) -> hook.at(point, command));
    CommandLoop made =
        new CommandLoop(
            new LoopParts(
                mock,
                new OutcomePublisher(producer, serdes, key -> 0, worker.crashPoints()),
                new CommandIntake(worker.verifier(), serdes, key -> 0),
                partition -> ledger(),
                calls),
            config(),
            worker,
            new Random(1));
    loop = made;
    mock.subscribe(List.of(PLACE.topic()), made);
    mock.updateBeginningOffsets(Map.of(PLACE, 0L));
    mock.rebalance(List.of(PLACE));
    mock.seek(PLACE, committed);
  }

  static CommandWorkerConfig config() {
    return new CommandWorkerConfig(
        "g", 4, 200, Duration.ofMillis(1), Duration.ofMillis(2), 100, Duration.ofDays(7));
  }

  /** Steps until the condition holds; returns false when this life ended before. */
  boolean runUntil(BooleanSupplier done) {
    CommandLoop running = Objects.requireNonNull(loop);
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!done.getAsBoolean()) {
      deliver();
      try {
        running.step();
      } catch (Killed e) {
        keep();
        return false;
      }
      keep();
      now = now.plusMillis(1);
      if (killed) {
        return false;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not done in time; published " + statuses());
      }
    }
    return true;
  }

  CommandLoop loop() {
    return Objects.requireNonNull(loop);
  }

  private void deliver() {
    MockConsumer<byte[], byte[]> mock = Objects.requireNonNull(consumer);
    while (mock.assignment().contains(PLACE) && delivered < commands.size()) {
      mock.addRecord(commands.get(delivered++));
    }
  }

  /** What this life committed so far is on the topics for ever. */
  void keep() {
    List<ProducerRecord<byte[], byte[]>> history = producer.history();
    published.addAll(history.subList(kept, history.size()));
    kept = history.size();
    for (var groups : producer.consumerGroupOffsetsHistory()) {
      for (Map<TopicPartition, OffsetAndMetadata> offsets : groups.values()) {
        for (OffsetAndMetadata offset : offsets.values()) {
          committed = Math.max(committed, offset.offset());
        }
      }
    }
  }

  private CommandLedger ledger() {
    CommandLedger ledger = new CommandLedger(config().memory());
    for (ProducerRecord<byte[], byte[]> record : published) {
      var offset = record.headers().lastHeader(OutcomePublisher.COMMAND_OFFSET);
      if (offset != null) {
        ledger.apply(
            decode(record), Long.parseLong(new String(offset.value(), StandardCharsets.UTF_8)));
      }
    }
    return ledger;
  }

  List<CommandOutcome> outcomes() {
    return published.stream()
        .filter(record -> record.topic().equals(Topics.OUTCOMES.name()))
        .map(this::decode)
        .toList();
  }

  List<ProducerRecord<byte[], byte[]>> deadLetters() {
    return published.stream()
        .filter(record -> record.topic().equals(Topics.DEAD_LETTERS.name()))
        .toList();
  }

  /** Returns the statuses published, oldest first, as {@code id:STATUS}. */
  List<String> statuses() {
    return outcomes().stream().map(o -> o.getCommandId() + ":" + o.getStatus()).toList();
  }

  private CommandOutcome decode(ProducerRecord<byte[], byte[]> record) {
    return serdes.value(Topics.OUTCOMES).deserializer().deserialize(record.topic(), record.value());
  }

  private static MockProducer<byte[], byte[]> newProducer() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }
}
