package io.keyfuse.app.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The log over Kafka's own mock clients; a real broker is asked in the app's ITs. */
class KafkaSchemaLogTest {
  private static final TopicPartition PARTITION = new TopicPartition("keyfuse.schemas", 0);

  private final Deque<MockProducer<String, String>> producers = new ArrayDeque<>();
  private long start;
  private String[] keys = {};

  @Test
  void shouldReadAnEmptyTopicAndWriteBehindIt() {
    KafkaSchemaLog log = log();

    assertThat(log.readAll()).isEmpty();
    log.append(new LogEntry("k", "v"));
    log.append(new LogEntry("k", null));

    assertThat(producers).hasSize(1);
    assertThat(producers.getFirst().history())
        .extracting(record -> record.topic() + record.partition() + record.key() + record.value())
        .containsExactly("keyfuse.schemas0kv", "keyfuse.schemas0knull");
    log.close();
    assertThat(producers.getFirst().closed()).isTrue();
  }

  @Test
  void shouldReadFromTheFirstOffsetThatCompactionLeft() {
    start = 40;
    keys = new String[] {"a", "b", "a"};

    assertThat(log().readAll())
        .containsExactly(new LogEntry("a", "v0"), new LogEntry("b", "v1"), new LogEntry("a", "v2"));
  }

  @Test
  void shouldNoticeASecondWriter() {
    start = 40;
    KafkaSchemaLog log = log();
    log.readAll();

    assertThatThrownBy(() -> log.append(new LogEntry("k", "v")))
        .isInstanceOf(SchemaLogException.class)
        .hasMessageContaining("another registry writes to topic keyfuse.schemas");
  }

  @Test
  void shouldDropAProducerThatFailed() {
    KafkaSchemaLog log = log();
    log.readAll();
    MockProducer<String, String> broken = producer();
    broken.sendException = new NotEnoughReplicasException("one of three");

    assertThatThrownBy(() -> log.append(new LogEntry("k", "v")))
        .isInstanceOf(SchemaLogException.class)
        .hasMessageContaining("NotEnoughReplicasException");

    assertThat(broken.closed()).isTrue();
    log.append(new LogEntry("k", "v"));
  }

  @Test
  void shouldTellATimeOutFromAnotherFailure() {
    KafkaSchemaLog log = log();
    log.readAll();

    for (boolean late : new boolean[] {true, false}) {
      MockProducer<String, String> slow = producer();
      slow.sendException = late ? new TimeoutException("late") : new NotEnoughReplicasException("");
      assertThatThrownBy(() -> log.append(new LogEntry("k", "v")))
          .isInstanceOfSatisfying(
              SchemaLogException.class,
              e -> {
                assertThat(e.timedOut()).isEqualTo(late);
                assertThat(RegistryFault.storeFailed(e).code()).isEqualTo(late ? 50002 : 50001);
              });
    }
  }

  private KafkaSchemaLog log() {
    return new KafkaSchemaLog(
        new SchemaLogClients(this::consumer, this::opened),
        PARTITION.topic(),
        Duration.ofSeconds(5),
        () -> {});
  }

  private Producer<String, String> opened() {
    return producers.isEmpty() || producers.getFirst().closed() ? producer() : producers.getFirst();
  }

  private MockProducer<String, String> producer() {
    MockProducer<String, String> made =
        new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());
    producers.addFirst(made);
    return made;
  }

  private Consumer<String, String> consumer() {
    MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
    consumer.updateBeginningOffsets(Map.of(PARTITION, start));
    consumer.updateEndOffsets(Map.of(PARTITION, start + keys.length));
    consumer.schedulePollTask(
        () -> {
          for (int i = 0; i < keys.length; i++) {
            consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), 0, start + i, keys[i], "v" + i));
          }
        });
    return consumer;
  }
}
