package io.keyfuse.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.registry.ContractSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts' past: what ever landed stays readable. */
class GoldenSampleTest {
  private static final String WRITE = "keyfuse.golden.write";
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Class<? extends SpecificRecord>> types() {
    return SeededRecords.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldHaveThePresentSchemaAsNewest(Class<? extends SpecificRecord> type) throws Exception {
    List<GoldenSample> samples = GoldenSample.of(type);
    if (Boolean.getBoolean(WRITE) && !isNewest(type, samples)) {
      GoldenSample.write(type, samples.size() + 1);
      samples = GoldenSample.of(type);
    }

    assertThat(isNewest(type, samples))
        .as(
            "%s differs from its newest golden sample. If the change is meant and backward"
                + " compatible, add version %d by: mvn -q -pl schemas test"
                + " -Dtest=GoldenSampleTest -D%s=true; commit the new files, change no old one",
            type.getSimpleName(), samples.size() + 1, WRITE)
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldReadEveryVersion(Class<? extends SpecificRecord> type) throws Exception {
    Schema present = SeededRecords.schemaOf(type);
    List<GoldenSample> samples = GoldenSample.of(type);
    assertThat(samples).isNotEmpty();
    for (GoldenSample sample : samples) {
      SpecificRecord read = specific(sample, present);
      GenericRecord plain = generic(sample.bytes(), sample.schema(), present);
      GenericRecord before = generic(sample.bytes(), sample.schema(), sample.schema());

      assertThat(generic(encoded(read), present, present)).isEqualTo(plain);
      sameWhereUnchanged(sample, before, plain);
    }
  }

  private static void sameWhereUnchanged(
      GoldenSample sample, GenericRecord before, GenericRecord now) throws IOException {
    JsonNode old = JSON.readTree(before.toString());
    JsonNode read = JSON.readTree(now.toString());
    for (Schema.Field field : now.getSchema().getFields()) {
      Schema.Field was = sample.schema().getField(field.name());
      if (was != null && was.schema().equals(ContractSchema.of(field.schema()))) {
        assertThat(read.get(field.name()))
            .as("%s of version %d", field.name(), sample.version())
            .isEqualTo(old.get(field.name()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldBeBackwardTransitive(Class<? extends SpecificRecord> type) {
    List<Schema> past = GoldenSample.of(type).stream().map(GoldenSample::schema).toList();

    assertThat(past).isNotEmpty();
    assertThatCode(() -> EvolutionRule.check(SeededRecords.schemaOf(type), past))
        .doesNotThrowAnyException();
  }

  private static boolean isNewest(Class<?> type, List<GoldenSample> samples) throws IOException {
    Schema present = ContractSchema.of(SeededRecords.schemaOf(type));
    return !samples.isEmpty()
        && withoutDocs(samples.get(samples.size() - 1).schema()).equals(withoutDocs(present));
  }

  /** Wording may be mended without a new version. */
  private static JsonNode withoutDocs(Schema schema) throws IOException {
    JsonNode tree = JSON.readTree(schema.toString());
    tree.findParents("doc").forEach(node -> ((ObjectNode) node).remove("doc"));
    return tree;
  }

  private static SpecificRecord specific(GoldenSample sample, Schema present) throws IOException {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(sample.bytes(), null);
    SpecificRecord read =
        new SpecificDatumReader<SpecificRecord>(sample.schema(), present).read(null, decoder);
    assertThat(decoder.isEnd()).isTrue();
    return read;
  }

  private static GenericRecord generic(byte[] bytes, Schema writer, Schema reader)
      throws IOException {
    return new GenericDatumReader<GenericRecord>(writer, reader)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private static byte[] encoded(SpecificRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
