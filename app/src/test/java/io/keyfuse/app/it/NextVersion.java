package io.keyfuse.app.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.registry.ContractSchema;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import io.keyfuse.schemas.registry.RegistryConfig;
import io.keyfuse.schemas.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** A topic's contract with one field more, as a newer producer registers and writes it. */
final class NextVersion<V extends SpecificRecord> {
  private final Schema written;
  private final Schema next;
  private final int id;

  NextVersion(Topic<V> topic, URI registry) throws IOException {
    this.written = SpecificData.get().getSchema(topic.valueType());
    this.next = extended(ContractSchema.of(written));
    try (HttpSchemaRegistryClient client =
        new HttpSchemaRegistryClient(RegistryConfig.of(registry), Map.of())) {
      this.id = client.register(topic.name() + "-value", next);
    }
  }

  /** Returns the record in Confluent's wire format under the new schema's id. */
  byte[] bytes(V value) throws IOException {
    ByteArrayOutputStream now = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(now, null);
    new SpecificDatumWriter<V>(written).write(value, encoder);
    encoder.flush();
    GenericRecord later =
        new GenericDatumReader<GenericRecord>(ContractSchema.of(written), next)
            .read(null, DecoderFactory.get().binaryDecoder(now.toByteArray(), null));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(next).write(later, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static Schema extended(Schema schema) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode tree = (ObjectNode) json.readTree(schema.toString());
    ((ArrayNode) tree.get("fields"))
        .add(
            json.readTree(
                "{\"name\":\"added_later\",\"type\":[\"null\",\"string\"],\"default\":null}"));
    return new Schema.Parser().parse(tree.toString());
  }
}
