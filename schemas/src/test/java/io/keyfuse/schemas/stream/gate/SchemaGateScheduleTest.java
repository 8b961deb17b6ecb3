package io.keyfuse.schemas.stream.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random outages, answers, pauses, seeks and rebalances against what the logs themselves say. */
class SchemaGateScheduleTest {
  private static final int SCHEDULES = 50;
  private static final int STEPS = 400;
  private static final int RECORDS = 60;
  private static final int IDS = 12;
  private static final List<TopicPartition> PARTITIONS =
      List.of(
          new TopicPartition("gated", 0),
          new TopicPartition("gated", 1),
          new TopicPartition("gated", 2),
          new TopicPartition("plain", 0));

  /** One schedule; the owner of the consumer is the oracle. */
  private static final class Schedule {
    private final Random random;
    private final ScriptedSchemas schemas = new ScriptedSchemas();
    private final LogConsumer consumer = new LogConsumer(Set.of("gated"), schemas);
    private final Map<TopicPartition, Integer> handed = new HashMap<>();
    private final Set<TopicPartition> ownerPaused = new HashSet<>();
    private int holds;

    Schedule(long seed) {
      this.random = new Random(seed);
      for (TopicPartition partition : PARTITIONS) {
        consumer.logs.put(partition, log(partition));
        consumer.assign(partition, 0);
        handed.put(partition, 0);
      }
    }

    /** Offsets have gaps, as compaction and transactions leave them. */
    private List<ConsumerRecord<String, byte[]>> log(TopicPartition partition) {
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      long offset = 0;
      for (int i = 0; i < RECORDS; i++) {
        offset += 1 + random.nextInt(3);
        byte[] value = SchemaGateTest.value(random.nextInt(IDS));
        if (random.nextInt(10) == 0) {
          random.nextBytes(value);
        }
        records.add(
            new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "k", value));
      }
      return records;
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        step();
        poll();
      }
      schemas.away = false;
      PARTITIONS.forEach(this::resume);
      for (int i = 0; i < 2 * RECORDS; i++) {
        schemas.answer();
        poll();
      }
      assertThat(handed.values()).containsOnly(RECORDS);
      assertThat(consumer.held).hasValue(0);
    }

    private void step() {
      TopicPartition partition = PARTITIONS.get(random.nextInt(PARTITIONS.size()));
      switch (random.nextInt(12)) {
        case 0 -> schemas.away = random.nextInt(4) != 0;
        case 1 -> schemas.answer();
        case 2 -> schemas.settled.remove(random.nextInt(IDS));
        case 3 -> pause(partition);
        case 4, 5 -> resume(partition);
        case 6 -> goBack(partition);
        case 7 -> rebalance(partition);
        default -> {}
      }
    }

    private void pause(TopicPartition partition) {
      consumer.ownerPauses(partition);
      ownerPaused.add(partition);
    }

    private void resume(TopicPartition partition) {
      consumer.ownerResumes(partition);
      ownerPaused.remove(partition);
    }

    /** As Kafka Streams does with a task whose state is lost. */
    private void goBack(TopicPartition partition) {
      int to = Math.max(0, handed.getOrDefault(partition, 0) - random.nextInt(5));
      consumer.ownerSeeks(partition, to == 0 ? 0 : offset(partition, to - 1) + 1);
      handed.put(partition, to);
    }

    private void rebalance(TopicPartition partition) {
      int to = handed.getOrDefault(partition, 0);
      consumer.revoke(partition);
      consumer.assign(partition, to == 0 ? 0 : offset(partition, to - 1) + 1);
      ownerPaused.remove(partition);
    }

    private void poll() {
      Set<Integer> settledBefore = Set.copyOf(schemas.settled);
      ConsumerRecords<String, byte[]> got = consumer.poll();
      for (TopicPartition partition : PARTITIONS) {
        int before = handed.getOrDefault(partition, 0);
        got.records(partition).forEach(record -> take(partition, record));
        int after = handed.getOrDefault(partition, 0);
        assertThat(ownerPaused.contains(partition) && after > before).isFalse();
        if (after < RECORDS && after - before < LogConsumer.BATCH) {
          boolean waits = !isReadable(consumer.log(partition).get(after), settledBefore);
          assertThat(ownerPaused.contains(partition) || waits).as("a reason to stop").isTrue();
        }
        OffsetAndMetadata next = got.nextOffsets().get(partition);
        if (next != null) {
          assertThat(next.offset()).isGreaterThan(after == 0 ? -1 : offset(partition, after - 1));
          assertThat(next.offset())
              .isLessThanOrEqualTo(after == RECORDS ? next.offset() : offset(partition, after));
        }
      }
      assertThat(consumer.held.get())
          .isEqualTo((int) PARTITIONS.stream().filter(consumer.gate::isHeld).count());
      holds += consumer.held.get();
    }

    private void take(TopicPartition partition, ConsumerRecord<String, byte[]> record) {
      assertThat(record.offset()).isEqualTo(offset(partition, handed.getOrDefault(partition, 0)));
      assertThat(isReadable(record, schemas.settled)).isTrue();
      handed.merge(partition, 1, Integer::sum);
    }

    private boolean isReadable(ConsumerRecord<String, byte[]> record, Set<Integer> settled) {
      byte[] value = record.value();
      boolean names = record.topic().equals("gated") && value[0] == 0 && value[1] >= 0;
      return !names || settled.contains(ByteBuffer.wrap(value).getInt(1));
    }

    private long offset(TopicPartition partition, int index) {
      return consumer.log(partition).get(index).offset();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261127})
  void shouldHandOnEveryRecordOnceAndInOrderAndHoldNothingElse(long firstSeed) {
    int holds = 0;
    for (long seed = firstSeed; seed < firstSeed + SCHEDULES; seed++) {
      Schedule schedule = new Schedule(seed);
      try {
        schedule.run();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
      holds += schedule.holds;
    }
    assertThat(holds).as("polls with held partitions; none would prove nothing").isPositive();
  }
}
