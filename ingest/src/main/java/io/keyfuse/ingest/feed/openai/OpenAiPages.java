package io.keyfuse.ingest.feed.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.feed.BucketedUsage;
import io.keyfuse.ingest.feed.BucketedUsage.Numbers;
import io.keyfuse.ingest.feed.BucketedUsage.Split;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads pages of OpenAI's usage reports and of its costs: one part a result of a bucket. Input
 * tokens include cached ones, as in Keyfuse. Usage without tokens (images, seconds of audio, calls
 * of tools) carries its number of calls only; its money comes with the costs. Stateless.
 */
public final class OpenAiPages {
  /** Name that usage events carry. */
  public static final String USAGE = "openai-usage";

  /** Name that cost events carry. */
  public static final String COSTS = "openai-costs";

  private static final String PROVIDER = "openai";

  private static final Map<String, String> OPERATIONS =
      Map.of(
          "completions", "chat",
          "images", "image_generation",
          "audio_speeches", "speech",
          "audio_transcriptions", "transcription");

  private OpenAiPages() {}

  /**
   * Reads a page.
   *
   * @param kind {@code costs} or the last part of the usage report's path
   * @param observedAt when it was read; decides between versions of a bucket
   */
  public static List<Decoded> read(String kind, JsonNode page, Instant observedAt) {
    List<Decoded> parts = new ArrayList<>();
    int bucket = 0;
    for (JsonNode interval : page.path("data")) {
      int row = 0;
      for (JsonNode result : interval.path("results")) {
        String where = kind + " bucket " + bucket + " result " + row++;
        parts.add(part(where, kind, interval, result, observedAt));
      }
      bucket++;
    }
    return parts;
  }

  private static Decoded part(
      String where, String kind, JsonNode interval, JsonNode result, Instant observedAt) {
    try {
      boolean costs = kind.equals("costs");
      BucketedUsage read = costs ? cost(interval, result) : usage(kind, interval, result);
      return new Decoded.Usage(where, read.event(observedAt));
    } catch (PartFault fault) {
      return new Decoded.Refused(where, fault.rejection());
    }
  }

  private static BucketedUsage usage(String kind, JsonNode interval, JsonNode result) {
    String tier = JsonFields.text(result, "service_tier");
    boolean batch = result.path("batch").asBoolean();
    return bucket(
        new Report(USAGE, UsageSource.PROVIDER_USAGE),
        interval,
        credential(result),
        new Split(
            JsonFields.text(result, "model"),
            OPERATIONS.getOrDefault(kind, kind),
            null,
            batch ? "batch" : tier),
        new Numbers(requests(result), tokens(result), null));
  }

  private static BucketedUsage cost(JsonNode interval, JsonNode result) {
    return bucket(
        new Report(COSTS, UsageSource.BILLING_EXPORT),
        interval,
        credential(result),
        new Split(JsonFields.text(result, "line_item"), null, null, null),
        new Numbers(0, TokenCounts.newBuilder().build(), amount(result.path("amount"))));
  }

  private record Report(String feed, UsageSource source) {}

  private static BucketedUsage bucket(
      Report report, JsonNode interval, Credential credential, Split split, Numbers numbers) {
    Instant start = Instant.ofEpochSecond(seconds(interval, "start_time"));
    Instant end = Instant.ofEpochSecond(seconds(interval, "end_time"));
    if (!end.isAfter(start)) {
      throw new PartFault(
          RejectReason.INVALID_BUCKET, "end_time", "end_time must be after start_time");
    }
    return new BucketedUsage(
        report.feed(),
        report.source(),
        credential,
        start,
        Duration.between(start, end),
        split,
        numbers);
  }

  private static long seconds(JsonNode interval, String name) {
    long seconds = JsonFields.count(interval, name);
    if (seconds <= 0 || seconds > 253_402_300_799L) {
      throw new PartFault(RejectReason.INVALID_TIME, name, name + " must be seconds since 1970");
    }
    return seconds;
  }

  private static Credential credential(JsonNode result) {
    return BucketedUsage.credential(
        PROVIDER, JsonFields.text(result, "project_id"), JsonFields.text(result, "api_key_id"));
  }

  private static long requests(JsonNode result) {
    for (String name : List.of("num_requests", "num_sessions", "num_model_requests")) {
      if (result.has(name)) {
        return JsonFields.count(result, name);
      }
    }
    return 0;
  }

  private static TokenCounts tokens(JsonNode result) {
    return TokenCounts.newBuilder()
        .setInput(JsonFields.count(result, "input_tokens"))
        .setCachedRead(JsonFields.count(result, "input_cached_tokens"))
        .setCacheWrite(JsonFields.count(result, "input_cache_write_tokens"))
        .setOutput(JsonFields.count(result, "output_tokens"))
        .build();
  }

  private static Cost amount(JsonNode amount) {
    String currency = JsonFields.text(amount, "currency");
    if (currency != null && !currency.equalsIgnoreCase("usd")) {
      throw new PartFault(
          RejectReason.UNKNOWN_WORD, "currency", "currency must be usd; others are not converted");
    }
    Long nanos = JsonFields.nanos(amount, "value");
    if (nanos == null) {
      throw new PartFault(RejectReason.MISSING_FIELD, "amount.value", "amount.value is missing");
    }
    return new Cost(nanos, CostBasis.REPORTED);
  }
}
