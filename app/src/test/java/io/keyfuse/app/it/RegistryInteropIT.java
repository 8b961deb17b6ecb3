package io.keyfuse.app.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.topic.SchemaPreparation;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.registry.ContractSchema;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import io.keyfuse.schemas.registry.RegistryConfig;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SubjectStrategy;
import io.keyfuse.schemas.serde.ConfluentAvroSerde;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.Policy;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Our client and serdes against Apicurio's Confluent API: a registry that we did not write. */
class RegistryInteropIT {
  private static final String REGISTRY = "apicurio/apicurio-registry:3.3.3";
  private static final Schema USAGE = UsageEvent.getClassSchema();

  @TempDir static Path folder;

  private static @Nullable GenericContainer<?> apicurio;
  private static @Nullable EmbeddedBroker broker;
  private static URI url = URI.create("http://unset");

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        "ready".equals(System.getenv("KEYFUSE_CONTAINERS")) || hasEngine(),
        "no container engine here: Apicurio's registry is not tried");
    GenericContainer<?> container =
        new GenericContainer<>(REGISTRY)
            .withImagePullPolicy(image -> false)
            .withExposedPorts(8080)
            .waitingFor(
                Wait.forHttp("/apis/ccompat/v7/subjects")
                    .withStartupTimeout(Duration.ofMinutes(3)));
    apicurio = container;
    container.start();
    int port = container.getMappedPort(8080);
    url = URI.create("http://" + container.getHost() + ":" + port + "/apis/ccompat/v7");
    broker = EmbeddedBroker.start(folder);
    NewTopic keys = new NewTopic(Topics.KEYS.name(), 1, (short) 1);
    try (Admin admin = Admin.create(kafka())) {
      admin.createTopics(List.of(keys)).all().get(60, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  static void stop() {
    if (broker != null) {
      broker.close();
    }
    if (apicurio != null) {
      apicurio.close();
    }
  }

  @Test
  void shouldRegisterLookUpAndReadById() {
    int id = client().register("interop-usage-value", USAGE);

    assertThat(client().register("interop-usage-value", USAGE)).isEqualTo(id);
    assertThat(client().lookup("interop-usage-value", USAGE)).isEqualTo(id);
    assertThat(client().schemaById(id)).isEqualTo(ContractSchema.of(USAGE));
  }

  @Test
  void shouldTellWhatTheRegistryDoesNotKnow() {
    client().register("interop-known-value", USAGE);

    assertRefused(40403, () -> client().schemaById(987_654));
    assertRefused(40401, () -> client().lookup("interop-nobody-value", USAGE));
    assertRefused(40403, () -> client().lookup("interop-known-value", KeyStatus.getClassSchema()));
  }

  @Test
  void shouldBeRefusedAnIncompatibleSchema() throws Exception {
    String subject = "interop-strict-value";
    client().register(subject, record().endRecord());
    setCompatibility(subject, "BACKWARD_TRANSITIVE");

    assertThat(client().register(subject, record().optionalString("note").endRecord()))
        .isPositive();
    RegistryException e =
        assertRefused(
            409, () -> client().register(subject, record().requiredString("must").endRecord()));
    assertThat(e).hasMessageContainingAll(subject, "make the schema compatible");
  }

  @ParameterizedTest
  @EnumSource
  void shouldPrepareEveryContractUnderItsSubject(SubjectStrategy strategy) throws Exception {
    new SchemaPreparation(client(), true, strategy).prepare();

    new SchemaPreparation(client(), false, strategy).prepare();
    assertThat(get("/subjects"))
        .contains('"' + strategy.valueSubject(Topics.USAGE.name(), USAGE) + '"');
  }

  @Test
  void shouldStopTheStartWhereAContractIsNotRegistered() throws Exception {
    String subject = Topics.POLICIES.name() + "-value";
    new SchemaPreparation(client(), true, SubjectStrategy.TOPIC_NAME).prepare();
    send("DELETE", "/subjects/" + subject, null);

    assertThatThrownBy(
            () -> new SchemaPreparation(client(), false, SubjectStrategy.TOPIC_NAME).prepare())
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(subject, "keyfuse schemas register");
    client().register(subject, Policy.getClassSchema());
  }

  static Stream<Arguments> serdes() {
    return Stream.of(SubjectStrategy.values())
        .flatMap(
            strategy ->
                Stream.of(
                    Arguments.of(strategy, null),
                    Arguments.of(strategy, ConfluentAvroSerde.class.getName())));
  }

  @ParameterizedTest
  @MethodSource("serdes")
  void shouldProduceAndConsume(SubjectStrategy strategy, @Nullable String serdeClass) {
    RegistryConfig config = config(strategy, serdeClass);
    new SchemaPreparation(client(), true, strategy).prepare();
    TopicSerdes writing = TopicSerdes.of(config, client(), Map.of());
    TopicSerdes reading = TopicSerdes.of(config, client(), Map.of());
    KeyStatus sent = status("key of " + strategy + " " + serdeClass);

    produce(writing, sent);

    // The topic also holds what the other strategies and serdes wrote; all of it must be readable.
    assertThat(consume(reading)).endsWith(sent);
  }

  private static void produce(TopicSerdes serdes, KeyStatus value) {
    try (KafkaProducer<String, KeyStatus> producer =
        new KafkaProducer<>(
            kafka(), new StringSerializer(), serdes.value(Topics.KEYS).serializer())) {
      ProducerRecord<String, KeyStatus> record =
          new ProducerRecord<>(Topics.KEYS.name(), value.getCredential().getKeyId(), value);
      assertThat(producer.send(record)).succeedsWithin(60, TimeUnit.SECONDS);
    }
  }

  private static List<KeyStatus> consume(TopicSerdes serdes) {
    List<KeyStatus> read = new ArrayList<>();
    try (KafkaConsumer<String, KeyStatus> consumer =
        new KafkaConsumer<>(
            kafka(), new StringDeserializer(), serdes.value(Topics.KEYS).deserializer())) {
      TopicPartition partition = new TopicPartition(Topics.KEYS.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> read.add(record.value()));
                return consumer.position(partition) >= end;
              });
    }
    return read;
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", requireNonNull(broker).bootstrapServers());
  }

  private static RegistryException assertRefused(int code, Runnable call) {
    RegistryException e = catchThrowableOfType(RegistryException.class, call::run);
    assertThat(e).isNotNull();
    assertThat(e.isUnavailable()).as(e.getMessage()).isFalse();
    assertThat(e.errorCode()).as(e.getMessage()).isEqualTo(code);
    return e;
  }

  private static SchemaBuilder.FieldAssembler<Schema> record() {
    return SchemaBuilder.record("io.keyfuse.interop.Strict").fields().requiredString("name");
  }

  private static KeyStatus status(String keyId) {
    return KeyStatus.newBuilder()
        .setCredential(new Credential("openai", "acme", keyId))
        .setState(KeyState.SUSPENDED)
        .setSince(Instant.ofEpochMilli(5))
        .setReason("stolen")
        .build();
  }

  private static void setCompatibility(String subject, String level)
      throws IOException, InterruptedException {
    send("PUT", "/config/" + subject, "{\"compatibility\":\"" + level + "\"}");
  }

  private static String get(String path) throws IOException, InterruptedException {
    return send("GET", path, null);
  }

  private static String send(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static HttpSchemaRegistryClient client() {
    return new HttpSchemaRegistryClient(config(SubjectStrategy.TOPIC_NAME, null), Map.of());
  }

  private static RegistryConfig config(SubjectStrategy strategy, @Nullable String serdeClass) {
    RegistryConfig plain = RegistryConfig.of(url);
    return new RegistryConfig(
        plain.urls(),
        false,
        strategy,
        serdeClass,
        plain.auth(),
        null,
        plain.connectTimeout(),
        Duration.ofSeconds(30),
        plain.retry(),
        plain.startTimeout());
  }

  private static boolean hasEngine() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
