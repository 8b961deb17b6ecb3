package io.keyfuse.schemas.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.document.TopicHeaders.Header;
import io.keyfuse.schemas.registry.ContractSchema;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topic.Cleanup;
import io.keyfuse.schemas.topic.Topic.Party;
import io.keyfuse.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificData;

/** Makes the AsyncAPI 3 document of all topics, from Keyfuse's point of view. */
final class AsyncApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BINDING = "0.5.0";
  private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";
  private static final String HEAD =
      """
      asyncapi: 3.0.0
      info:
        title: Keyfuse topics
        version: 1.0.0
        description: >-
          Topics that Keyfuse reads (receive) and writes (send). Values are Avro in Confluent's wire
          format: a zero byte, the schema id as four bytes big-endian, the Avro binary. Made from the
          topic table and the schemas by PublishedDocsTest; do not edit.
        license:
          name: Apache-2.0
          url: https://www.apache.org/licenses/LICENSE-2.0
      defaultContentType: application/vnd.apache.avro+binary
      servers:
        kafka:
          host: "{bootstrap}"
          protocol: kafka
          description: Your Kafka cluster, with a registry that speaks Confluent's protocol.
          variables:
            bootstrap:
              default: localhost:9092
              description: kafka.bootstrap.servers of the configuration.
          bindings:
            kafka:
              schemaRegistryUrl: http://localhost:8081
              schemaRegistryVendor: confluent
              bindingVersion: 0.5.0
      """;

  private final ObjectNode channels = JSON.createObjectNode();
  private final ObjectNode operations = JSON.createObjectNode();
  private final ObjectNode messages = JSON.createObjectNode();

  private AsyncApi() {}

  static ObjectNode document() {
    AsyncApi api = new AsyncApi();
    Topics.all().forEach(api::add);
    ObjectNode root = Yaml.read(HEAD);
    root.set("channels", api.channels);
    root.set("operations", api.operations);
    root.putObject("components").set("messages", api.messages);
    return root;
  }

  private void add(Topic<?> topic) {
    String record = TopicFacts.record(topic);
    channels.set(channel(topic), channel(topic, record));
    messages.set(record, message(topic, record));
    operation("receive", topic, rolesOf(topic.use().readers()));
    operation("send", topic, rolesOf(topic.use().writers()));
  }

  private static String channel(Topic<?> topic) {
    return topic.name().substring("keyfuse.".length(), topic.name().lastIndexOf('.'));
  }

  private static ObjectNode channel(Topic<?> topic, String record) {
    ObjectNode channel = JSON.createObjectNode();
    channel.put("address", topic.name());
    channel.put("description", topic.use().purpose());
    channel.putObject("messages").set(record, ref("#/components/messages/" + record));
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topic.name());
    kafka.put("partitions", TopicFacts.partitions(topic));
    ObjectNode configuration = kafka.putObject("topicConfiguration");
    configuration.putArray("cleanup.policy").add(topic.cleanup().name().toLowerCase(Locale.ROOT));
    if (topic.cleanup() == Cleanup.DELETE) {
      configuration.put("retention.ms", topic.retention().toMillis());
    }
    kafka.put("bindingVersion", BINDING);
    channel.set("x-written-by", parties(topic.use().writers()));
    channel.set("x-read-by", parties(topic.use().readers()));
    return channel;
  }

  private static ObjectNode message(Topic<?> topic, String record) {
    ObjectNode message = JSON.createObjectNode();
    message.put("name", record);
    message.put("title", record);
    message.put("summary", topic.use().purpose());
    if (topic.valueType() == byte[].class) {
      message.put("contentType", "application/octet-stream");
    } else {
      ObjectNode payload = message.putObject("payload");
      payload.put("schemaFormat", AVRO);
      payload.set("schema", avro(topic.valueType()));
      message.put("x-registry-subject", TopicFacts.subject(topic));
    }
    if (!TopicHeaders.of(topic).isEmpty()) {
      message.set("headers", headers(TopicHeaders.of(topic)));
    }
    message.putObject("bindings").set("kafka", binding(topic));
    message.put("x-documentation", "docs/contracts/" + record + ".md");
    return message;
  }

  private static ObjectNode binding(Topic<?> topic) {
    ObjectNode kafka = JSON.createObjectNode();
    kafka.putObject("key").put("type", "string").put("description", topic.use().key());
    if (topic.valueType() != byte[].class) {
      kafka.put("schemaIdLocation", "payload");
      kafka.put("schemaIdPayloadEncoding", "confluent");
      kafka.put("schemaLookupStrategy", "TopicNameStrategy");
    }
    kafka.put("bindingVersion", BINDING);
    return kafka;
  }

  private static ObjectNode headers(List<Header> headers) {
    ObjectNode object = JSON.createObjectNode().put("type", "object");
    ArrayNode required = JSON.createArrayNode();
    ObjectNode properties = object.putObject("properties");
    for (Header header : headers) {
      properties
          .putObject(header.name())
          .put("type", "string")
          .put("description", header.meaning());
      if (header.always()) {
        required.add(header.name());
      }
    }
    if (!required.isEmpty()) {
      object.set("required", required);
    }
    return object;
  }

  private static JsonNode avro(Class<?> type) {
    try {
      return JSON.readTree(ContractSchema.of(SpecificData.get().getSchema(type)).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void operation(String action, Topic<?> topic, List<Party> roles) {
    if (!roles.isEmpty()) {
      String channel = channel(topic);
      ObjectNode operation = operations.putObject(action + "-" + channel);
      operation.put("action", action);
      operation.set("channel", ref("#/channels/" + channel));
      operation.put("summary", topic.use().purpose());
      operation
          .putArray("messages")
          .add(ref("#/channels/" + channel + "/messages/" + TopicFacts.record(topic)));
      operation.set("x-roles", parties(roles));
    }
  }

  private static List<Party> rolesOf(List<Party> parties) {
    return parties.stream().filter(party -> party != Party.OUTSIDE).toList();
  }

  private static ArrayNode parties(List<Party> parties) {
    ArrayNode names = JSON.createArrayNode();
    parties.forEach(party -> names.add(party.name().toLowerCase(Locale.ROOT)));
    return names;
  }

  private static ObjectNode ref(String path) {
    return JSON.valueToTree(Map.of("$ref", path));
  }
}
