package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.app.config.TopicsConfig;
import io.keyfuse.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code asyncapi.yaml} against the running product: topics, schemas, records and headers. */
class DocumentedTopicsIT {
  private static final String KEY = "openai:proj_doc:key_doc";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Published ASYNC = Published.asyncApi();

  @TempDir static Path folder;
  private static Stack stack;

  @BeforeAll
  static void steal() throws Exception {
    int partitions = TopicsConfig.defaults().partitions();
    stack = Stack.start(folder, Map.of("KEYFUSE__TOPICS__PARTITIONS", "" + partitions));
    stack.intake().inventory().accept(Usage.inventory(KEY));
    Instant now = Instant.now();
    post(Usage.provider(KEY, "before", now.minus(Duration.ofMinutes(10)), "0.01"));
    for (int i = 0; i < 40; i++) {
      post(Usage.provider(KEY, "flood-" + i, now, "30"));
    }
    stack.produce(Topics.USAGE.name(), KEY.getBytes(StandardCharsets.UTF_8), new byte[] {9});
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static void post(String body) throws IOException, InterruptedException {
    assertThat(stack.post("application/json", body).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldDocumentExactlyTheTopicsWithTheirSettings() throws Exception {
    Map<String, JsonNode> documented = new HashMap<>();
    ASYNC.document().get("channels").forEach(c -> documented.put(c.get("address").asText(), c));
    try (Admin admin = Admin.create(stack.kafka())) {
      assertThat(admin.listTopics().names().get())
          .filteredOn(name -> name.matches("keyfuse\\.[a-z]+\\.v[0-9]+"))
          .containsExactlyInAnyOrderElementsOf(documented.keySet());
      Map<String, TopicDescription> topics =
          admin.describeTopics(documented.keySet()).allTopicNames().get();
      Map<ConfigResource, Config> settings =
          admin
              .describeConfigs(
                  documented.keySet().stream().map(DocumentedTopicsIT::resource).toList())
              .all()
              .get();
      documented.forEach(
          (name, channel) -> {
            JsonNode kafka = channel.at("/bindings/kafka");
            Config config = Objects.requireNonNull(settings.get(resource(name)), name);
            assertThat(Objects.requireNonNull(topics.get(name), name).partitions())
                .as(name)
                .hasSize(kafka.get("partitions").asInt());
            for (var setting : kafka.get("topicConfiguration").properties()) {
              JsonNode value = setting.getValue();
              assertThat(config.get(setting.getKey()).value())
                  .as("%s of %s", setting.getKey(), name)
                  .isEqualTo(value.isArray() ? value.get(0).asText() : value.asText());
            }
          });
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  @Test
  void shouldHaveRegisteredExactlyTheDocumentedSchemas() throws Exception {
    for (JsonNode message : ASYNC.document().at("/components/messages")) {
      if (message.has("payload")) {
        String subject = message.get("x-registry-subject").asText();
        JsonNode latest = registry("/subjects/" + subject + "/versions/latest");

        assertThat(JSON.readTree(latest.get("schema").asText()))
            .as(subject)
            .isEqualTo(message.at("/payload/schema"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usage",
        "context",
        "spend",
        "evidence",
        "alerts",
        "commands",
        "outcomes",
        "keys",
        "decisions"
      })
  void shouldCarryWhatIsDocumented(String channel) throws Exception {
    JsonNode message = messageOf(channel);
    Schema schema = new Schema.Parser().parse(message.at("/payload/schema").toString());

    List<ConsumerRecord<String, byte[]>> records = records(channel);

    assertThat(records).isNotEmpty();
    for (ConsumerRecord<String, byte[]> record : records) {
      // The one record of a foreign shape is the poison that this test sent itself.
      if (record.value().length > 1) {
        GenericRecord read = decode(schema, record.value());
        // Context may be about a scope, here the mark of a feed; all else is about one key.
        if (channel.equals("context") && read.get("credential") == null) {
          assertThat(record.key()).isEqualTo(read.get("scope").toString()).startsWith("feed/");
        } else {
          assertThat(record.key()).isEqualTo(KEY);
          assertThat(read.get("credential")).as("credential of %s", read).isNotNull();
        }
        assertThat(headers(record)).isSubsetOf(Published.names(message.at("/headers/properties")));
        assertThat(headers(record)).containsAll(Published.texts(message.at("/headers/required")));
      }
    }
  }

  @Test
  void shouldWriteDeadLettersWithTheDocumentedHeaders() {
    JsonNode message = messageOf("dlq");

    assertThat(records("dlq"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).containsExactly(9);
              assertThat(headers(letter))
                  .isSubsetOf(Published.names(message.at("/headers/properties")));
              assertThat(headers(letter))
                  .containsAll(Published.texts(message.at("/headers/required")));
            });
  }

  private static JsonNode messageOf(String channel) {
    JsonNode messages = ASYNC.document().at("/channels/" + channel + "/messages");
    return ASYNC.resolve(messages.elements().next());
  }

  private static List<ConsumerRecord<String, byte[]>> records(String channel) {
    String topic = ASYNC.document().at("/channels/" + channel + "/address").asText();
    return stack.readBytes(topic, 1);
  }

  private static GenericRecord decode(Schema schema, byte[] value) throws Exception {
    ByteBuffer wire = ByteBuffer.wrap(value);
    assertThat(wire.get()).isZero();
    JsonNode written = registry("/schemas/ids/" + wire.getInt());
    assertThat(JSON.readTree(written.get("schema").asText()))
        .isEqualTo(JSON.readTree(schema.toString()));
    BinaryDecoder bytes =
        DecoderFactory.get().binaryDecoder(value, wire.position(), wire.remaining(), null);
    GenericRecord read = new GenericDatumReader<GenericRecord>(schema).read(null, bytes);
    assertThat(bytes.isEnd()).isTrue();
    return read;
  }

  private static JsonNode registry(String path) throws IOException, InterruptedException {
    return JSON.readTree(stack.get(URI.create(stack.demo().registryUrl() + path)).body());
  }

  private static List<String> headers(ConsumerRecord<String, byte[]> record) {
    return Arrays.stream(record.headers().toArray()).map(Header::key).toList();
  }
}
