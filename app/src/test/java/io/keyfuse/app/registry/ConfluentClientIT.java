package io.keyfuse.app.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.schemas.registry.ContractSchema;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import io.keyfuse.schemas.registry.RegistryConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.ParsedSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Confluent's own Java client, relocated in a jar of Flink's, against the embedded registry on a
 * real broker. Each test has a topic of its own, and so an empty registry.
 */
class ConfluentClientIT {
  private static final String ONE =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}";
  private static final AvroSchema OLD = new AvroSchema(ONE);
  private static final AvroSchema ADDED =
      new AvroSchema(ONE.replace("]}", ",{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}"));
  private static final AvroSchema REQUIRED =
      new AvroSchema(ONE.replace("]}", ",{\"name\":\"b\",\"type\":\"int\"}]}"));

  @TempDir static Path folder;
  private static EmbeddedBroker broker;

  private String topic = "";
  private EmbeddedRegistry registry;
  private CachedSchemaRegistryClient client;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(folder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void begin(TestInfo test) {
    topic = "schemas-" + test.getDisplayName().replaceAll("[^a-zA-Z]", "");
    startRegistry();
  }

  @AfterEach
  void end() throws Exception {
    client.close();
    registry.close();
  }

  @Test
  void shouldAgreeWithOurClientOnTheIdOfEveryContract() throws Exception {
    HttpSchemaRegistryClient ours =
        new HttpSchemaRegistryClient(RegistryConfig.of(registry.url()), Map.of());
    boolean theirsFirst = true;
    for (Map.Entry<String, Schema> contract : Contracts.bySubject().entrySet()) {
      String subject = contract.getKey();
      AvroSchema theirs = new AvroSchema(ContractSchema.of(contract.getValue()).toString());
      int id =
          theirsFirst
              ? client.register(subject, theirs)
              : ours.register(subject, contract.getValue());

      assertThat(ours.lookup(subject, contract.getValue())).as(subject).isEqualTo(id);
      assertThat(client.getId(subject, theirs)).as(subject).isEqualTo(id);
      assertThat(ours.register(subject, contract.getValue())).as(subject).isEqualTo(id);
      assertThat(client.register(subject, theirs)).as(subject).isEqualTo(id);
      restartClient();
      assertThat(client.getSchemaById(id).canonicalString())
          .as(subject)
          .isEqualTo(theirs.canonicalString());
      theirsFirst = !theirsFirst;
    }
    assertThat(client.getAllSubjects()).containsExactlyElementsOf(Contracts.bySubject().keySet());
  }

  @Test
  void shouldKeepVersionsAcrossARestart() throws Exception {
    int first = client.register("s", OLD);
    int second = client.register("s", ADDED);

    registry.close();
    startRegistry();

    assertThat(client.getAllVersions("s")).containsExactly(1, 2);
    SchemaMetadata latest = client.getLatestSchemaMetadata("s");
    assertThat(latest.getId()).isEqualTo(second);
    assertThat(latest.getVersion()).isEqualTo(2);
    assertThat(latest.getSchema()).isEqualTo(ADDED.canonicalString());
    assertThat(client.getSchemaMetadata("s", 1).getId()).isEqualTo(first);
    assertThat(client.getVersion("s", ADDED)).isEqualTo(2);
    assertThat(client.getSchemaBySubjectAndId("s", first)).isEqualTo(OLD);
    assertThat(client.getAllSubjectsById(first)).containsExactly("s");
    assertThat(client.getAllVersionsById(second))
        .singleElement()
        .satisfies(use -> assertThat(use.getVersion()).isEqualTo(2));
    assertThat(client.getSchemas("s", false, true)).containsExactly(ADDED);
  }

  @Test
  void shouldJudgeCompatibility() throws Exception {
    client.register("s", OLD);

    assertThat(client.testCompatibility("s", ADDED)).isTrue();
    assertThat(client.testCompatibility("s", REQUIRED)).isFalse();
    assertThat(client.testCompatibilityVerbose("s", REQUIRED)).isNotEmpty();
    assertThat(code(() -> client.register("s", REQUIRED))).isEqualTo("409 409");
    assertThat(client.updateCompatibility("s", "NONE")).isEqualTo("NONE");
    assertThat(client.getCompatibility("s")).isEqualTo("NONE");
    assertThat(client.testCompatibility("s", REQUIRED)).isTrue();
    client.deleteCompatibility("s");
    assertThat(code(() -> client.getCompatibility("s"))).isEqualTo("404 40408");
    assertThat(client.updateCompatibility(null, "FULL")).isEqualTo("FULL");
    assertThat(client.getCompatibility(null)).isEqualTo("FULL");
    client.deleteCompatibility(null);
    assertThat(client.getCompatibility(null)).isEqualTo("BACKWARD");
    assertThat(code(() -> client.updateCompatibility("s", "SIDEWAYS"))).isEqualTo("422 42203");
  }

  @Test
  void shouldDeleteSoftlyAndForGood() throws Exception {
    client.register("s", OLD);
    client.register("s", ADDED);

    assertThat(code(() -> client.deleteSchemaVersion("s", "2", true))).isEqualTo("404 40407");
    assertThat(client.deleteSchemaVersion("s", "2", false)).isEqualTo(2);
    assertThat(client.getAllVersions("s")).containsExactly(1);
    assertThat(client.getAllVersions("s", true)).containsExactly(1, 2);
    assertThat(code(() -> client.deleteSubject("s", true))).isEqualTo("404 40405");
    assertThat(client.deleteSubject("s", false)).containsExactly(1);
    assertThat(code(() -> client.deleteSubject("s", false))).isEqualTo("404 40404");
    assertThat(client.getAllSubjects()).isEmpty();
    assertThat(client.getAllSubjects(true)).containsExactly("s");
    assertThat(client.deleteSubject("s", true)).containsExactly(1, 2);
    assertThat(code(() -> client.getAllVersions("s"))).isEqualTo("404 40401");
    restartClient();
    assertThat(code(() -> client.getSchemaById(1))).isEqualTo("404 40403");
  }

  @Test
  void shouldFollowModes() throws Exception {
    assertThat(client.getMode()).isEqualTo("READWRITE");
    assertThat(client.setMode("READONLY")).isEqualTo("READONLY");
    assertThat(code(() -> client.register("s", OLD))).isEqualTo("422 42205");
    assertThat(client.setMode("IMPORT", "s")).isEqualTo("IMPORT");
    assertThat(client.register("s", OLD, 4, 700)).isEqualTo(700);
    assertThat(client.getMode("s")).isEqualTo("IMPORT");
    client.deleteMode("s");
    assertThat(code(() -> client.getMode("s"))).isEqualTo("404 40409");
    assertThat(client.setMode("READWRITE")).isEqualTo("READWRITE");
    assertThat(code(() -> client.setMode("IMPORT", "s"))).isEqualTo("422 42205");
    assertThat(client.setMode("IMPORT", "s", true)).isEqualTo("IMPORT");
    assertThat(code(() -> client.setMode("SIDEWAYS"))).isEqualTo("422 42204");
    assertThat(client.getSchemaMetadata("s", 4).getId()).isEqualTo(700);
  }

  @Test
  void shouldKeepReferences() throws Exception {
    client.register("r", OLD);
    String holder =
        "{\"type\":\"record\",\"name\":\"H\",\"fields\":[{\"name\":\"r\",\"type\":\"R\"}]}";
    List<SchemaReference> references = List.of(new SchemaReference("R", "r", 1));
    ParsedSchema schema = client.parseSchema("AVRO", holder, references).orElseThrow();

    int id = client.register("h", schema);

    restartClient();
    assertThat(client.getSchemaById(id)).isEqualTo(schema);
    assertThat(client.getLatestSchemaMetadata("h").getReferences()).isEqualTo(references);
    assertThat(code(() -> client.deleteSubject("r", false))).isEqualTo("422 42206");
  }

  @Test
  void shouldNormalizeAsTheClientDoes() throws Exception {
    String loose =
        """
        {"type":"record","namespace":"a.b","name":"N","doc":"","aliases":["z","y"],"fields":[
          {"type":["null",{"type":"enum","name":"E","doc":"d","symbols":["X","Y"],"default":"X"}],
           "name":"e","default":null,"doc":"what"},
          {"name":"m","type":{"z":[1,{"q":2,"p":1}],"type":"map","values":"E"},"default":{"b":"Y","a":"X"}},
          {"name":"d","order":"descending",
           "type":{"type":"bytes","scale":2,"logicalType":"decimal","precision":9}},
          {"name":"t","type":{"type":"long","logicalType":"timestamp-millis"},"default":0},
          {"name":"f","type":{"type":"fixed","name":"F","size":2},"default":"ab"}]}
        """;
    AvroSchema schema = new AvroSchema(loose);

    int id = client.register("n", schema, true);

    restartClient();
    assertThat(client.getSchemaById(id).canonicalString())
        .isEqualTo(schema.normalize().canonicalString());
    assertThat(client.getId("n", schema, true)).isEqualTo(id);
    for (Map.Entry<String, Schema> contract : Contracts.bySubject().entrySet()) {
      AvroSchema ours = new AvroSchema(ContractSchema.of(contract.getValue()).toString());
      int normal = client.register("normal." + contract.getKey(), ours, true);
      assertThat(client.getSchemaById(normal).canonicalString())
          .isEqualTo(ours.normalize().canonicalString());
    }
  }

  private static String code(ThrowingCallable call) {
    RestClientException e = catchThrowableOfType(RestClientException.class, call);
    assertThat(e).as("a refusal").isNotNull();
    return e.getStatus() + " " + e.getErrorCode();
  }

  private void startRegistry() {
    EmbeddedRegistryConfig defaults = EmbeddedRegistryConfig.defaults();
    registry =
        new EmbeddedRegistry(
            new EmbeddedRegistryConfig(
                defaults.host(), 0, topic, defaults.maxBodyBytes(), defaults.timeout()),
            Map.of("bootstrap.servers", broker.bootstrapServers()));
    registry.start();
    client = newClient();
  }

  /** A new client has cached nothing. */
  private void restartClient() {
    client = newClient();
  }

  private CachedSchemaRegistryClient newClient() {
    return new CachedSchemaRegistryClient(registry.url().toString(), 100);
  }
}
