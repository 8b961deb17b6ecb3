package io.keyfuse.ingest.http;

import static io.keyfuse.ingest.http.JsonValues.count;
import static io.keyfuse.ingest.http.JsonValues.text;
import static io.keyfuse.ingest.http.JsonValues.time;
import static io.keyfuse.ingest.http.JsonValues.usd;
import static io.keyfuse.ingest.http.JsonValues.word;

import com.fasterxml.jackson.core.JsonParser;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Every field a record may have, by its path, and where its value goes. Stateless. */
final class UsageFields {
  /** Reads the value that the parser stands at into the draft. */
  @FunctionalInterface
  interface Reader {
    void read(JsonParser in, String field, UsageDraft draft) throws IOException;
  }

  /** All leaf fields; {@code bucket}, {@code credential} and {@code tokens} hold others. */
  static final Map<String, Reader> ALL = all();

  private UsageFields() {}

  private static Map<String, Reader> all() {
    Map<String, Reader> fields = new TreeMap<>();
    addIdentity(fields);
    addDimensions(fields);
    addNumbers(fields);
    return fields;
  }

  private static void addIdentity(Map<String, Reader> fields) {
    fields.put("event_id", (in, f, d) -> d.eventId = text(in, f));
    fields.put("occurred_at", (in, f, d) -> d.occurredAt = time(in, f));
    fields.put("observed_at", (in, f, d) -> d.observedAt = time(in, f));
    fields.put("source", (in, f, d) -> d.source = word(in, f, UsageSource.class));
    fields.put("feed", (in, f, d) -> d.feed = Objects.requireNonNullElse(text(in, f), "http"));
    fields.put("bucket.start", (in, f, d) -> d.bucketStart = time(in, f));
    fields.put("bucket.width_ms", (in, f, d) -> d.bucketWidthMs = count(in, f));
    fields.put("credential.provider", (in, f, d) -> d.provider = text(in, f));
    fields.put(
        "credential.account",
        (in, f, d) -> d.account = Objects.requireNonNullElse(text(in, f), "default"));
    fields.put("credential.key_id", (in, f, d) -> d.keyId = text(in, f));
  }

  private static void addDimensions(Map<String, Reader> fields) {
    fields.put("tenant", (in, f, d) -> d.tenant = text(in, f));
    fields.put("project", (in, f, d) -> d.project = text(in, f));
    fields.put("feature", (in, f, d) -> d.feature = text(in, f));
    fields.put("user", (in, f, d) -> d.user = text(in, f));
    fields.put("client_ip", (in, f, d) -> d.clientIp = text(in, f));
    fields.put("user_agent", (in, f, d) -> d.userAgent = text(in, f));
    fields.put("region", (in, f, d) -> d.region = text(in, f));
    fields.put("model", (in, f, d) -> d.model = text(in, f));
    fields.put("operation", (in, f, d) -> d.operation = text(in, f));
    fields.put("service_tier", (in, f, d) -> d.serviceTier = text(in, f));
    fields.put("error_code", (in, f, d) -> d.errorCode = text(in, f));
    fields.put("status", (in, f, d) -> d.status = word(in, f, UsageStatus.class));
  }

  private static void addNumbers(Map<String, Reader> fields) {
    fields.put("request_count", (in, f, d) -> d.requestCount = count(in, f));
    fields.put("tokens.input", (in, f, d) -> d.input = count(in, f));
    fields.put("tokens.cached_read", (in, f, d) -> d.cachedRead = count(in, f));
    fields.put("tokens.cache_write", (in, f, d) -> d.cacheWrite = count(in, f));
    fields.put("tokens.cache_write_1h", (in, f, d) -> d.cacheWrite1h = count(in, f));
    fields.put("tokens.output", (in, f, d) -> d.output = count(in, f));
    fields.put("tokens.reasoning", (in, f, d) -> d.reasoning = count(in, f));
    fields.put("cost_usd", (in, f, d) -> d.costNanos = usd(in, f));
  }
}
