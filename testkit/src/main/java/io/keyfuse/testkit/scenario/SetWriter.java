package io.keyfuse.testkit.scenario;

import static io.keyfuse.testkit.scenario.SetBuilder.iso;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code usage.jsonl}, {@code keys.json} and {@code labels.json}. Stateless. */
final class SetWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private SetWriter() {}

  static void write(LabelledSet set, Path folder) throws IOException {
    write(set.rows(), set.keys().stream().map(KeyPlan::identity).toList(), folder);
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("labels.json"));
        JsonGenerator json = JSON.createGenerator(out)) {
      LabelWriter.write(json, set);
    }
  }

  static void write(List<UsageRow> rows, List<KeyIdentity> inventory, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("usage.jsonl"));
        JsonGenerator json = JSON.createGenerator(out)) {
      json.setRootValueSeparator(null);
      for (UsageRow row : rows) {
        usage(json, row);
        json.writeRaw('\n');
      }
    }
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("keys.json"));
        JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartArray();
      for (KeyIdentity key : inventory) {
        key(json, key);
      }
      json.writeEndArray();
    }
  }

  private static void usage(JsonGenerator json, UsageRow row) throws IOException {
    UsageRow.Key key = row.key();
    UsageRow.Use use = row.use();
    json.writeStartObject();
    json.writeStringField("event_id", row.eventId());
    json.writeStringField("occurred_at", iso(row.occurredAtMillis()));
    json.writeStringField("arrived_at", iso(row.arrivedAtMillis()));
    json.writeStringField("source", row.telemetry() ? "telemetry" : "provider_usage");
    json.writeStringField("provider", key.provider());
    json.writeStringField("key_id", key.keyId());
    json.writeStringField("tenant", key.tenant());
    json.writeStringField("feature", key.feature());
    json.writeStringField("region", use.region());
    json.writeStringField("model", use.model());
    json.writeStringField("operation", use.operation());
    json.writeNumberField("input_tokens", use.tokens().input());
    json.writeNumberField("cached_input_tokens", use.tokens().cached());
    json.writeNumberField("output_tokens", use.tokens().output());
    json.writeNumberField("request_count", use.requests());
    json.writeStringField("status", use.errorCode() == null ? "ok" : "error");
    json.writeNumberField("cost_usd", usd(use.costNanos()));
    caller(json, row);
    json.writeEndObject();
  }

  private static void caller(JsonGenerator json, UsageRow row) throws IOException {
    Caller caller = row.caller();
    if (caller != null) {
      if (caller.user() != null) {
        json.writeStringField("user", caller.user());
      }
      json.writeStringField("source_ip", caller.sourceIp());
      json.writeStringField("user_agent", caller.userAgent());
    }
    String errorCode = row.use().errorCode();
    if (errorCode != null) {
      json.writeStringField("error_code", errorCode);
    }
  }

  private static void key(JsonGenerator json, KeyIdentity key) throws IOException {
    json.writeStartObject();
    json.writeStringField("key_id", key.keyId());
    json.writeStringField("provider", key.provider());
    json.writeStringField("tenant", key.tenant());
    json.writeStringField("feature", key.feature());
    json.writeFieldName("feeds");
    json.writeStartArray();
    for (String feed : feeds(key)) {
      json.writeString(feed);
    }
    json.writeEndArray();
    json.writeStringField("created_at", iso(key.createdAtMillis()));
    if (key.rotatedFrom() != null) {
      json.writeStringField("rotated_from", key.rotatedFrom());
    }
    json.writeEndObject();
  }

  private static List<String> feeds(KeyIdentity key) {
    if (!key.feeds().telemetry()) {
      return List.of("provider_usage");
    }
    return key.feeds().provider() ? List.of("telemetry", "provider_usage") : List.of("telemetry");
  }

  /** Six decimals, as usage feeds write dollars. */
  static BigDecimal usd(long nanos) {
    return BigDecimal.valueOf(Math.round(nanos / 1000.0), 6);
  }
}
