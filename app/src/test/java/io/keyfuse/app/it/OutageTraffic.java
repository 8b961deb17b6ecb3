package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.Platform;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Usage of two keys in different partitions, and how much of it one instance has counted. */
final class OutageTraffic {
  static final String HELD_KEY = "openai:proj_o:key_1";
  static final String FREE_KEY = "openai:proj_o:key_2";

  private final Platform platform;
  private final String bootstrapServers;
  private long sent;

  OutageTraffic(Platform platform, String bootstrapServers) {
    this.platform = platform;
    this.bootstrapServers = bootstrapServers;
  }

  /** Posts one event and waits until it is counted beside those that wait; returns the time. */
  Duration post(String key) throws Exception {
    long waiting = waiting();
    long from = System.nanoTime();
    postUncounted(key, 1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> waiting() == waiting);
    return Duration.ofNanos(System.nanoTime() - from);
  }

  void postUncounted(String key, int events) throws Exception {
    for (int i = 0; i < events; i++) {
      String event = Usage.provider(key, "event-" + sent++, Instant.now(), "0.01");
      assertThat(Instances.post(platform.api(), event)).isEqualTo(200);
    }
  }

  /** Produces events of the held key as a newer producer does. */
  void produceNewer(NextVersion<UsageEvent> next, int events) throws Exception {
    for (int i = 0; i < events; i++) {
      byte[] value = next.bytes(event("event-" + sent++));
      produce(new ProducerRecord<>(Topics.USAGE.name(), HELD_KEY, value));
    }
  }

  /** Produces a record as it is. */
  void produce(ProducerRecord<String, byte[]> record) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  /** Returns how many events are sent and not counted. */
  long waiting() {
    return sent - count("keyfuse.ingest.accepted");
  }

  /** Returns how many partitions wait for the registry. */
  int held() {
    return (int) platform.metrics().get("keyfuse.app.schema.held.partitions").gauge().value();
  }

  /** Returns the sum of the counters of the name with the tags: key, value, key, value. */
  long count(String name, String... tags) {
    return (long)
        platform.metrics().find(name).tags(tags).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  private static UsageEvent event(String id) {
    Instant now = Instant.now();
    return UsageEvent.newBuilder()
        .setEventId(id)
        .setOccurredAt(now)
        .setObservedAt(now)
        .setSource(UsageSource.TELEMETRY)
        .setCredential(CredentialId.parse(HELD_KEY))
        .setModel("gpt-5")
        .setTokens(TokenCounts.newBuilder().setInput(10).build())
        .build();
  }
}
