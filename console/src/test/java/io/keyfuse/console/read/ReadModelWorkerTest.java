package io.keyfuse.console.read;

import static io.keyfuse.console.fixture.Records.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfuse.console.ConsoleConfig;
import io.keyfuse.console.fixture.Records;
import io.keyfuse.console.model.ReadModel;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadModelWorkerTest {
  private final AtomicBoolean registryAway = new AtomicBoolean();
  private final TopicSerdes serdes = new TopicSerdes(new ShakyRegistry(), true);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final ReadModel model = new ReadModel(ConsoleConfig.defaults(), InstantSource.fixed(NOW));
  private final ScriptedConsumers topics = new ScriptedConsumers();
  private final ReadModelWorker worker =
      new ReadModelWorker(
          topics, new ReadSource(Map.of(), serdes, Duration.ofDays(7)), model, meters, now::get);

  @AfterEach
  void stop() {
    worker.close();
  }

  @Test
  void shouldFoldAllSixTopicsAndSayWhenItHasCaughtUp() {
    // Given one record in each topic
    put(Topics.ALERTS, "a", Records.alert("a", 0, IncidentState.OPEN).build());
    put(Topics.COMMANDS, "a", Records.command("a", 0));
    put(Topics.OUTCOMES, "a", Records.outcome("a", 0, OutcomeStatus.APPLIED, 1));
    put(Topics.DECISIONS, "a", Records.decision("a", 0, DecisionReason.COMMANDED));
    put(Topics.SPEND, "a", Records.minute("key_a", 0, 0, 1));
    put(Topics.KEYS, "a", Records.status("key_a", KeyState.REVOKED));

    worker.start();

    await().untilAsserted(() -> assertThat(model.overview().caughtUp()).isTrue());
    assertThat(model.incidents(10)).hasSize(1);
    assertThat(model.commands(10).get(0).status()).isEqualTo("APPLIED");
    assertThat(model.decisions(10)).hasSize(1);
    assertThat(model.spend().keys()).hasSize(1);
    assertThat(model.keys(10).get(0).state()).isEqualTo("REVOKED");
    assertThat(worker.healthy()).isTrue();
  }

  @Test
  void shouldCountAnUnreadableRecordAndGoOn() {
    topics.put(Topics.ALERTS, "a", new byte[] {9, 9, 9});
    topics.put(Topics.ALERTS, "a", null);
    put(Topics.ALERTS, "b", Records.alert("b", 0, IncidentState.OPEN).build());

    worker.start();

    await().untilAsserted(() -> assertThat(model.incidents(10)).hasSize(1));
    assertThat(records("unreadable")).isEqualTo(2);
    assertThat(records("folded")).isEqualTo(1);
    assertThat(meters.counter("keyfuse.console.restarts").count()).isZero();
  }

  @Test
  void shouldBeginAgainAndLoseNothingWhenTheRegistryIsAway() {
    // Given a record that was written while the registry answered
    put(Topics.ALERTS, "a", Records.alert("a", 0, IncidentState.OPEN).build());
    registryAway.set(true);

    // When the worker starts without it
    worker.start();
    await().until(() -> !worker.healthy());
    assertThat(model.incidents(10)).isEmpty();

    // Then the record is folded once it is back, and was never called unreadable
    registryAway.set(false);
    await().untilAsserted(() -> assertThat(model.incidents(10)).hasSize(1));
    await().until(worker::healthy);
    assertThat(records("unreadable")).isZero();
    assertThat(meters.counter("keyfuse.console.restarts").count()).isPositive();
  }

  @Test
  void shouldForgetAKeyAtATombstone() {
    put(Topics.KEYS, "openai:proj_main:k", Records.status("k", KeyState.REVOKED));
    topics.put(Topics.KEYS, "openai:proj_main:k", null);

    worker.start();

    await().untilAsserted(() -> assertThat(model.overview().caughtUp()).isTrue());
    assertThat(model.keys(10)).isEmpty();
  }

  @Test
  void shouldReadCompactedTopicsWholeAndOthersFromTheLookBack() {
    worker.start();

    await().untilAsserted(() -> assertThat(model.overview().caughtUp()).isTrue());
    assertThat(topics.askedSince(Topics.ALERTS)).isEqualTo(NOW.minus(Duration.ofDays(7)));
    assertThat(topics.askedSince(Topics.SPEND)).isEqualTo(NOW.minus(Duration.ofHours(2)));
    assertThat(topics.askedSince(Topics.KEYS)).isNull();
  }

  @Test
  void shouldAssignAgainWhenATopicGrows() {
    worker.start();
    await().until(worker::healthy);
    await().untilAsserted(() -> assertThat(model.overview().caughtUp()).isTrue());

    // When the alerts topic gets a second partition and a minute passes
    topics.grow(Topics.ALERTS);
    now.set(NOW.plus(Duration.ofMinutes(2)));

    await().untilAsserted(() -> assertThat(topics.assigned()).isEqualTo(7));
  }

  @Test
  void shouldSayWhichTopicIsMissingAndRecover() {
    topics.hide(Topics.DECISIONS);
    worker.start();
    await().until(() -> !worker.healthy());

    topics.show(Topics.DECISIONS);

    await().until(worker::healthy);
  }

  private <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
    topics.put(topic, key, serdes.value(topic).serializer().serialize(topic.name(), value));
  }

  private double records(String result) {
    return meters
        .counter("keyfuse.console.records", "topic", Topics.ALERTS.name(), "result", result)
        .count();
  }

  /** The registry in memory, away when the test says so. */
  private final class ShakyRegistry implements SchemaRegistryClient {
    private final InMemorySchemaRegistry inner = new InMemorySchemaRegistry();

    @Override
    public int register(String subject, Schema schema) {
      return inner.register(subject, schema);
    }

    @Override
    public int lookup(String subject, Schema schema) {
      return inner.lookup(subject, schema);
    }

    @Override
    public Schema schemaById(int id) {
      if (registryAway.get()) {
        throw RegistryException.unavailable("no answer", new IOException("refused"));
      }
      return inner.schemaById(id);
    }
  }
}
