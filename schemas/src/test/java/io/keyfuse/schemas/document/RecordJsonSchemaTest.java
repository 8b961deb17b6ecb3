package io.keyfuse.schemas.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.keyfuse.schemas.contract.SeededRecords;
import io.keyfuse.schemas.document.ContractExamples.Example;
import io.keyfuse.schemas.registry.ContractSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schemas and examples agree with each other and with the Avro records. */
class RecordJsonSchemaTest {
  private static final Path PAGES = Path.of("..", "docs", "contracts");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  static Stream<Example> examples() {
    return ContractExamples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldBeValidJsonSchema(Example example) {
    var rules =
        SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    assertThat(rules.validate(RecordJsonSchema.of(example.value().getSchema()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldAcceptThePublishedExample(Example example) throws IOException {
    assertThat(
            published(example)
                .validate(
                    publishedExample(example),
                    run -> run.executionConfig(config -> config.formatAssertionsEnabled(true))))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldPublishWhatAReaderDecodes(Example example) throws IOException {
    SpecificRecord record = example.value();
    Schema schema = ContractSchema.of(record.getSchema());
    BinaryDecoder bytes = DecoderFactory.get().binaryDecoder(encoded(record), null);

    GenericRecord read = new GenericDatumReader<GenericRecord>(schema).read(null, bytes);

    assertThat(bytes.isEnd()).isTrue();
    assertThat(JSON.readTree(PlainJson.of(read).toString())).isEqualTo(publishedExample(example));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldAcceptEveryRecordThatTheContractAllows(Example example) throws IOException {
    com.networknt.schema.Schema rules = published(example);
    for (long seed = 1; seed <= 50; seed++) {
      GenericRecord record =
          new SeededRecords(seed).record(ContractSchema.of(example.value().getSchema()));

      assertThat(rules.validate(PlainJson.of(record))).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldRefuseAnExampleWithAnyFieldMissingOrOfAnotherType(Example example) throws IOException {
    com.networknt.schema.Schema rules = published(example);
    ObjectNode whole = PlainJson.of(example.value());
    for (Schema.Field field : example.value().getSchema().getFields()) {
      ObjectNode without = whole.deepCopy();
      without.remove(field.name());
      ObjectNode other = whole.deepCopy();
      other.set(field.name(), JSON.createArrayNode().add(JSON.createArrayNode()));

      assertThat(rules.validate(without)).as("without %s", field.name()).isNotEmpty();
      assertThat(rules.validate(other)).as("%s of another type", field.name()).isNotEmpty();
    }
  }

  private static com.networknt.schema.Schema published(Example example) throws IOException {
    String record = TopicFacts.record(example.topic());
    return SCHEMAS.getSchema(JSON.readTree(PAGES.resolve(record + ".schema.json").toFile()));
  }

  private static JsonNode publishedExample(Example example) throws IOException {
    String record = TopicFacts.record(example.topic());
    String page = Files.readString(PAGES.resolve(record + ".md"));
    int start = page.indexOf("```json\n") + "```json\n".length();
    return JSON.readTree(page.substring(start, page.indexOf("```", start)));
  }

  private static byte[] encoded(SpecificRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
