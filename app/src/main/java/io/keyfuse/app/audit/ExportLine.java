package io.keyfuse.app.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.audit.AuditEntry;
import io.keyfuse.alerting.audit.AuditHeaders;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One record as a line of JSON: partition, key and value in base64, headers as text. Stateless and
 * thread-safe.
 */
final class ExportLine {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ExportLine() {}

  static String write(AuditEntry entry) throws JsonProcessingException {
    ObjectNode line = JSON.createObjectNode().put("partition", entry.partition());
    line.put("key", Base64.getEncoder().encodeToString(entry.key()));
    line.put("value", Base64.getEncoder().encodeToString(entry.value()));
    ObjectNode headers = line.putObject("headers");
    new TreeMap<>(entry.headers()).forEach(headers::put);
    return JSON.writeValueAsString(line);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it is no line of an export
   */
  static AuditEntry read(String text) {
    try {
      JsonNode line = JSON.readTree(text);
      JsonNode partition = line.path("partition");
      if (!partition.canConvertToInt() || partition.asInt() < 0) {
        throw new IllegalArgumentException("partition is missing");
      }
      Map<String, String> headers = new HashMap<>();
      for (Map.Entry<String, JsonNode> header : line.path("headers").properties()) {
        if (AuditHeaders.ALL.contains(header.getKey())) {
          headers.put(header.getKey(), header.getValue().asText());
        }
      }
      return new AuditEntry(partition.asInt(), bytes(line, "key"), bytes(line, "value"), headers);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
  }

  private static byte[] bytes(JsonNode line, String name) {
    return Base64.getDecoder().decode(line.path(name).asText());
  }
}
