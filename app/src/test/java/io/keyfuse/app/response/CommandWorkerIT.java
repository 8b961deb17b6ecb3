package io.keyfuse.app.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.CrashPoint;
import io.keyfuse.alerting.sign.CommandHeaders;
import io.keyfuse.alerting.sign.CommandSignature;
import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.testkit.provider.StandInClient;
import io.keyfuse.testkit.provider.StandInConfig;
import io.keyfuse.testkit.provider.StandInServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command worker over a real broker, killed in its own process. */
class CommandWorkerIT {
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final TopicSerdes serdes = WorkerProcess.serdes();
  private final SigningKeys keys = SigningKeys.generate();
  private final List<CommandOutcome> outcomes = new ArrayList<>();
  private EmbeddedBroker broker;
  private StandInServer clouds;
  private StandInClient cloud;
  private Path folder;
  private KafkaConsumer<byte[], byte[]> reader;

  @BeforeEach
  void start(@TempDir Path temp) throws Exception {
    folder = temp;
    broker = EmbeddedBroker.start(temp.resolve("kafka"));
    clouds = StandInServer.start(StandInConfig.on(temp.resolve("clouds")));
    cloud = new StandInClient(clouds.anthropic());
    keys.write(temp.resolve("keys"));
    try (Admin admin = Admin.create(at())) {
      List<NewTopic> topics =
          Stream.of(Topics.COMMANDS, Topics.OUTCOMES, Topics.DEAD_LETTERS)
              .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1))
              .toList();
      admin.createTopics(topics).all().get();
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    reader =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      all.add(new TopicPartition(Topics.OUTCOMES.name(), i));
    }
    reader.assign(all);
    reader.seekToBeginning(all);
  }

  @AfterEach
  void stop() {
    reader.close();
    clouds.close();
    broker.close();
  }

  @Test
  void shouldHaveOneEffectAndOneLastOutcomeWhereverTheProcessIsKilled() throws Exception {
    for (CrashPoint point : CrashPoint.values()) {
      send(WorkerProcess.id(point), "apikey_" + point);
      Process doomed = worker(point.name());
      assertThat(doomed.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("%s", point).isTrue();
      assertThat(doomed.exitValue()).as("%s", point).isEqualTo(WorkerProcess.HALTED);
    }
    Process last = worker(null);
    Set<String> all =
        Stream.of(CrashPoint.values()).map(WorkerProcess::id).collect(Collectors.toSet());

    awaitLast(all);
    last.getOutputStream().close();

    assertThat(last.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).isZero();
    assertThat(cloud.effects()).hasSize(all.size()).doesNotHaveDuplicates();
    poll();
    assertThat(lastOutcomes()).extracting(CommandOutcome::getCommandId).doesNotHaveDuplicates();
    assertThat(lastOutcomes())
        .allSatisfy(o -> assertThat(o.getBefore()).containsEntry("status", "active"));
  }

  @Test
  void shouldShareTheWorkAndHaveOneEffectOverRebalances() throws Exception {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      all.add("command-" + i);
      send("command-" + i, "apikey_" + i);
    }
    Process first = worker(null);
    awaitSome();
    Process second = worker(null);
    for (int i = 60; i < 300; i++) {
      all.add("command-" + i);
      send("command-" + i, "apikey_" + i);
    }
    first.getOutputStream().close();

    awaitLast(all);
    second.getOutputStream().close();

    assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    poll();
    assertThat(cloud.effects()).hasSize(300).doesNotHaveDuplicates();
    assertThat(lastOutcomes()).hasSize(300);
  }

  private void awaitSome() {
    await().atMost(PATIENCE).until(() -> poll() && !lastOutcomes().isEmpty());
  }

  private void awaitLast(Set<String> ids) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                poll()
                    && lastOutcomes().stream()
                        .map(CommandOutcome::getCommandId)
                        .collect(Collectors.toSet())
                        .containsAll(ids));
  }

  private boolean poll() {
    reader
        .poll(Duration.ofMillis(300))
        .forEach(
            record ->
                outcomes.add(
                    serdes
                        .value(Topics.OUTCOMES)
                        .deserializer()
                        .deserialize(record.topic(), record.value())));
    return true;
  }

  private List<CommandOutcome> lastOutcomes() {
    return outcomes.stream()
        .filter(o -> o.getStatus() != OutcomeStatus.ATTEMPTING)
        .filter(o -> o.getStatus() != OutcomeStatus.RETRYING)
        .toList();
  }

  private Process worker(@Nullable String crash) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WorkerProcess.class.getName(),
                broker.bootstrapServers(),
                clouds.anthropic().toString(),
                folder.resolve("keys").resolve(SigningKeys.PUBLIC_FILE).toString(),
                "instance-" + System.nanoTime()));
    if (crash != null) {
      line.set(line.size() - 1, "stable");
      line.add(crash);
    }
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void send(String id, String keyId) throws Exception {
    Credential credential = new Credential("anthropic", "default", keyId);
    cloud.seed(JsonNodeFactory.instance.objectNode().put("id", keyId).put("secret", "s-" + keyId));
    Instant now = Instant.now();
    KillSwitchCommand command =
        KillSwitchCommand.newBuilder()
            .setCommandId(id)
            .setIncidentId("incident")
            .setRung(0)
            .setEpoch(1)
            .setCredential(credential)
            .setAction(CommandAction.SUSPEND)
            .setParameters(Map.of())
            .setReason("test")
            .setEvidenceDigest("00")
            .setIssuedAt(now)
            .setExpiresAt(now.plusSeconds(900))
            .setPolicy("default")
            .build();
    String topic = Topics.COMMANDS.name();
    byte[] value = serdes.value(Topics.COMMANDS).serializer().serialize(topic, command);
    CommandSignature signature = new Ed25519CommandSigner(keys).sign(value);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, CredentialId.of(credential), value);
    record.headers().add(CommandHeaders.SIGNATURE, bytes(signature.base64()));
    record.headers().add(CommandHeaders.KEY_ID, bytes(signature.keyId()));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(at(), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  private Map<String, Object> at() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
