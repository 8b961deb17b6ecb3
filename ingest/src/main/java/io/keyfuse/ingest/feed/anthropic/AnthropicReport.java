package io.keyfuse.ingest.feed.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.Query;
import io.keyfuse.ingest.feed.SweepRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Anthropic's four reports: where each is, how it is asked for and read. */
public enum AnthropicReport {
  /** Tokens by the minute; says how fresh it is. */
  USAGE("analytics/usage", ChronoUnit.MINUTES, Duration.ofHours(24)),
  /** Money by the day; says how fresh it is. */
  COST("analytics/cost", ChronoUnit.DAYS, Duration.ofDays(31)),
  /** The older report of tokens by the minute. */
  LEGACY_USAGE("usage_report/messages", ChronoUnit.MINUTES, Duration.ofHours(24)),
  /** The older report of money by the day, workspaces only. */
  LEGACY_COST("cost_report", ChronoUnit.DAYS, Duration.ofDays(31));

  /** Beta header of the current reports. */
  public static final String BETA = "analytics-usage-cost-2026-08-24";

  private static final List<String> GROUPS =
      List.of("api_key_id", "workspace_id", "model", "service_tier", "inference_geo");

  private final String path;
  private final ChronoUnit bucket;
  private final Duration longest;

  AnthropicReport(String path, ChronoUnit bucket, Duration longest) {
    this.path = path;
    this.bucket = bucket;
    this.longest = longest;
  }

  /** Returns the name that events carry and metrics are counted by. */
  public String kind() {
    return this == USAGE || this == LEGACY_USAGE ? AnthropicRows.USAGE : AnthropicRows.COST;
  }

  /** Returns the report's name within a connection. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the report of a name. */
  public static AnthropicReport of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Returns true for the reports by the day. */
  public boolean isDaily() {
    return bucket == ChronoUnit.DAYS;
  }

  ChronoUnit bucket() {
    return bucket;
  }

  /** Returns the longest range that one request may ask for. */
  Duration longest() {
    return longest;
  }

  boolean isLegacy() {
    return this == LEGACY_USAGE || this == LEGACY_COST;
  }

  /** Returns the request of a range's first page. */
  Query request(SweepRange range) {
    Query query = Query.of("/v1/organizations/" + path);
    query.with("starting_at", range.from()).with("ending_at", range.to());
    String width = bucket == ChronoUnit.MINUTES ? "1m" : "1d";
    query.with(isLegacy() ? "bucket_width" : "time_bucket_width", width);
    groups().forEach(group -> query.with("group_by[]", group));
    if (isLegacy()) {
      return query.with("limit", bucket == ChronoUnit.MINUTES ? 1440 : 31);
    }
    return query.with("order_by", "time").with("order", "asc").with("limit", 1000);
  }

  List<Decoded> read(JsonNode page, Instant observedAt) {
    return switch (this) {
      case USAGE -> AnthropicRows.usage(page, observedAt);
      case COST -> AnthropicRows.cost(page, observedAt);
      case LEGACY_USAGE -> AnthropicRows.legacyUsage(page, observedAt);
      case LEGACY_COST -> AnthropicRows.legacyCost(page, observedAt);
    };
  }

  private List<String> groups() {
    return this == LEGACY_COST ? List.of("workspace_id") : GROUPS;
  }
}
