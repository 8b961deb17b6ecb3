package io.keyfuse.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;

/**
 * Speaks the Confluent Schema Registry protocol over HTTP. Answers are kept both ways, failures
 * never: a schema registered a second after a miss is found. Blocks at most {@code retry.rounds}
 * times {@code request_timeout} per URL and the pauses between. Thread-safe.
 */
public final class HttpSchemaRegistryClient implements SchemaRegistryClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_KEPT = 10_000;

  private final RegistryHttp http;
  private final ConcurrentMap<Named, Integer> ids = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Schema> schemas = new ConcurrentHashMap<>();

  private record Named(String subject, Schema schema) {}

  /**
   * Makes a client; nothing is sent yet.
   *
   * @param config where the registry is
   * @param environment the process's environment, for the secrets that the configuration names
   * @throws io.keyfuse.schemas.config.ConfigException when a secret, certificate or key is unusable
   */
  public HttpSchemaRegistryClient(RegistryConfig config, Map<String, String> environment) {
    this.http = new RegistryHttp(config, environment);
  }

  @Override
  public int register(String subject, Schema schema) {
    return idOf(subject, schema, "/versions", "registering ");
  }

  @Override
  public int lookup(String subject, Schema schema) {
    return idOf(subject, schema, "", "looking up ");
  }

  @Override
  public Schema schemaById(int id) {
    Schema kept = schemas.get(id);
    if (kept != null) {
      return kept;
    }
    RegistryCall call = new RegistryCall("/schemas/ids/" + id, null, "schema id " + id);
    RegistryReply reply = answerOf(call);
    Schema schema = schemaOf(call, reply);
    keep(schemas, id, schema);
    return schema;
  }

  private int idOf(String subject, Schema schema, String path, String verb) {
    Named named = new Named(subject, schema);
    Integer kept = ids.get(named);
    if (kept != null) {
      return kept;
    }
    String text = ContractSchema.of(schema).toString();
    RegistryCall call =
        new RegistryCall(
            "/subjects/" + escape(subject) + path,
            JSON.createObjectNode().put("schema", text).toString(),
            verb + schema.getFullName() + " under subject " + subject);
    RegistryReply reply = answerOf(call);
    JsonNode id = reply.body().path("id");
    if (!id.canConvertToInt() || !id.isIntegralNumber()) {
      throw RegistryAnswers.foreign(call, reply);
    }
    keep(ids, named, id.intValue());
    return id.intValue();
  }

  private RegistryReply answerOf(RegistryCall call) {
    RegistryReply reply = http.exchange(call);
    if (!reply.isOk()) {
      throw RegistryAnswers.failure(call, reply);
    }
    return reply;
  }

  private static Schema schemaOf(RegistryCall call, RegistryReply reply) {
    String type = reply.body().path("schemaType").asText("AVRO");
    if (!type.equals("AVRO") || !reply.body().path("references").isEmpty()) {
      throw RegistryException.refused(
          call.about() + " is " + type + " or has references; Keyfuse reads plain AVRO", 42201);
    }
    JsonNode text = reply.body().path("schema");
    if (!text.isTextual()) {
      throw RegistryAnswers.foreign(call, reply);
    }
    try {
      return new Schema.Parser().setValidateDefaults(false).parse(text.textValue());
    } catch (RuntimeException e) { // Avro's parser throws more than its own kind
      throw RegistryException.refused(
          call.about() + " is not a valid Avro schema: " + e.getMessage(), 42201);
    }
  }

  /** Bounded: a full map starts over rather than growing or ceasing to keep. */
  private static <K, V> void keep(ConcurrentMap<K, V> map, K key, V value) {
    if (map.size() >= MAX_KEPT) {
      map.clear();
    }
    map.put(key, value);
  }

  private static String escape(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
