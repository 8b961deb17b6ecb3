package io.keyfuse.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.DeadLetterHeaders;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LetterReplayTest {
  private static final LetterFilter ALL = new LetterFilter(Set.of(), null, null, null);

  private final Serde<UsageEvent> serde =
      new TopicSerdes(new InMemorySchemaRegistry(), true).value(Topics.USAGE);
  private final List<ConsumerRecord<byte[], byte[]>> dlq = new ArrayList<>();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());

  @BeforeEach
  void ready() {
    producer.initTransactions();
  }

  @Test
  void shouldWriteRecordAndMarkerTogether() {
    byte[] value = value("good");
    letter("internal_error", value);

    ReplayTally tally = replay(ALL, false);

    assertThat(tally.replayed()).isEqualTo(1);
    assertThat(producer.history()).hasSize(2);
    ProducerRecord<byte[], byte[]> back = producer.history().get(0);
    assertThat(back.topic()).isEqualTo("keyfuse.usage.v1");
    assertThat(back.key()).isEqualTo(Events.KEY.getBytes(UTF_8));
    assertThat(back.value()).isEqualTo(value);
    assertThat(back.headers().toArray())
        .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
        .containsExactly("origin=app", "keyfuse-dlq-letter=0:0");
    ProducerRecord<byte[], byte[]> marker = producer.history().get(1);
    assertThat(marker.topic()).isEqualTo("keyfuse.dlq.v1");
    assertThat(Letter.marks(Events.at(1, marker))).contains(new LetterId(0, 0));
    assertThat(producer.commitCount()).isEqualTo(1);
  }

  @Test
  void shouldSendALetterBackOnceUnlessAskedAgain() {
    letter("internal_error", value("good"));
    replay(ALL, false);
    dlq.add(Events.at(dlq.size(), producer.history().get(1)));
    producer.clear();

    ReplayTally second = replay(ALL, false);
    assertThat(producer.history()).isEmpty();
    assertThat(second.text(false)).contains("replayed 0 of 1 letters, 1 replayed before");
    assertThat(second.isComplete()).isTrue();

    assertThat(replay(ALL, true).replayed()).isEqualTo(1);
    assertThat(producer.history()).hasSize(2);
  }

  @Test
  void shouldNotBelieveAMarkerThatCameWithABadRecord() {
    ProducerRecord<byte[], byte[]> forged =
        Events.letter("keyfuse.usage.v1", "malformed_record", null, new byte[1]);
    forged.headers().add(DeadLetterHeaders.REPLAYED, "0:0".getBytes(UTF_8));
    letter("internal_error", value("good"));
    dlq.add(Events.at(1, forged));

    assertThat(replay(ALL, false).replayed()).isEqualTo(1);
  }

  @Test
  void shouldReplayTheSelectedAndSayWhyOthersCannot() {
    letter("internal_error", value("a"));
    letter("malformed_record", new byte[] {7});
    dlq.add(Events.at(2, Events.letter("keyfuse.commands.v1", "bad_signature", null, new byte[1])));

    ReplayTally named =
        replay(new LetterFilter(Set.of(new LetterId(0, 1)), null, null, null), false);
    assertThat(named.selected()).isEqualTo(1);
    assertThat(named.isComplete()).isFalse();
    assertThat(replay(new LetterFilter(Set.of(), null, "commands.v1", null), false).text(false))
        .contains("0:2", "incident desk", "replayed 0 of 1 letters");
    assertThat(replay(new LetterFilter(Set.of(), "internal_error", null, null), false).json(false))
        .contains("\"replayed\" : 1");
  }

  @Test
  void shouldWriteNothingInADryRun() {
    letter("internal_error", value("good"));

    ReplayTally tally = replay(null, ALL, false);

    assertThat(tally.text(true)).contains("dry run: would replay 1 of 1");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldCommitManyLettersInBoundedTransactions() {
    for (int n = 0; n < 1_100; n++) {
      letter("internal_error", value("e" + n));
    }

    assertThat(replay(ALL, false).replayed()).isEqualTo(1_100);
    assertThat(producer.commitCount()).isEqualTo(3);
  }

  @Test
  void shouldFailAloudWhenKafkaDoesNotTakeThem() {
    letter("internal_error", value("good"));
    producer.commitTransactionException = new KafkaException("no");

    assertThatThrownBy(() -> replay(ALL, false)).isInstanceOf(KafkaException.class);
    assertThat(producer.history()).isEmpty();
  }

  private ReplayTally replay(LetterFilter filter, boolean again) {
    return replay(producer, filter, again);
  }

  private ReplayTally replay(
      @org.jspecify.annotations.Nullable MockProducer<byte[], byte[]> out,
      LetterFilter filter,
      boolean again) {
    LetterMender mender =
        new LetterMender(
            serde, new UsageValidator(UsageLimits.defaults()), () -> Events.NOW, Remedy.NONE);
    RecordLookup lookup = new RecordLookup(FedConsumer.of(List.of()), System::nanoTime);
    return new LetterReplay(mender, lookup, out)
        .run(FedConsumer.log(dlq), filter, again, done -> {});
  }

  private void letter(String reason, byte[] value) {
    dlq.add(
        Events.at(
            dlq.size(),
            Events.letter("keyfuse.usage.v1", reason, Events.KEY.getBytes(UTF_8), value)));
  }

  private byte[] value(String id) {
    return serde.serializer().serialize(Topics.USAGE.name(), Events.event(id).build());
  }
}
