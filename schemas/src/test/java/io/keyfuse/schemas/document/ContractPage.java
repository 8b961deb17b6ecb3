package io.keyfuse.schemas.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.contract.NamedTypes;
import io.keyfuse.schemas.document.TopicHeaders.Header;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes the page of one contract in Markdown. */
final class ContractPage {
  private final StringBuilder out = new StringBuilder();

  private ContractPage() {}

  /** Returns the page of a topic and an example of its record. */
  static String of(Topic<?> topic, SpecificRecord example) {
    Schema schema = example.getSchema();
    ContractPage page = new ContractPage();
    page.head(topic, schema.getDoc());
    page.fields(schema);
    NamedTypes.of(schema).values().stream().skip(1).forEach(page::type);
    page.example(schema, PlainJson.of(example));
    page.evolution(topic, schema);
    return page.out.toString();
  }

  /** Returns the page of the topic whose values are bytes of any kind. */
  static String ofBytes(Topic<?> topic) {
    ContractPage page = new ContractPage();
    page.head(
        topic,
        "The value is the original record's value, byte for byte, and the original headers stay"
            + " beside those below. Two kinds of letter go without key, value and original"
            + " headers and say so in `keyfuse-omitted`: a record that holds a secret, and one too"
            + " large for the topic. It has no schema and no subject.");
    return page.out.toString();
  }

  private void head(Topic<?> topic, String words) {
    String record = TopicFacts.record(topic);
    boolean hasSchema = topic.valueType() != byte[].class;
    out.append("# ").append(record).append('\n');
    out.append("Made from the schema and the topic table by `PublishedDocsTest`; do not edit.\n\n");
    out.append(words).append("\n\n| | |\n|---|---|\n");
    row("purpose", topic.use().purpose());
    row("topic", "`" + topic.name() + "`");
    row("record key", topic.use().key());
    row("written by", TopicFacts.parties(topic.use().writers()));
    row("read by", TopicFacts.parties(topic.use().readers()));
    row("kept", TopicFacts.kept(topic));
    row("partitions", partitions(topic));
    if (hasSchema) {
      row("registry subject", "`" + TopicFacts.subject(topic) + "`");
      row("JSON Schema", "[" + record + ".schema.json](" + record + ".schema.json)");
    }
    headers(TopicHeaders.of(topic));
  }

  private static String partitions(Topic<?> topic) {
    return topic.copartitioned()
        ? TopicFacts.PARTITIONS + " by default; as many as every topic keyed by credential"
        : "1";
  }

  private void headers(List<Header> headers) {
    if (!headers.isEmpty()) {
      out.append("\n## Headers\n| header | on | meaning |\n|---|---|---|\n");
      headers.forEach(
          header ->
              row(
                  "`" + header.name() + "`",
                  header.always() ? "every record" : "some records",
                  header.meaning()));
    }
  }

  private void fields(Schema record) {
    out.append("\n## Fields\n");
    table(record);
  }

  private void type(Schema type) {
    out.append("\n### ").append(type.getName()).append('\n');
    if (type.getType() == Schema.Type.RECORD) {
      out.append(type.getDoc()).append("\n\n");
      table(type);
    } else {
      out.append(AvroTypes.summary(type)).append(" A reader takes a symbol that it does not know");
      out.append(" for `").append(type.getEnumDefault()).append("`.\n\n");
      out.append("| symbol | meaning |\n|---|---|\n");
      AvroTypes.meanings(type).forEach((symbol, meaning) -> row("`" + symbol + "`", meaning));
    }
  }

  private void table(Schema record) {
    out.append("| field | type | default | meaning |\n|---|---|---|---|\n");
    for (Schema.Field field : record.getFields()) {
      row("`" + field.name() + "`", AvroTypes.name(field.schema()), fallback(field), field.doc());
    }
  }

  private static String fallback(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "required";
    }
    @Nullable Object value = field.defaultVal();
    return value == JsonProperties.NULL_VALUE ? "null" : "`" + value + "`";
  }

  private void example(Schema schema, ObjectNode json) {
    out.append("\n## Example\n");
    out.append("In the [plain JSON form](README.md#plain-json); on the topic it is Avro.\n");
    if (schema.getFullName().equals(UsageEvent.class.getName())) {
      out.append("The body of `POST /v1/usage` differs where [openapi.yaml](../../schemas/");
      out.append("openapi.yaml) says so: money is `cost_usd`.\n");
    }
    out.append("\n```json\n").append(json.toPrettyString()).append("\n```\n");
  }

  private void evolution(Topic<?> topic, Schema schema) {
    out.append("\n## Evolution\n`").append(TopicFacts.subject(topic)).append("` is");
    out.append(" BACKWARD_TRANSITIVE: the newest schema reads every record ever written. See");
    out.append(" [the rules](README.md#how-contracts-change). Source: `schemas/src/main/avro/");
    out.append(schema.getName()).append(".avdl`.\n");
  }

  private void row(String... cells) {
    for (String cell : cells) {
      out.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    out.append("|\n");
  }
}
