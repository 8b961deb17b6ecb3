package io.keyfuse.schemas.stream.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaGateTest {
  private static final TopicPartition FIRST = new TopicPartition("gated", 0);
  private static final TopicPartition SECOND = new TopicPartition("gated", 1);
  private static final TopicPartition PLAIN = new TopicPartition("plain", 0);

  private final ScriptedSchemas schemas = new ScriptedSchemas();
  private final LogConsumer consumer = new LogConsumer(Set.of("gated"), schemas);

  @Test
  void shouldHoldOnlyThePartitionOfAnUnknownSchemaAndOnlyFromItsRecordOn() {
    schemas.settled.add(1);
    schemas.away = true;
    log(FIRST, 1, 1, 2, 1);
    log(SECOND, 1, 1);

    ConsumerRecords<String, byte[]> got = consumer.poll();

    assertThat(offsets(got, FIRST)).containsExactly(0L, 1L);
    assertThat(offsets(got, SECOND)).containsExactly(0L, 1L);
    assertThat(got.nextOffsets()).containsEntry(FIRST, new OffsetAndMetadata(2));
    assertThat(consumer.positions).containsEntry(FIRST, 2L);
    assertThat(consumer.held).hasValue(1);
    assertThat(consumer.poll()).isEmpty();
  }

  @Test
  void shouldHandOnAllInOrderOnceTheRegistryAnswers() {
    schemas.away = true;
    log(FIRST, 2, 1, 2);
    assertThat(consumer.poll()).isEmpty();

    schemas.away = false;
    schemas.answer();

    assertThat(offsets(consumer.poll(), FIRST)).containsExactly(0L, 1L, 2L);
    assertThat(consumer.held).hasValue(0);
  }

  @Test
  void shouldNotHoldWhileTheRegistryAnswersAtOnce() {
    log(FIRST, 5, 6, 7);

    assertThat(offsets(consumer.poll(), FIRST)).containsExactly(0L, 1L, 2L);
  }

  @Test
  void shouldPassWhatNamesNoSchemaAndTopicsThatAreNotItsOwn() {
    schemas.away = true;
    consumer.assign(FIRST, 0);
    consumer.assign(PLAIN, 0);
    consumer.logs.put(
        FIRST,
        List.of(
            record(FIRST, 0, null),
            record(FIRST, 1, new byte[] {0, 0, 0}),
            record(FIRST, 2, new byte[] {9, 0, 0, 0, 1, 7}),
            record(FIRST, 3, value(-4))));
    consumer.logs.put(PLAIN, List.of(record(PLAIN, 0, value(44))));

    ConsumerRecords<String, byte[]> got = consumer.poll();

    assertThat(offsets(got, FIRST)).containsExactly(0L, 1L, 2L, 3L);
    assertThat(offsets(got, PLAIN)).containsExactly(0L);
  }

  @Test
  void shouldNotResumeForItsOwnerWhatItHolds() {
    schemas.away = true;
    log(FIRST, 2);
    consumer.poll();

    consumer.ownerPauses(FIRST);
    consumer.ownerResumes(FIRST);

    assertThat(consumer.paused).contains(FIRST);
    assertThat(consumer.gate.pausedByGateOnly()).containsExactly(FIRST);
  }

  @Test
  void shouldLeavePausedWhatItsOwnerPausedDuringTheHold() {
    schemas.away = true;
    log(FIRST, 2);
    consumer.poll();
    consumer.ownerPauses(FIRST);

    schemas.settled.add(2);

    assertThat(consumer.poll()).isEmpty();
    assertThat(consumer.held).hasValue(0);
    consumer.ownerResumes(FIRST);
    assertThat(offsets(consumer.poll(), FIRST)).containsExactly(0L);
  }

  @Test
  void shouldForgetAHoldWhenThePartitionLeavesOrIsReadElsewhere() {
    schemas.away = true;
    schemas.settled.add(1);
    log(FIRST, 1, 2);
    log(SECOND, 1, 2);
    consumer.poll();
    assertThat(consumer.held).hasValue(2);

    consumer.revoke(FIRST);
    consumer.ownerSeeks(SECOND, 0);

    assertThat(consumer.held).hasValue(0);
    assertThat(offsets(consumer.poll(), SECOND)).containsExactly(0L);
  }

  private void log(TopicPartition partition, int... ids) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      records.add(record(partition, i, value(ids[i])));
    }
    consumer.logs.put(partition, records);
    consumer.assign(partition, 0);
  }

  private static ConsumerRecord<String, byte[]> record(
      TopicPartition partition, long offset, byte @Nullable [] value) {
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "key", value);
  }

  static byte[] value(int id) {
    return ByteBuffer.allocate(6).put((byte) 0).putInt(id).put((byte) 7).array();
  }

  private static List<Long> offsets(ConsumerRecords<String, byte[]> got, TopicPartition of) {
    return StreamSupport.stream(got.records(of).spliterator(), false)
        .map(ConsumerRecord::offset)
        .toList();
  }
}
