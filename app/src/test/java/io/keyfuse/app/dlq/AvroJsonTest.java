package io.keyfuse.app.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroJsonTest {
  private static final long SEED = 20261127;
  private static final Schema SCHEMA = UsageEvent.getClassSchema();

  static Stream<Topic<?>> contracts() {
    return Topics.all().stream().filter(topic -> !topic.equals(Topics.DEAD_LETTERS));
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldReadBackWhatItWroteOfEveryContract(Topic<?> topic) throws Exception {
    Schema schema = SpecificData.get().getSchema(topic.valueType());
    for (Object drawn : new RandomData(schema, 200, SEED)) {
      IndexedRecord record = specific(drawn, schema);
      String written = AvroJson.of(record).toString();

      assertThat(AvroRecords.read(new ObjectMapper().readTree(written), schema))
          .as("seed %d", SEED)
          .isEqualTo(record);
    }
  }

  @Test
  void shouldWritePlainNamesAndValues() {
    ObjectNode tree = AvroJson.of(Events.event("e1").setTenant("acme").build());

    assertThat(tree.path("occurred_at").asText()).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(tree.path("tenant").asText()).isEqualTo("acme");
    assertThat(tree.path("tokens").path("input").asLong()).isEqualTo(10);
    assertThat(tree.path("source").asText()).isEqualTo("TELEMETRY");
    assertThat(tree.path("cost").isNull()).isTrue();
  }

  @Test
  void shouldTakeTheContractsDefaultForWhatIsAbsent() {
    ObjectNode tree = AvroJson.of(Events.event("e1").setFeed("other").setTenant("acme").build());
    tree.remove(List.of("feed", "tenant"));

    UsageEvent event = (UsageEvent) AvroRecords.read(tree, SCHEMA);

    assertThat(event.getFeed()).isEqualTo("http");
    assertThat(event.getTenant()).isNull();
  }

  @Test
  void shouldNameTheFieldThatDoesNotFit() throws Exception {
    fault("{\"event_id\":null}").hasMessageContaining("event_id: is required");
    fault("{\"event_id\":7}").hasMessageContaining("event_id: must be a text");
    fault("{\"tokens\":{\"imput\":1}}").hasMessageContaining("tokens.imput: there is no such");
    fault("{\"tokens\":{\"input\":1.5}}").hasMessageContaining("tokens.input: must be a whole");
    fault("{\"tokens\":{\"input\":9223372036854775808}}").hasMessageContaining("tokens.input");
    fault("{\"tokens\":[1]}").hasMessageContaining("tokens: must be an object");
    fault("{\"source\":\"RUMOUR\"}").hasMessageContaining("source: must be one of [");
    fault("{\"occurred_at\":\"yesterday\"}").hasMessageContaining("occurred_at: must be a time");
    fault("{\"cost\":{\"amount_nanos\":\"1\"}}").hasMessageContaining("cost.amount_nanos");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> fault(String patch)
      throws Exception {
    var mended =
        MergePatch.apply(
            AvroJson.of(Events.event("e1").build()), new ObjectMapper().readTree(patch));
    return assertThatThrownBy(() -> AvroRecords.read(mended, SCHEMA))
        .isInstanceOf(MendingException.class);
  }

  private static IndexedRecord specific(Object drawn, Schema schema) throws Exception {
    var out = new java.io.ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<Object>(schema).write(drawn, encoder);
    encoder.flush();
    return new SpecificDatumReader<IndexedRecord>(schema)
        .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
  }
}
