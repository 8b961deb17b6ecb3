package io.keyfuse.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as {@code POST /v1/usage} reads them: one JSON object a line. A cost is written
 * only where the source reported it. Stateless and thread-safe.
 */
public final class UsageJsonWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private UsageJsonWriter() {}

  /** Writes one event and a line feed; does not close the stream. */
  public static void writeLine(UsageEvent event, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      identity(json, event);
      dimensions(json, event);
      numbers(json, event);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void identity(JsonGenerator json, UsageEvent event) throws IOException {
    json.writeStringField("event_id", event.getEventId());
    json.writeNumberField("occurred_at", event.getOccurredAt().toEpochMilli());
    json.writeNumberField("observed_at", event.getObservedAt().toEpochMilli());
    json.writeStringField("source", event.getSource().name().toLowerCase(Locale.ROOT));
    json.writeStringField("feed", event.getFeed());
    Bucket bucket = event.getBucket();
    if (bucket != null) {
      json.writeObjectFieldStart("bucket");
      json.writeNumberField("start", bucket.getStart().toEpochMilli());
      json.writeNumberField("width_ms", bucket.getWidthMs());
      json.writeEndObject();
    }
    json.writeObjectFieldStart("credential");
    json.writeStringField("provider", event.getCredential().getProvider());
    json.writeStringField("account", event.getCredential().getAccount());
    json.writeStringField("key_id", event.getCredential().getKeyId());
    json.writeEndObject();
  }

  private static void dimensions(JsonGenerator json, UsageEvent event) throws IOException {
    text(json, "tenant", event.getTenant());
    text(json, "project", event.getProject());
    text(json, "feature", event.getFeature());
    text(json, "user", event.getUser());
    text(json, "client_ip", event.getClientIp());
    text(json, "user_agent", event.getUserAgent());
    text(json, "region", event.getRegion());
    text(json, "model", event.getModel());
    text(json, "operation", event.getOperation());
    text(json, "service_tier", event.getServiceTier());
    text(json, "error_code", event.getErrorCode());
    json.writeStringField("status", event.getStatus().name().toLowerCase(Locale.ROOT));
  }

  private static void numbers(JsonGenerator json, UsageEvent event) throws IOException {
    json.writeNumberField("request_count", event.getRequestCount());
    TokenCounts tokens = event.getTokens();
    json.writeObjectFieldStart("tokens");
    json.writeNumberField("input", tokens.getInput());
    json.writeNumberField("cached_read", tokens.getCachedRead());
    json.writeNumberField("cache_write", tokens.getCacheWrite());
    json.writeNumberField("cache_write_1h", tokens.getCacheWrite1h());
    json.writeNumberField("output", tokens.getOutput());
    json.writeNumberField("reasoning", tokens.getReasoning());
    json.writeEndObject();
    Cost cost = event.getCost();
    if (cost != null && cost.getBasis() == CostBasis.REPORTED) {
      json.writeStringField("cost_usd", NanoUsd.toUsd(cost.getAmountNanos()));
    }
  }

  private static void text(JsonGenerator json, String field, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(field, text);
    }
  }
}
