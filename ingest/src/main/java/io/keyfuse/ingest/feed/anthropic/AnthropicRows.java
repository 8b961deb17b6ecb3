package io.keyfuse.ingest.feed.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.feed.BucketedUsage;
import io.keyfuse.ingest.feed.BucketedUsage.Numbers;
import io.keyfuse.ingest.feed.BucketedUsage.Split;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the rows of Anthropic's reports: the current ones, a row a group and interval, and the
 * older ones, groups within intervals. A page gives one part a row. Stateless and thread-safe.
 */
public final class AnthropicRows {
  /** Name that usage events carry. */
  public static final String USAGE = "anthropic-usage";

  /** Name that cost events carry. */
  public static final String COST = "anthropic-cost";

  private static final String PROVIDER = "anthropic";

  private AnthropicRows() {}

  /** Reads a page of {@code analytics/usage}. */
  public static List<Decoded> usage(JsonNode page, Instant observedAt) {
    return flat(page, row -> usage(row, row.path("group"), row.path("usage")).event(observedAt));
  }

  /** Reads a page of {@code analytics/cost}. */
  public static List<Decoded> cost(JsonNode page, Instant observedAt) {
    return flat(page, row -> cost(row, row.path("group"), row.path("cost")).event(observedAt));
  }

  /** Reads a page of the older {@code usage_report/messages}. */
  public static List<Decoded> legacyUsage(JsonNode page, Instant observedAt) {
    return nested(page, (bucket, row) -> usage(bucket, row, row).event(observedAt));
  }

  /** Reads a page of the older {@code cost_report}. */
  public static List<Decoded> legacyCost(JsonNode page, Instant observedAt) {
    return nested(page, (bucket, row) -> cost(bucket, row, row).event(observedAt));
  }

  private static BucketedUsage usage(JsonNode interval, JsonNode group, JsonNode usage) {
    return bucket(
        USAGE,
        UsageSource.PROVIDER_USAGE,
        interval,
        group,
        new Numbers(JsonFields.count(usage, "requests"), AnthropicTokens.of(usage), null));
  }

  private static BucketedUsage cost(JsonNode interval, JsonNode group, JsonNode cost) {
    TokenCounts none = TokenCounts.newBuilder().build();
    return bucket(
        COST,
        UsageSource.BILLING_EXPORT,
        interval,
        group,
        new Numbers(JsonFields.count(cost, "requests"), none, AnthropicCents.of(cost)));
  }

  private static BucketedUsage bucket(
      String feed, UsageSource source, JsonNode interval, JsonNode group, Numbers numbers) {
    Instant start = JsonFields.time(interval, "starting_at");
    Instant end = JsonFields.time(interval, "ending_at");
    if (!end.isAfter(start)) {
      throw new PartFault(
          RejectReason.INVALID_BUCKET, "ending_at", "ending_at must be after starting_at");
    }
    return new BucketedUsage(
        feed,
        source,
        BucketedUsage.credential(
            PROVIDER, JsonFields.text(group, "workspace_id"), JsonFields.text(group, "api_key_id")),
        start,
        Duration.between(start, end),
        new Split(
            JsonFields.text(group, "model"),
            "chat",
            JsonFields.text(group, "inference_geo"),
            JsonFields.text(group, "service_tier")),
        numbers);
  }

  private static List<Decoded> flat(JsonNode page, Function<JsonNode, UsageEvent> reader) {
    List<Decoded> parts = new ArrayList<>();
    for (JsonNode row : page.path("data")) {
      parts.add(part("row " + parts.size(), () -> reader.apply(row)));
    }
    return parts;
  }

  private interface Reader {
    UsageEvent read(JsonNode bucket, JsonNode row);
  }

  private static List<Decoded> nested(JsonNode page, Reader reader) {
    List<Decoded> parts = new ArrayList<>();
    int number = 0;
    for (JsonNode bucket : page.path("data")) {
      for (JsonNode row : bucket.path("results")) {
        parts.add(
            part("bucket " + number + " row " + parts.size(), () -> reader.read(bucket, row)));
      }
      number++;
    }
    return parts;
  }

  private static Decoded part(String where, Supplier<UsageEvent> reading) {
    try {
      return new Decoded.Usage(where, reading.get());
    } catch (PartFault fault) {
      return new Decoded.Refused(where, fault.rejection());
    } catch (ArithmeticException e) {
      return new Decoded.Refused(
          where,
          new Rejection(RejectReason.ABSURD_COUNT, "usage", "the tokens' sum is out of range"));
    }
  }
}
