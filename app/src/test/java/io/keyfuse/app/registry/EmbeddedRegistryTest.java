package io.keyfuse.app.registry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.registry.ContractSchema;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import io.keyfuse.schemas.registry.RegistryConfig;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our client against our registry over real HTTP. */
class EmbeddedRegistryTest {
  private final InMemorySchemaLog log = new InMemorySchemaLog();
  private EmbeddedRegistry registry = new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), log);

  @BeforeEach
  void start() {
    registry.start();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void shouldKeepEveryContractAcrossARestart() {
    Map<String, Integer> ids = registerContracts();
    assertThat(ids.values()).doesNotHaveDuplicates().hasSize(10);

    restart();

    HttpSchemaRegistryClient after = client();
    Contracts.bySubject()
        .forEach(
            (subject, schema) -> {
              int id = requireNonNull(ids.get(subject));
              assertThat(after.lookup(subject, schema)).isEqualTo(id);
              assertThat(after.schemaById(id)).isEqualTo(ContractSchema.of(schema));
            });
    assertThat(registerContracts()).isEqualTo(ids);
  }

  @Test
  void shouldCarryARecordWrittenBeforeARestartAndReadAfterIt() {
    KeyStatus status =
        KeyStatus.newBuilder()
            .setCredential(new Credential("openai", "acme", "key_1"))
            .setState(KeyState.REVOKED)
            .setSince(Instant.ofEpochMilli(5))
            .setReason("stolen")
            .build();
    byte[] wire;
    try (Serde<KeyStatus> serde = new TopicSerdes(client(), true).value(Topics.KEYS)) {
      wire = serde.serializer().serialize(Topics.KEYS.name(), status);
    }

    restart();

    try (Serde<KeyStatus> serde = new TopicSerdes(client(), false).value(Topics.KEYS)) {
      assertThat(serde.deserializer().deserialize(Topics.KEYS.name(), wire)).isEqualTo(status);
      assertThat(serde.serializer().serialize(Topics.KEYS.name(), status)).isEqualTo(wire);
    }
  }

  @Test
  void shouldRefuseALookupOfWhatIsNotRegistered() {
    Schema schema = Credential.getClassSchema();

    RegistryException e =
        catchThrowableOfType(RegistryException.class, () -> client().lookup("s-value", schema));

    assertThat(e.errorCode()).isEqualTo(40401);
    assertThat(e.isUnavailable()).isFalse();
    client().register("s-value", schema);
    assertThat(client().lookup("s-value", schema)).isEqualTo(1);
  }

  @Test
  void shouldShowAnOutageAsOne() {
    HttpSchemaRegistryClient client = client();
    registry.close();

    RegistryException e = catchThrowableOfType(RegistryException.class, () -> client.schemaById(1));

    assertThat(e.isUnavailable()).isTrue();
  }

  @Test
  void shouldSayWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedRegistry second =
            new EmbeddedRegistry(
                new EmbeddedRegistryConfig(
                    "127.0.0.1", taken.getLocalPort(), "t", 2_048, Duration.ofSeconds(1)),
                new InMemorySchemaLog())) {
      assertThatThrownBy(second::start)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("embedded_registry.port")
          .hasMessageContaining(":" + taken.getLocalPort());
    }
  }

  private void restart() {
    registry.close();
    log.compact();
    registry = new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), log);
    registry.start();
  }

  private Map<String, Integer> registerContracts() {
    HttpSchemaRegistryClient client = client();
    Map<String, Integer> ids = new LinkedHashMap<>();
    Contracts.bySubject()
        .forEach((subject, schema) -> ids.put(subject, client.register(subject, schema)));
    return ids;
  }

  private HttpSchemaRegistryClient client() {
    return new HttpSchemaRegistryClient(RegistryConfig.of(registry.url()), Map.of());
  }
}
