package io.keyfuse.schemas.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.contract.SeededRecords;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  private static final int RECORDS = 500;

  static Stream<Class<? extends SpecificRecord>> types() {
    return SeededRecords.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldBringEveryRecordThereAndBack(Class<? extends SpecificRecord> type) throws Exception {
    Schema schema = SeededRecords.schemaOf(type);
    var registry = new FixedRegistry(schema);
    var serializer = new ConfluentAvroSerializer<SpecificRecord>(registry, false);
    var deserializer = new ConfluentAvroDeserializer<SpecificRecord>(registry, schema);
    for (long seed = 0; seed < RECORDS; seed++) {
      GenericRecord given = new SeededRecords(seed).record(schema);
      byte[] body = SeededRecords.encode(given);

      SpecificRecord read = deserializer.deserialize("t", Wire.of(1).raw(body).bytes());
      byte[] written = requireNonNull(serializer.serialize("t", read));

      assertThat(read).as("seed %s", seed).isInstanceOf(type);
      assertThat(written).startsWith(0, 0, 0, 0, 1);
      assertThat(deserializer.deserialize("t", written)).as("seed %s", seed).isEqualTo(read);
      assertThat(plain(schema, written)).as("seed %s", seed).isEqualTo(given);
    }
    assertThat(registry.calls).isEqualTo(2);
  }

  /** Reads with Avro's generic reader, which shares nothing with generated types. */
  private static GenericRecord plain(Schema schema, byte[] wire) throws Exception {
    return new GenericDatumReader<GenericRecord>(schema)
        .read(null, DecoderFactory.get().binaryDecoder(wire, 5, wire.length - 5, null));
  }
}
