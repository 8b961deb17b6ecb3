package io.keyfuse.app.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.app.topic.SchemaPreparation;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import io.keyfuse.schemas.registry.RegistryConfig;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SubjectStrategy;
import io.keyfuse.schemas.serde.ConfluentAvroSerde;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A serde class that configuration names, against our registry over real HTTP. */
class NamedSerdeTest {
  private static final String NAMED = ConfluentAvroSerde.class.getName();
  private static final String KEYS = Topics.KEYS.name();
  private static final KeyStatus STATUS =
      KeyStatus.newBuilder()
          .setCredential(new Credential("openai", "acme", "key_1"))
          .setState(KeyState.REVOKED)
          .setSince(Instant.ofEpochMilli(5))
          .setReason("stolen")
          .build();

  private final EmbeddedRegistry registry =
      new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), new InMemorySchemaLog());

  @BeforeEach
  void start() {
    registry.start();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @EnumSource
  void shouldWriteTheSameBytesAsKeyfusesOwn(SubjectStrategy strategy) {
    RegistryConfig named = config(strategy, NAMED);
    prepare(named);
    try (Serde<KeyStatus> ours = serdes(config(strategy, null)).value(Topics.KEYS);
        Serde<KeyStatus> theirs = serdes(named).value(Topics.KEYS)) {
      byte[] bytes = theirs.serializer().serialize(KEYS, STATUS);

      assertThat(bytes).isEqualTo(ours.serializer().serialize(KEYS, STATUS));
      assertThat(ours.deserializer().deserialize(KEYS, bytes)).isEqualTo(STATUS);
      assertThat(theirs.deserializer().deserialize(KEYS, bytes)).isEqualTo(STATUS);
      assertThat(theirs.deserializer().deserialize(KEYS, null)).isNull();
    }
  }

  @Test
  void shouldNotRegisterWhatAnotherStrategyPrepared() {
    prepare(config(SubjectStrategy.TOPIC_NAME, null));
    RegistryConfig other = config(SubjectStrategy.RECORD_NAME, NAMED);

    SchemaPreparation lookup = new SchemaPreparation(client(other), false, other.subjectStrategy());
    assertThatThrownBy(lookup::prepare)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("subject io.keyfuse.schemas.v1.", "keyfuse schemas register");
    try (Serde<KeyStatus> serde = serdes(other).value(Topics.KEYS)) {
      assertThatThrownBy(() -> serde.serializer().serialize(KEYS, STATUS))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void shouldBlameARecordOfAnotherTypeAndAnUnknownId() {
    RegistryConfig named = config(SubjectStrategy.TOPIC_NAME, NAMED);
    prepare(named);
    try (Serde<KeyStatus> writer = serdes(named).value(Topics.KEYS);
        Serde<ContextEvent> reader = serdes(named).value(Topics.CONTEXT)) {
      byte[] bytes = writer.serializer().serialize(KEYS, STATUS);
      byte[] unknown = {0, 0, 0, 99, 99, 1};

      assertThatThrownBy(() -> reader.deserializer().deserialize(KEYS, bytes))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("KeyStatus");
      assertThatThrownBy(() -> reader.deserializer().deserialize(KEYS, unknown))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void shouldShowAnOutageAndReadWhatIsKnownThroughIt() {
    RegistryConfig named = config(SubjectStrategy.TOPIC_NAME, NAMED);
    prepare(named);
    try (Serde<KeyStatus> warm = serdes(named).value(Topics.KEYS);
        Serde<KeyStatus> cold = serdes(named).value(Topics.KEYS)) {
      byte[] bytes = warm.serializer().serialize(KEYS, STATUS);
      assertThat(warm.deserializer().deserialize(KEYS, bytes)).isEqualTo(STATUS);

      registry.close();

      assertThat(warm.serializer().serialize(KEYS, STATUS)).isEqualTo(bytes);
      assertThat(warm.deserializer().deserialize(KEYS, bytes)).isEqualTo(STATUS);
      assertThatThrownBy(() -> cold.deserializer().deserialize(KEYS, bytes))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.isUnavailable()).isTrue());
    }
  }

  private static void prepare(RegistryConfig config) {
    new SchemaPreparation(client(config), true, config.subjectStrategy()).prepare();
  }

  private static TopicSerdes serdes(RegistryConfig config) {
    return TopicSerdes.of(config, client(config), Map.of());
  }

  private static HttpSchemaRegistryClient client(RegistryConfig config) {
    return new HttpSchemaRegistryClient(config, Map.of());
  }

  private RegistryConfig config(SubjectStrategy strategy, @Nullable String serdeClass) {
    RegistryConfig plain = RegistryConfig.of(registry.url());
    return new RegistryConfig(
        plain.urls(),
        false,
        strategy,
        serdeClass,
        plain.auth(),
        null,
        plain.connectTimeout(),
        plain.requestTimeout(),
        plain.retry(),
        plain.startTimeout());
  }
}
