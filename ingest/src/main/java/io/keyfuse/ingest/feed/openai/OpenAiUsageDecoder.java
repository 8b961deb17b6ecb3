package io.keyfuse.ingest.feed.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a page of {@code /organization/usage/KIND}: each result of each bucket is one upsert of a
 * bucketed event. Results that differ only in a dimension that Keyfuse does not keep (user, size,
 * context level) are added up within a bucket: as buckets of one identity they would replace each
 * other. Input tokens include cached reads and cache writes, as OpenAI counts them. Pure and
 * thread-safe.
 */
public final class OpenAiUsageDecoder {
  private static final String FEED = "openai-usage";
  private static final String[] REQUESTS = {"num_model_requests", "num_requests", "num_sessions"};

  /**
   * Decodes one page.
   *
   * @param kind what was asked for
   * @param page the answer's JSON, or its members named by {@link OpenAiNames}
   * @param observedAt when it was answered; decides which version of a bucket is newer
   * @param out takes one part per charge
   */
  public void decode(OpenAiUsageKind kind, JsonNode page, Instant observedAt, PartSink out) {
    long number = 0;
    for (JsonNode bucket : page.path("data")) {
      number++;
      String where = "bucket " + number;
      try {
        bucket(kind, bucket, where, observedAt, out);
      } catch (PartFault fault) {
        out.part(new Decoded.Refused(where, fault.rejection()));
      }
    }
  }

  private static void bucket(
      OpenAiUsageKind kind, JsonNode node, String where, Instant observedAt, PartSink out) {
    Instant start = JsonFields.time(node, "start_time");
    Bucket bucket = new Bucket(start, widthMs(node, start));
    Map<String, UsageEvent> events = new LinkedHashMap<>();
    long merged = 0;
    for (JsonNode result : node.path("results")) {
      try {
        UsageEvent event = event(kind, result, bucket, observedAt);
        UsageEvent before = events.get(event.getEventId());
        events.put(event.getEventId(), before == null ? event : sum(before, event));
        merged += before == null ? 0 : 1;
      } catch (PartFault fault) {
        out.part(new Decoded.Refused(where, fault.rejection()));
      }
    }
    if (node.path("results").isEmpty()) {
      out.part(new Decoded.Ignored(where, "empty_bucket"));
    }
    events.values().forEach(event -> out.part(new Decoded.Usage(where, event)));
    out.merged(merged);
  }

  static long widthMs(JsonNode bucket, Instant start) {
    long width = JsonFields.time(bucket, "end_time").toEpochMilli() - start.toEpochMilli();
    if (width <= 0) {
      throw new PartFault(
          RejectReason.INVALID_BUCKET, "end_time", "end_time must be later than start_time");
    }
    return width;
  }

  private static UsageEvent event(
      OpenAiUsageKind kind, JsonNode result, Bucket bucket, Instant observedAt) {
    Credential credential = credential(result);
    String model = JsonFields.text(result, "model");
    String tier = tier(result);
    return UsageEvent.newBuilder()
        .setEventId(
            NameUuid.of(
                FEED,
                credential.getAccount(),
                credential.getKeyId(),
                kind.path(),
                Objects.requireNonNullElse(model, ""),
                Objects.requireNonNullElse(tier, ""),
                Long.toString(bucket.getStart().toEpochMilli()),
                Long.toString(bucket.getWidthMs())))
        .setOccurredAt(bucket.getStart())
        .setObservedAt(observedAt)
        .setSource(UsageSource.PROVIDER_USAGE)
        .setFeed(FEED)
        .setBucket(bucket)
        .setCredential(credential)
        .setProject(JsonFields.text(result, "project_id"))
        .setModel(model)
        .setOperation(kind.operation())
        .setServiceTier(tier)
        .setRequestCount(requests(result))
        .setTokens(
            new TokenCounts(
                JsonFields.count(result, "input_tokens"),
                JsonFields.count(result, "input_cached_tokens"),
                JsonFields.count(result, "input_cache_write_tokens"),
                0L,
                JsonFields.count(result, "output_tokens"),
                0L))
        .build();
  }

  /** Project and key as grouped; what was not grouped by is not known. */
  static Credential credential(JsonNode result) {
    String project = JsonFields.text(result, "project_id");
    String key = JsonFields.text(result, "api_key_id");
    return new Credential(
        "openai", project == null ? "default" : project, key == null ? "unattributed" : key);
  }

  private static @Nullable String tier(JsonNode result) {
    return result.path("batch").asBoolean() ? "batch" : JsonFields.text(result, "service_tier");
  }

  private static long requests(JsonNode result) {
    for (String name : REQUESTS) {
      if (result.has(name)) {
        return JsonFields.count(result, name);
      }
    }
    return 0;
  }

  private static UsageEvent sum(UsageEvent a, UsageEvent b) {
    TokenCounts x = a.getTokens();
    TokenCounts y = b.getTokens();
    return UsageEvent.newBuilder(a)
        .setRequestCount(a.getRequestCount() + b.getRequestCount())
        .setTokens(
            new TokenCounts(
                x.getInput() + y.getInput(),
                x.getCachedRead() + y.getCachedRead(),
                x.getCacheWrite() + y.getCacheWrite(),
                0L,
                x.getOutput() + y.getOutput(),
                0L))
        .build();
  }
}
